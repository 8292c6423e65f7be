"""Looks through the topics for what is stale."""

from collections.abc import Callable
from contextlib import suppress

from kafka.errors import KafkaError

from broker.admin import admin_client
from broker.connection import Connection
from newsdesk.kafka_access import CONNECT_SECONDS, require_topics
from newsdesk.reprocessing.articles import scan_articles
from newsdesk.reprocessing.events import scan_events
from newsdesk.reprocessing.request import Request
from newsdesk.reprocessing.stale import Plan, plan


def look(
    connection: Connection,
    request: Request,
    on_message: Callable[[], None] = lambda: None,
) -> Plan:
    """Read the articles, then the events that they led to, and return what is stale.

    The order matters: whatever is enriched in between can but make an article fresh.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    topics = request.topics
    require_topics(connection, [topics.articles, topics.enriched])
    articles = scan_articles(connection, topics.articles, request.fingerprint, on_message)
    waiting_from = _waiting_from(connection, request)
    events = scan_events(connection, topics.enriched, request.fingerprint, on_message)
    return plan(articles, events, waiting_from, request)


def _waiting_from(connection: Connection, request: Request) -> dict[int, int]:
    """Return the offsets that the workers have committed; none where nobody may know them."""
    with admin_client(connection, CONNECT_SECONDS) as admin, suppress(KafkaError):
        committed = admin.list_group_offsets(request.group).get(request.group, {})
        return {
            source.partition: meta.offset
            for source, meta in committed.items()
            if source.topic == request.topics.articles and meta.offset >= 0
        }
    return {}
