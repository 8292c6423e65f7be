"""Summaries: taken from the article, or written by a model and checked against it."""
