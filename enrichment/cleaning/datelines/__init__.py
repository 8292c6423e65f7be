"""Datelines: place, date and agency before the first sentence."""
