"""Errors between a client and Kafka."""

from collections.abc import Iterable

from newsdesk.schemas.errors import NewsdeskError


class ClientError(NewsdeskError):
    """Base of the errors of clients of Kafka."""


class ClusterSettingsError(ClientError):
    """Raised when the settings for reaching a cluster contradict each other."""


class UnreachableError(ClientError):
    """Raised when Kafka does not answer at the given address, or stops answering."""


class AccessRefused(UnreachableError):
    """Raised when it is certain why Kafka, or the token endpoint, does not let this client in."""


class RightsError(UnreachableError):
    """Raised when Kafka answers, but refuses what this user has no right to."""


class TopicError(ClientError):
    """Raised when a topic is missing, cannot be created, or has another number of partitions."""


class TransactionError(ClientError):
    """Raised when Kafka does not accept a transaction; none of it is visible."""


class SenderFenced(TransactionError):
    """Raised when another sender has taken over, or this one was too slow."""


class MessageTooLarge(TransactionError):
    """Raised when a topic does not accept a message; `index` is its place in the transaction."""

    def __init__(self, index: int) -> None:
        super().__init__(f"Message {index} of the transaction is too large for its topic.")
        self.index = index


def too_few_partitions(topic: str, number: int) -> str:
    """Return what is wrong with a topic of the chain that has no partition of that number."""
    return (
        f"The topic {topic} has no partition {number}: all topics of the chain need the same number"
        " of partitions. `newsdesk topics grow` adds those that are missing."
    )


def missing_topics(bootstrap_servers: str, names: Iterable[str]) -> TopicError:
    """Return the error for topics that Kafka does not have."""
    return TopicError(
        f"Kafka at {bootstrap_servers} has no topic {', '.join(sorted(names))}.",
        "`newsdesk topics create` creates the topics of the chain.",
    )
