"""An enriched article for the terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from newsdesk.schemas import EnrichedArticle
from newsdesk.terminal.rendering import headline, safe, topics_line

_LABEL_WIDTH = 12


def print_card(console: Console, event: EnrichedArticle) -> None:
    """Print `event`; lines are wrapped for a terminal, and left whole for a pipe or a file."""
    console.print(Text(headline(event.article), style="bold"), soft_wrap=not console.is_terminal)
    for label, value in _fields(event):
        for line in _folded(console, label, value):
            console.print(line, soft_wrap=True)
    console.print()


def _fields(event: EnrichedArticle) -> Iterator[tuple[str, str]]:
    yield "topics", topics_line(event.classification, event.language.code)
    yield "summary", safe(event.summary.text) or "none"
    if event.article.status == "embargoed" and event.article.usable_from:
        yield "embargo", f"until {event.article.usable_from.isoformat(timespec='seconds')}"
    yield "language", f"{safe(event.language.code)} {event.language.confidence:.2f}"
    origin = [safe(part) for part in (event.article.source, event.article.url) if part]
    if origin:
        yield "source", " · ".join(origin)


def _folded(console: Console, label: str, value: str) -> Iterator[Text]:
    text = Text(value)
    room = max(20, console.width - _LABEL_WIDTH)
    lines = text.wrap(console, room) if console.is_terminal else [text]
    for number, line in enumerate(lines):
        name = f"  {label}" if number == 0 else ""
        yield Text.assemble((name.ljust(_LABEL_WIDTH), "dim"), line)
