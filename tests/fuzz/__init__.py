"""Fuzzing: hostile input for all that reads what others write, and what must hold for any input."""
