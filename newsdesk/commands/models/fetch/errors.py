"""Errors of fetching models."""

from newsdesk.schemas.errors import NewsdeskError


class FetchError(NewsdeskError):
    """Raised when a model's files cannot be fetched or kept, or are not the pinned ones."""
