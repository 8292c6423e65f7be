"""What can go wrong between a client and Kafka."""

from newsdesk.schemas.errors import NewsdeskError


class ClusterSettingsError(NewsdeskError):
    """Raised when the settings for reaching a cluster contradict each other."""


class UnreachableError(NewsdeskError):
    """Raised when no Kafka answers at the given address."""


class TopicError(NewsdeskError):
    """Raised when a topic is missing, cannot be created, or has another number of partitions."""
