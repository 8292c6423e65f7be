"""The worker: its stages, and how it runs them."""
