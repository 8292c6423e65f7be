"""Sends dead letters back while a page shows how far it is."""
