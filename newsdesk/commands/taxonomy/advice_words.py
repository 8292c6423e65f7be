"""Advice on a taxonomy, for the screen."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.commands.taxonomy.advice import VERY_NEAR, Advice
from newsdesk.commands.taxonomy.words import counts, names
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.terminal.rendering import counted, safe, shorten

MOST_ROWS = 20
_EXAMPLE_CHARACTERS = 80


def print_advice(console: Console, path: Path, taxonomy: Taxonomy, advice: Advice) -> None:
    """Print that a file is valid, and then what could be better in it."""
    _say(console, f"{safe(str(path))} is valid: {counts(taxonomy)}.", "green")
    _say(console, f"Fingerprint {taxonomy.fingerprint}")
    if not advice:
        _say(console, "Nothing to advise.")
    if advice.other_encoder:
        _say(
            console,
            f"\nIt was adapted with {safe(advice.other_encoder)}, which is not the encoder in use:"
            " a worker would refuse it. Adapt the one that it came from again.",
        )
    for labels, what in (
        (advice.without_description, "description"),
        (advice.without_examples, "examples"),
    ):
        if labels:
            _say(console, f"\n{counted(len(labels), 'label')} without {what}: {names(labels)}.")
    if advice.near:
        _print_near(console, advice)
    if advice.stray:
        _print_stray(console, advice)


def _print_near(console: Console, advice: Advice) -> None:
    pairs = counted(len(advice.near), "pair")
    _say(
        console,
        f"\n{pairs} of labels that are hardly told from each other (cosine over {VERY_NEAR})."
        " Say of each what the other is not, or make them one:",
    )
    table = _table("label", "label", "cosine")
    for near in advice.near[:MOST_ROWS]:
        cells = (safe(near.first.name), safe(near.second.name), f"{near.cosine:.2f}")
        table.add_row(*map(Text, cells))
    _print_table(console, table, len(advice.near))


def _print_stray(console: Console, advice: Advice) -> None:
    number = f"{len(advice.stray):,} of {counted(advice.examples, 'example')}"
    _say(
        console,
        f"\n{number} would, if left out, be nearer to another label."
        " Look whether they stand where they belong, or add more like them:",
    )
    table = _table("label", "nearer to", "by", "example")
    for stray in advice.stray[:MOST_ROWS]:
        example = shorten(safe(str(stray.example)), _EXAMPLE_CHARACTERS)
        cells = (safe(stray.label.name), safe(stray.nearer.name), f"{stray.margin:.2f}", example)
        table.add_row(*map(Text, cells))
    _print_table(console, table, len(advice.stray))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _print_table(console: Console, table: Table, rows: int) -> None:
    console.print(table)
    if rows > MOST_ROWS:
        _say(console, f"… and {rows - MOST_ROWS} more; --json has all.")


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
