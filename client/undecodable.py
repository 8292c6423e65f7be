"""Why bytes of a topic cannot be decoded, and how many more may be inflated."""

from newsdesk.schemas.errors import NewsdeskError


class Undecodable(NewsdeskError):
    """Raised when what a producer sent cannot be decoded; ends the sentence "… because …"."""


class Budget:
    """The bytes that a record batch may still inflate to."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.left = limit

    def require(self, size: int) -> None:
        """Check that `size` more bytes are allowed.

        Raises:
            Undecodable: if they are not.
        """
        if size > self.left:
            raise Undecodable(f"it inflates to more than {self._limit:,} bytes")

    def spend(self, size: int) -> None:
        """Count `size` inflated bytes.

        Raises:
            Undecodable: if they are too many.
        """
        self.require(size)
        self.left -= size
