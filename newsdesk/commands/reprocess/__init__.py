"""Articles sent through the stages again, where their events are stale."""
