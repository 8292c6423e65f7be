"""Held articles for the terminal."""

from collections.abc import Iterable

from rich.console import Console

from newsdesk.schemas import HeldArticle
from newsdesk.terminal.rendering import safe, shorten
from newsdesk.terminal.tables import add_row, plain_table

_CHARACTERS = 60


def print_table(console: Console, held: Iterable[HeldArticle]) -> None:
    """Print one line for each."""
    table = plain_table("until", "article", "key", "bytes")
    for one in held:
        key = (one.key or b"").decode("utf-8", "replace")
        name = shorten(safe(one.id or one.url or ""), _CHARACTERS)
        until = one.until.isoformat(timespec="seconds")
        add_row(table, (until, name, shorten(safe(key), _CHARACTERS), f"{one.size:,}"))
    console.print(table)
