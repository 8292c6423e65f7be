"""Reads enriched events live, and shows each."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from newsdesk.client.cluster import Cluster
from newsdesk.client.event_reader import EventReader, open_reader
from newsdesk.commands.watch.view import print_card
from newsdesk.controls import json_in_a_line
from newsdesk.schemas import (
    EnrichedArticle,
    InvalidMessage,
    SourceMessage,
    decode_enriched,
    require_readable,
)
from newsdesk.schemas.headers import withdrawn_as
from newsdesk.terminal.output import notice, output_console, write_bytes
from newsdesk.terminal.rendering import safe

Show = Callable[[bytes, EnrichedArticle], None]
"""Shows one event, given as it came and decoded."""


@contextmanager
def watching(cluster: Cluster, topic: str, *, from_beginning: bool) -> Iterator[EventReader]:
    """Yield a reader of `topic`, once the user knows that it reads.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if there is no such topic.
    """
    with open_reader(cluster, [topic], from_beginning=from_beginning) as reader:
        notice(f"Watching {topic}; Ctrl-C ends.", style="dim")
        yield reader


def show_events(reader: EventReader, show: Show, count: int | None, timeout: float | None) -> int:
    """Show events until there were `count`, or `timeout` seconds are over; return how many.

    Raises:
        UnreachableError: if Kafka refuses a request.
    """
    deadline = time.monotonic() + timeout if timeout is not None else float("inf")
    shown = 0
    while time.monotonic() < deadline:
        for message in reader.poll():
            try:
                require_readable(message)
                if message.value is None and message.key is not None:
                    notice(_withdrawal(message), style="yellow")
                    continue
                event = decode_enriched(message.value)
            except InvalidMessage as error:
                place = f"{message.topic}, partition {message.partition}, offset {message.offset}"
                notice(f"Not an enriched article: {place}: {error.message}", style="yellow")
                continue
            show(message.value or b"", event)
            shown += 1
            if shown == count:
                return shown
    return shown


def _withdrawal(message: SourceMessage) -> str:
    """Return one line about an article that was withdrawn."""
    key = safe((message.key or b"").decode("utf-8", "replace"))
    status = withdrawn_as(message.headers)
    return f"Withdrawn: {key} ({safe(status)})" if status else f"Withdrawn: {key}"


def lines() -> Show:
    """Return what writes each event on one line, as it came but for what a terminal obeys."""

    def show(value: bytes, event: EnrichedArticle) -> None:
        write_bytes(json_in_a_line(value))

    return show


def cards() -> Show:
    """Return what prints each event for a person."""
    console = output_console()
    return lambda value, event: print_card(console, event)
