"""Rules that recognize lines of boilerplate."""
