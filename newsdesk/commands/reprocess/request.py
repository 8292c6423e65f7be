"""What is asked for when stale articles are to be sent again."""

from dataclasses import dataclass

from newsdesk.settings import TopicSettings


class ReprocessError(RuntimeError):
    """Raised when articles cannot be sent again; nothing of the last transaction is visible."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which articles are to be sent again.

    Attributes:
        topics: The topics of the chain.
        group: The consumer group of the stage that reads articles.
        fingerprint: What the events of fresh articles have.
        limit: How many are sent at most, the oldest first; None for all.
        shared_keys: Whether one key may stand over different articles, so that a newer message
            under it replaces nothing. Else the last message of each key alone is sent again.
    """

    topics: TopicSettings
    group: str
    fingerprint: str
    limit: int | None = None
    shared_keys: bool = False
