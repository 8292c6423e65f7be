"""Errors of the Kafka on this machine."""

from newsdesk.schemas.errors import NewsdeskError


class BrokerError(NewsdeskError):
    """Base of the errors about the Kafka of this machine."""


class DistributionError(BrokerError):
    """Raised when Kafka's jars cannot be fetched or found, or are not the expected ones."""


class DataFolderError(BrokerError):
    """Raised when a data folder is not newsdesk's, or does not fit the Kafka that should use it."""


class PortInUseError(BrokerError):
    """Raised when the wanted port cannot be used, usually because another process listens on it."""


class StartError(BrokerError):
    """Raised when Java ends before Kafka answers, or Kafka does not answer; has the log's end."""

    def __init__(self, problem: str, advice: str = "", *, port_taken: bool = False) -> None:
        super().__init__(problem, advice)
        self.port_taken = port_taken
        """Whether another process took the port before Kafka listened on it."""
