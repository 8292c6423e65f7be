"""What every command that sends or reads messages asks of Kafka first."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kafka.errors import KafkaError

from broker.admin import admin_client
from broker.connection import Connection
from broker.errors import TopicError, UnreachableError

CONNECT_SECONDS = 10.0


def require_topics(connection: Connection, topics: Iterable[str]) -> None:
    """Check that Kafka answers and has all of `topics`.

    Raises:
        UnreachableError: if no Kafka answers.
        TopicError: naming the topics that are missing.
    """
    with admin_client(connection, CONNECT_SECONDS) as admin:
        present = {topic["name"] for topic in admin.describe_topics()}
    missing = sorted(set(topics) - present)
    if missing:
        raise TopicError(
            f"Kafka at {connection.bootstrap_servers} has no topic {', '.join(missing)}."
            " `newsdesk topics create` creates the topics of the chain."
        )


@contextmanager
def kafka_answers(connection: Connection, doing: str) -> Iterator[None]:
    """Turn what kafka-python raises within the block into the error for the person at the screen.

    Raises:
        UnreachableError: if Kafka stopped answering, or turned a request down.
    """
    try:
        yield
    except (KafkaError, OSError) as error:
        raise UnreachableError(
            f"Kafka at {connection.bootstrap_servers} failed while {doing}: {error}"
        ) from error
