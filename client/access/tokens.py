"""Tokens for OAUTHBEARER: each is used until shortly before its end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from newsdesk.client.access.kept import keep_last
from newsdesk.client.access.secrets import Hide
from newsdesk.client.errors import AccessRefused

USED_SHARE = 0.8
"""How much of its lifetime a token is used, as in Kafka's own clients."""


@dataclass(frozen=True)
class Token:
    """A token, and how many seconds from now it is valid."""

    value: str = field(repr=False)
    lifetime: float


class Tokens:
    """Gets tokens, and keeps the last one; any thread may ask.

    Args:
        fetch: Returns a new token, or raises AccessRefused.
        hide: Called with each token.
        clock: The time in seconds.
    """

    def __init__(
        self, fetch: Callable[[], Token], hide: Hide, clock: Callable[[], float] = monotonic
    ) -> None:
        self._fetch = fetch
        self._hide = hide
        self._clock = clock
        self._lock = Lock()
        self._value = ""
        self._use_until = self._valid_until = float("-inf")

    def token(self) -> str:
        """Return a token that is valid now.

        Raises:
            AccessRefused: if none can be had.
        """
        with self._lock:
            if self._clock() >= self._use_until:
                self._renew()
            self._hide(self._value)
            return self._value

    def _renew(self) -> None:
        """Get a new token; while the old one is valid, it need not succeed."""
        now = self._clock()
        try:
            token = self._fetch()
        except AccessRefused as error:
            if now >= self._valid_until:
                raise
            keep_last(error)
            return
        self._hide(token.value)
        self._value = token.value
        self._use_until = now + USED_SHARE * token.lifetime
        self._valid_until = now + token.lifetime
