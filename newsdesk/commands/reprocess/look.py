"""Reads the topics, and plans which articles to send again."""

from collections.abc import Callable

from newsdesk.chain import FIRST, LAST
from newsdesk.client.cluster import Cluster
from newsdesk.client.groups import committed_offsets
from newsdesk.commands.reprocess.articles import scan_articles
from newsdesk.commands.reprocess.events import scan_events
from newsdesk.commands.reprocess.stale import Plan, ReprocessRequest, plan


def look(
    cluster: Cluster,
    request: ReprocessRequest,
    on_message: Callable[[], None] = lambda: None,
) -> Plan:
    """Read the articles, then the events made from them, and return which are stale.

    The order matters: an article that is enriched in between can only become fresh.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    source, sink = FIRST.reads(request.topics), LAST.writes(request.topics)
    articles = scan_articles(cluster, source, request.fingerprint, on_message)
    waiting_from = committed_offsets(cluster, request.group, source)
    events = scan_events(cluster, sink, request.fingerprint, on_message)
    return plan(articles, events, waiting_from, request)
