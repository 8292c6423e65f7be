"""Dead letters read, chosen and shown."""
