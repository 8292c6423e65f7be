"""How long good articles wait beside messages that are made to cost much."""
