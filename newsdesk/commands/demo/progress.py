"""Where the demo reports how far it is, and why it cannot go further."""

from typing import Protocol

from newsdesk.schemas.errors import NewsdeskError


class DemoError(NewsdeskError):
    """Raised when the demo cannot be completed."""


class Progress(Protocol):
    """Where the demo reports its progress."""

    def step(self, what: str) -> None:
        """Report what is being done now."""
        ...

    def outcomes(self, found: int, expected: int) -> None:
        """Report how many articles have their outcome."""
        ...
