"""Where an article has been, and where it is."""
