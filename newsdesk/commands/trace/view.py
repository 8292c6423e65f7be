"""An article's traces for the terminal."""

from rich.console import Console
from rich.text import Text

from newsdesk.client.tracing.sentences import kind_words, now_sentence
from newsdesk.client.tracing.sighting import Sighting
from newsdesk.client.tracing.timing import gaps_of, moment_of
from newsdesk.client.tracing.trace import TracedArticle
from newsdesk.terminal.rendering import safe, shorten
from newsdesk.terminal.tables import add_row, plain_table

_CHARACTERS = 80


def print_article(console: Console, article: TracedArticle) -> None:
    """Print a line for each message, and where the article is."""
    table = plain_table("time", "seconds", "what", "topic", "place", "more")
    for sighting, seconds in zip(article.sightings, gaps_of(article.sightings), strict=True):
        add_row(table, _cells(sighting, seconds))
    console.print(table)
    line = f"{shorten(safe(article.id), _CHARACTERS)}: {safe(now_sentence(article.now))}."
    console.print(Text(line, style="bold"), soft_wrap=True)


def _cells(sighting: Sighting, seconds: float | None) -> tuple[str, ...]:
    moment = moment_of(sighting.time)
    return (
        moment.isoformat(sep=" ", timespec="milliseconds")[:23] if moment else "",
        "" if seconds is None else f"+{seconds:,.3f}" if seconds >= 0 else f"{seconds:,.3f}",
        kind_words(sighting),
        sighting.topic,
        f"{sighting.partition}:{sighting.offset}",
        shorten(safe(sighting.message or sighting.reason), _CHARACTERS),
    )
