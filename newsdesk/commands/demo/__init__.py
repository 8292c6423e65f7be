"""The main job from end to end, with a Kafka and a worker of its own."""
