"""Looks through the topics for what is stale."""

from collections.abc import Callable
from contextlib import suppress

from kafka.errors import KafkaError

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS, require_topics
from newsdesk.commands.reprocess.articles import scan_articles
from newsdesk.commands.reprocess.events import scan_events
from newsdesk.commands.reprocess.request import Request
from newsdesk.commands.reprocess.stale import Plan, plan


def look(
    cluster: Cluster,
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
    require_topics(cluster, [topics.articles, topics.enriched])
    articles = scan_articles(cluster, topics.articles, request.fingerprint, on_message)
    waiting_from = _waiting_from(cluster, request)
    events = scan_events(cluster, topics.enriched, request.fingerprint, on_message)
    return plan(articles, events, waiting_from, request)


def _waiting_from(cluster: Cluster, request: Request) -> dict[int, int]:
    """Return the offsets that the workers have committed; none where nobody may know them."""
    with admin_client(cluster, CONNECT_SECONDS) as admin, suppress(KafkaError):
        committed = admin.list_group_offsets(request.group).get(request.group, {})
        return {
            source.partition: meta.offset
            for source, meta in committed.items()
            if source.topic == request.topics.articles and meta.offset >= 0
        }
    return {}
