"""Measurements: each compares its candidates side by side in one run."""
