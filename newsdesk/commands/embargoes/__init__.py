"""Articles that are held back, to the screen."""
