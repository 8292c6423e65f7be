"""The changes that adapting a taxonomy to articles makes, for the terminal."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.commands.taxonomy.articles import Gathered
from newsdesk.commands.taxonomy.as_json import change_order
from newsdesk.enrichment.topics.adaptation import Adaptation
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.terminal.rendering import counted, safe
from newsdesk.terminal.tables import add_row

MAX_ROWS = 40


def print_change(console: Console, taxonomy: Taxonomy, change: Adaptation) -> None:
    """Print how many articles each label gets, those that change most first."""
    table = Table(box=None, pad_edge=False)
    table.add_column("label")
    for name in ("before", "after", "moved"):
        table.add_column(name, justify="right")
    labels = change_order(taxonomy, change)
    for label in labels[:MAX_ROWS]:
        before, after = change.share_before[label.id], change.share_after[label.id]
        moved = change.moved[label.id]
        add_row(table, (label.name, f"{before:.1%}", f"{after:.1%}", f"{moved:.3f}"))
    console.print(table)
    if len(labels) > MAX_ROWS:
        console.print(Text(f"… and {counted(len(labels) - MAX_ROWS, 'label')} that change less."))
    console.print(Text(f"{change.changed:.1%} of the articles get a different first topic."))


def gathered_line(gathered: Gathered) -> str:
    """Return one sentence: how many articles there are, and what was left out."""
    left_out = {
        "repeated": gathered.repeated,
        "would be rejected": gathered.rejected,
        "could not be read": len(gathered.unreadable),
    }
    articles = counted(len(gathered.documents), "different article")
    counts = [f"{number} {what}" for what, number in left_out.items() if number]
    return "; ".join([articles, *counts]) + "."


def written_lines(output: Path, change: Adaptation) -> list[str]:
    """Return what was written, and how to use it."""
    adapted = change.taxonomy.adapted
    path = safe(str(output))
    return [
        f"Wrote {path}.",
        f"Fingerprint {adapted.parent if adapted else ''} → {change.taxonomy.fingerprint}",
        f"Workers use it with NEWSDESK_CLASSIFIER__TAXONOMY={path};"
        " `newsdesk reprocess --stale` then brings older articles up to date.",
    ]
