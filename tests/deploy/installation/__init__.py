"""`make compose-test`: the shipped docker-compose.yml on a real Docker engine."""
