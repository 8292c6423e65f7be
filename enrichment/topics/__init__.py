"""Topics: taxonomies, how articles are compared with their labels, and when one is named."""
