"""Benchmarks: each compares its candidates in one run."""
