"""A dry run for the terminal: what would be sent, and how many."""

from collections.abc import Sequence

from newsdesk.commands.produce.as_json import candidate_line
from newsdesk.commands.produce.dry_run import candidates
from newsdesk.commands.produce.run import Key
from newsdesk.commands.produce.view import Overview
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.output import closed_pipe_ends, output_console, say, write_bytes
from newsdesk.terminal.progress import Counter

_PIPE_WIDTH = 1000
"""In a pipe, reasons are not folded."""


def show_articles(topic: str, paths: Sequence[str], key: Key, *, json: bool) -> bool:
    """Show the articles in `paths`, and return whether all could be read. Kafka is not asked."""
    overview = Overview()
    with interruptible(), closed_pipe_ends():
        with Counter("articles read") as reading:
            for candidate in candidates(paths, key):
                reading.advance()
                overview.add(candidate)
                if json:
                    write_bytes(candidate_line(candidate))
        if not json:
            overview.print(output_console(_PIPE_WIDTH))
        say(overview.closing_line(topic), err=json)
    return not overview.unreadable
