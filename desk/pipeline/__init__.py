"""Looks at the chain while the desk runs, and remembers an hour of it."""
