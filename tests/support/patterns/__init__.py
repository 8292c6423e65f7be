"""Finding patterns whose time grows faster than their texts, from the patterns alone."""
