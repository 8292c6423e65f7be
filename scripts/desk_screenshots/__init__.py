"""Pictures of the desk's pages, for the documentation."""
