"""Held articles, read from their topic and shown."""

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_topics
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.client.topic_reading import read_to_end
from newsdesk.commands.embargoes.as_json import held_line
from newsdesk.commands.embargoes.view import print_table
from newsdesk.schemas import HeldArticle
from newsdesk.schemas.held import held_articles
from newsdesk.terminal.output import output_console, say, write_lines
from newsdesk.terminal.rendering import counted


def list_held(cluster: Cluster, topic: str, limit: int | None, *, json: bool) -> None:
    """Show what is held in `topic`, at most `limit`, and how many there are.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if there is no such topic.
    """
    require_rights(cluster, [Right(Operation.READ, Resource.TOPIC, topic)])
    require_topics(cluster, [topic])
    held = sorted(held_articles(read_to_end(cluster, topic)).values(), key=_end)
    shown = held[:limit]
    if json:
        write_lines(map(held_line, shown))
    elif shown:
        print_table(output_console(), shown)
    say(f"{counted(len(held), 'article')} held back.", err=json)


def _end(held: HeldArticle) -> tuple[float, bytes]:
    return held.until.timestamp(), held.place
