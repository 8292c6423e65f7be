"""Kinds of text that newsrooms really receive, with what is right, and how many come out right."""
