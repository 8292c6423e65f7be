"""How Kafka lets a client in: TLS, logins, and what is the matter where it does not."""
