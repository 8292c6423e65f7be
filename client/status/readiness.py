"""Words of a worker's readiness by which others know its state."""

LOADING = "the models are being loaded"
"""The problem of each stage while its worker starts."""
