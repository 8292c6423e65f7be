"""Compares outcomes with articles: each article must have exactly one outcome."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

import orjson

from newsdesk.schemas import InvalidMessage, decode_article


class Ledger:
    """Counts outcomes by article."""

    def __init__(self, sent: Iterable[bytes]) -> None:
        self._expected = Counter(map(_identity, sent))
        self._found: Counter[str] = Counter()

    def enter(self, value: bytes | None) -> None:
        """Count one outcome: the value of an enriched event, or of a dead letter."""
        self._found[_identity(value)] += 1

    def enter_withdrawal(self, article_id: str) -> None:
        """Count the outcome of an article that its publisher withdraws."""
        self._found[article_id] += 1

    @property
    def expected(self) -> int:
        """How many outcomes there should be."""
        return self._expected.total()

    @property
    def found(self) -> int:
        """How many outcomes there are."""
        return self._found.total()

    @property
    def is_complete(self) -> bool:
        """Whether every article has an outcome."""
        return not self._expected - self._found

    @property
    def lost(self) -> list[str]:
        """The ids of articles without an outcome, once for each missing one."""
        return sorted((self._expected - self._found).elements())

    @property
    def doubled(self) -> list[str]:
        """The ids with more outcomes than articles, once for each surplus one."""
        return sorted((self._found - self._expected).elements())


def _identity(value: bytes | None) -> str:
    """Return the id of an article or event; without one, a hash of the bytes."""
    try:
        return decode_article(value).id
    except InvalidMessage:
        pass
    try:
        return str(orjson.loads(value or b"")["id"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return sha256(value or b"").hexdigest()
