"""Topics: taxonomies, comparing articles with their labels, and deciding which topics to assign."""
