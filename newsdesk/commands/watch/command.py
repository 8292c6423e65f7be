"""`newsdesk watch`: show enriched articles as they come."""

import io
import os
import sys
import time
from collections.abc import Callable
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.text import Text

from newsdesk.client.event_reader import EventReader, open_reader
from newsdesk.commands.watch.card import print_card
from newsdesk.schemas import EnrichedArticle, InvalidMessage, decode_enriched
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.rendering import counted, safe

TOO_FEW = 2


def watch(
    json: Annotated[
        bool, typer.Option("--json", help="Write each event as it is, one a line.")
    ] = False,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Begin with the oldest event, not with news.")
    ] = False,
    count: Annotated[
        int | None, typer.Option(min=1, help="End after this many events.", show_default=False)
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0,
            help="End after this many seconds; the exit code is 2 if --count was not reached.",
            show_default=False,
        ),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            help="Topic to read; without it NEWSDESK_TOPICS__ENRICHED, or articles.enriched.",
            show_default=False,
        ),
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show enriched articles as they come, until Ctrl-C."""
    show = _lines(typer.get_binary_stream("stdout")) if json else _cards()
    try:
        with clear_errors():
            settings = load_settings(bootstrap_servers)
            quiet_kafka(settings)
            topic = topic or settings.topics.enriched
            cluster = settings.kafka.cluster()
            with open_reader(cluster, [topic], from_beginning=from_beginning) as reader:
                _tell(f"Watching {topic}; Ctrl-C ends.", style="dim")
                shown = _show(reader, show, count, timeout)
    except KeyboardInterrupt:
        return
    except BrokenPipeError:
        _discard_output()
        return
    if count is not None and shown < count:
        _tell(f"Only {shown} of {counted(count, 'event')} came within {timeout:g} s.", style="red")
        raise typer.Exit(TOO_FEW)


_Show = Callable[[bytes, EnrichedArticle], None]


def _show(reader: EventReader, show: _Show, count: int | None, timeout: float | None) -> int:
    """Show events until `count` or the end of `timeout`, and return how many there were."""
    deadline = time.monotonic() + timeout if timeout is not None else float("inf")
    shown = 0
    while time.monotonic() < deadline:
        for message in reader.poll():
            try:
                event = decode_enriched(message.value)
            except InvalidMessage as error:
                place = f"{message.topic}, partition {message.partition}, offset {message.offset}"
                _tell(f"Not an enriched article: {place}: {error.message}", style="yellow")
                continue
            show(message.value or b"", event)
            shown += 1
            if shown == count:
                return shown
    return shown


def _lines(output: BinaryIO) -> _Show:
    def show(value: bytes, event: EnrichedArticle) -> None:
        # Line ends between the values of JSON mean nothing, and within them there are none.
        output.write(value.replace(b"\r", b" ").replace(b"\n", b" ") + b"\n")
        output.flush()

    return show


def _cards() -> _Show:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    console = _PipedConsole()
    return lambda value, event: print_card(console, event)


class _PipedConsole(Console):
    """A console that leaves it to the command what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _discard_output() -> None:
    """Let Python's own flush at the end go nowhere, which else complains about the pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(line: str, style: str) -> None:
    Console(stderr=True).print(Text(safe(line), style=style), soft_wrap=True)
