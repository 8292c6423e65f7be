"""What can go wrong with a broker or a topic, in words for the person at the screen."""


class BrokerError(Exception):
    """Base of everything that this room raises; its text is meant for the person at the screen."""


class DistributionError(BrokerError):
    """Raised when Kafka's jars cannot be fetched, found or trusted."""


class DataFolderError(BrokerError):
    """Raised when a data folder is not newsdesk's, or does not fit the Kafka that is to use it."""


class PortInUseError(BrokerError):
    """Raised when another process listens on the wanted port."""


class StartError(BrokerError):
    """Raised when Java ends or stays silent before Kafka answers; carries the tail of its log."""


class ConnectionSettingsError(BrokerError):
    """Raised when connection settings contradict each other."""


class UnreachableError(BrokerError):
    """Raised when no Kafka answers at the given address."""


class TopicError(BrokerError):
    """Raised when a topic cannot be created, or exists with another number of partitions."""
