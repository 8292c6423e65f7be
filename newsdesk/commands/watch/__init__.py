"""Enriched events from Kafka to the screen."""
