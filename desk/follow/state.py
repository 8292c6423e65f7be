"""Whether the desk keeps up with Kafka, for the page: one value, replaced as a whole."""

from dataclasses import dataclass
from enum import StrEnum

from newsdesk.client.errors import ClientError, RightsError, TopicError


class Condition(StrEnum):
    """What the desk is doing."""

    STARTING = "starting"
    LOADING = "loading"
    LIVE = "live"
    AWAY = "away"
    NO_TOPICS = "no_topics"
    DENIED = "denied"
    FULL = "full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    DAMAGED = "damaged"
    UNWRITABLE = "unwritable"


@dataclass(frozen=True, slots=True)
class FollowState:
    """The condition, since when, and why.

    `since` and `read` are seconds since 1970; `read` is when Kafka last answered. `behind` is how
    many seconds after its publication the latest message could be seen here. `note` is worth
    knowing for some minutes.
    """

    condition: Condition
    since: float
    problem: str = ""
    advice: str = ""
    read: float = 0.0
    behind: float = 0.0
    note: str = ""


def condition_of(error: ClientError) -> Condition:
    """Return how it is with Kafka where reading it has failed."""
    if isinstance(error, TopicError):
        return Condition.NO_TOPICS
    return Condition.DENIED if isinstance(error, RightsError) else Condition.AWAY
