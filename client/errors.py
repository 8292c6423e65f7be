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


def missing_topics(bootstrap_servers: str, names: Iterable[str]) -> TopicError:
    """Return the error for topics that Kafka does not have."""
    return TopicError(
        f"Kafka at {bootstrap_servers} has no topic {', '.join(sorted(names))}.",
        "`newsdesk topics create` creates the topics of the chain.",
    )
