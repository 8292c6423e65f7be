"""Dead letters: read, chosen, and replayed exactly once."""
