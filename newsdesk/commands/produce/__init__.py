"""Articles from files and standard input to Kafka."""
