"""Metrics: a worker counts and measures, and Prometheus gets it."""
