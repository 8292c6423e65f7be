"""Surroundings: what the lines around a line say about it."""
