"""Inserts: captions, prompts and lists that pages put into an article."""
