"""What the desk has read, in one SQLite file that can be deleted at any time."""
