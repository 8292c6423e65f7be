"""What a taxonomy that was adapted to articles changes, for the screen and for machines."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.commands.taxonomy.articles import Gathered
from newsdesk.enrichment.topics.adaptation import Adaptation
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from newsdesk.terminal.rendering import counted, safe

MOST_ROWS = 40


def print_change(console: Console, taxonomy: Taxonomy, change: Adaptation) -> None:
    """Print how many articles each label gets, those that change most first."""
    table = Table(box=None, pad_edge=False)
    table.add_column("label")
    for name in ("before", "after", "moved"):
        table.add_column(name, justify="right")
    labels = _most_changed(taxonomy, change)
    for label in labels[:MOST_ROWS]:
        before, after = change.share_before[label.id], change.share_after[label.id]
        moved = change.moved[label.id]
        cells = (safe(label.name), f"{before:.1%}", f"{after:.1%}", f"{moved:.3f}")
        table.add_row(*map(Text, cells))
    console.print(table)
    if len(labels) > MOST_ROWS:
        console.print(Text(f"… and {counted(len(labels) - MOST_ROWS, 'label')} that change less."))
    console.print(Text(f"{change.changed:.1%} of the articles get another first topic."))


def change_json(
    taxonomy: Taxonomy, change: Adaptation, gathered: Gathered, output: Path | None
) -> dict[str, Any]:
    """Return what changes, and where the new taxonomy was written, if it was."""
    adapted = change.taxonomy.adapted
    return {
        "parent": taxonomy.fingerprint,
        "fingerprint": change.taxonomy.fingerprint,
        "written": str(output) if output else None,
        "adapted": adapted.model_dump(mode="json") if adapted else None,
        "read": {
            "articles": len(gathered.documents),
            "repeated": gathered.repeated,
            "rejected": gathered.rejected,
            "unreadable": len(gathered.unreadable),
        },
        "changed": round(change.changed, 4),
        "labels": [
            {
                "id": label.id,
                "label": label.name,
                "moved": round(change.moved[label.id], 4),
                "share_before": round(change.share_before[label.id], 4),
                "share_after": round(change.share_after[label.id], 4),
            }
            for label in _most_changed(taxonomy, change)
        ],
    }


def gathered_line(gathered: Gathered) -> str:
    """Return one sentence: how many articles there are, and what was left out."""
    left_out = {
        "repeated": gathered.repeated,
        "would be rejected": gathered.rejected,
        "could not be read": len(gathered.unreadable),
    }
    articles = counted(len(gathered.documents), "different article")
    told = [f"{number} {what}" for what, number in left_out.items() if number]
    return "; ".join([articles, *told]) + "."


def written_lines(output: Path, change: Adaptation) -> list[str]:
    """Return the lines that say what was written, and how it is used."""
    adapted = change.taxonomy.adapted
    path = safe(str(output))
    return [
        f"Wrote {path}.",
        f"Fingerprint {adapted.parent if adapted else ''} → {change.taxonomy.fingerprint}",
        f"Workers use it with NEWSDESK_CLASSIFIER__TAXONOMY={path};"
        " `newsdesk reprocess --stale` then brings older articles up to date.",
    ]


def _most_changed(taxonomy: Taxonomy, change: Adaptation) -> Sequence[Label]:
    moved = [label for label in taxonomy.labels if label.id in change.moved]
    return sorted(
        moved, key=lambda label: -abs(change.share_after[label.id] - change.share_before[label.id])
    )
