"""The main job from end to end, with a private Kafka and worker."""
