"""Keeps the desk's database up to date with Kafka."""
