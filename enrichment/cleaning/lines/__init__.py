"""Removing boilerplate line by line."""
