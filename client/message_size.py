"""Whether a topic accepts a message of some size, checked before it is sent.

kafka-python's idempotent producer aborts everything in flight when Kafka finds one message too
large, so that must never happen.
"""

import gzip
from dataclasses import dataclass

from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaError

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS
from newsdesk.schemas.messages import MAX_EVENT_BYTES

_SETTING = "max.message.bytes"
# A record batch's header has 61 bytes, a record's at most 36 (Kafka protocol, message format 2).
_HEADERS = 128


@dataclass(frozen=True, slots=True)
class SizeLimit:
    """The largest record batch that a topic accepts, in bytes; None where it is not known."""

    topic_bytes: int | None

    def refusal(self, key: bytes | None, value: bytes) -> str | None:
        """Return why a message is too large, or None if it can be sent, compressed with gzip."""
        size = len(key or b"") + len(value) + _HEADERS
        if size > MAX_EVENT_BYTES:
            return f"its {len(value):,} bytes are too many, {MAX_EVENT_BYTES:,} can be sent"
        # Deflate adds at most 5 bytes to each block of 16 kB that it cannot compress.
        if self.topic_bytes is None or size + size // 1000 <= self.topic_bytes:
            return None
        compressed = len(gzip.compress((key or b"") + value)) + _HEADERS
        if compressed + compressed // 1000 <= self.topic_bytes:
            return None
        return (
            f"its {len(value):,} bytes are too many ({compressed:,} compressed), the topic accepts"
            f" {self.topic_bytes:,}"
        )


def size_limit(cluster: Cluster, topic: str) -> SizeLimit:
    """Ask Kafka for the limit of `topic`.

    Raises:
        UnreachableError: if no Kafka answers.
    """
    resource = ConfigResource(ConfigResourceType.TOPIC, topic)
    with admin_client(cluster, CONNECT_SECONDS) as admin:
        try:
            described = admin.describe_configs([resource], config_filter="all")
            return SizeLimit(int(described["topic"][topic][_SETTING]["value"]))
        except (KafkaError, LookupError):
            # Reading a topic's settings needs a permission that sending does not.
            return SizeLimit(None)
