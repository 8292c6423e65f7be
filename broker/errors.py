"""What can go wrong with the Kafka of this machine."""

from newsdesk.schemas.errors import NewsdeskError


class BrokerError(NewsdeskError):
    """Base of the errors about the Kafka of this machine."""


class DistributionError(BrokerError):
    """Raised when Kafka's jars cannot be fetched, found or trusted."""


class DataFolderError(BrokerError):
    """Raised when a data folder is not newsdesk's, or does not fit the Kafka that is to use it."""


class PortInUseError(BrokerError):
    """Raised when another process listens on the wanted port."""


class StartError(BrokerError):
    """Raised when Java ends or stays silent before Kafka answers; carries the tail of its log."""
