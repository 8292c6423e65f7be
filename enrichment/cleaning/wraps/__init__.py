"""Wraps: joining lines and words that were cut at a width."""
