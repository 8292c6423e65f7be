"""Advice on a taxonomy, for the terminal."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from newsdesk.commands.taxonomy.advice import VERY_NEAR, Advice
from newsdesk.commands.taxonomy.view import counts, names
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.terminal.rendering import counted, safe, shorten
from newsdesk.terminal.tables import add_row, plain_table, print_rest

MAX_ROWS = 20
_EXAMPLE_CHARACTERS = 80


def print_advice(console: Console, path: Path, taxonomy: Taxonomy, advice: Advice) -> None:
    """Print that a file is valid, and what could be better in it."""
    _say(console, f"{safe(str(path))} is valid: {counts(taxonomy)}.", "green")
    _say(console, f"Fingerprint {taxonomy.fingerprint}")
    if not advice:
        _say(console, "Nothing to advise.")
    if advice.other_encoder:
        _say(
            console,
            f"\nIt was adapted with {safe(advice.other_encoder)}, which is not the encoder in use:"
            " a worker would refuse it. Adapt its parent again.",
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
        f"\n{pairs} of labels that are hard to tell apart (cosine over {VERY_NEAR})."
        " Describe how they differ, or merge them:",
    )
    table = plain_table("label", "label", "cosine")
    for near in advice.near[:MAX_ROWS]:
        add_row(table, (near.first.name, near.second.name, f"{near.cosine:.2f}"))
    print_rest(console, table, len(advice.near) - MAX_ROWS, "; --json has all.")


def _print_stray(console: Console, advice: Advice) -> None:
    number = f"{len(advice.stray):,} of {counted(advice.examples, 'example')}"
    _say(
        console,
        f"\n{number} would be nearer to another label if their own were fitted without them."
        " Check that they are under the right label, or add more like them:",
    )
    table = plain_table("label", "nearer to", "by", "example")
    for stray in advice.stray[:MAX_ROWS]:
        example = shorten(safe(str(stray.example)), _EXAMPLE_CHARACTERS)
        cells = (stray.label.name, stray.nearer.name, f"{stray.margin:.2f}", example)
        add_row(table, cells)
    print_rest(console, table, len(advice.stray) - MAX_ROWS, "; --json has all.")


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
