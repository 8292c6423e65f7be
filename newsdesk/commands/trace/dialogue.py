"""A trace for the terminal: what is read, what was found."""

from datetime import datetime

from newsdesk.chain import traced_topics
from newsdesk.client.consumer import require_topics
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.tracing.run import trace
from newsdesk.client.tracing.sentences import looked_through, undecodable_sentence
from newsdesk.client.tracing.trace import Trace
from newsdesk.commands.trace.as_json import trace_fields
from newsdesk.commands.trace.view import print_article
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.settings import Settings
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.output import closed_pipe_ends, output_console, say, write_json
from newsdesk.terminal.progress import Counter


def show_trace(settings: Settings, query: str, since: datetime, *, json: bool) -> bool:
    """Show the traces of an article, and return whether there are any.

    Raises:
        Exit: with 1 if Kafka or a topic cannot be used, 130 if it was interrupted.
    """
    with interruptible(), closed_pipe_ends():
        found = _traced(settings, query, since)
        if json:
            write_json(trace_fields(found))
        else:
            _print(found)
    return bool(found.articles)


def _traced(settings: Settings, query: str, since: datetime) -> Trace:
    cluster, topics = settings.kafka.cluster(), traced_topics(settings.topics, settings.worker)
    require_rights(cluster, rights_of([Task.TRACE], settings))
    require_topics(cluster, topics.all)
    with Counter("messages read") as reading:
        return trace(cluster, topics, query, since, reading.advance)


def _print(found: Trace) -> None:
    console = output_console()
    for article in found.articles:
        print_article(console, article)
    if found.articles:
        return
    say(f"Nothing of {found.query!r} was found. {looked_through(found)}", err=True)
    if found.undecodable:
        say(undecodable_sentence(found), err=True)
