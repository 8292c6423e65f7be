"""The verdict as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.torture.arena import Recovery
from tests.torture.ledger import Verdict

_EVIDENCE = 6
AIM_SECONDS = 10.0
"""How long partitions may stand still when their worker was killed."""


def table(verdict: Verdict, title: str) -> Table:
    """Return one row a promise, with the evidence against it."""
    rows = Table(title=title, title_justify="left", show_lines=False)
    rows.add_column("Promise broken by")
    rows.add_column("Count", justify="right")
    rows.add_column("Which", overflow="fold")
    for name, value in vars(verdict).items():
        if isinstance(value, list):
            shown = ", ".join(map(str, value[:_EVIDENCE])) + (" …" if value[_EVIDENCE:] else "")
            style = "bold red" if value else "green"
            rows.add_row(name.replace("_", " "), str(len(value)), shown, style=style)
    return rows


def print_report(
    console: Console, verdict: Verdict, recoveries: Sequence[Recovery], title: str
) -> None:
    """Print the counts, the verdict, and how fast partitions moved again."""
    console.print(
        f"{verdict.produced} produced, {verdict.enriched} enriched,"
        f" {verdict.dead_letters} dead letters"
    )
    console.print(table(verdict, title))
    for restart in verdict.restarts:
        console.print(restart, highlight=False)
    if recoveries:
        seconds = sorted(recovery.seconds for recovery in recoveries)
        console.print(
            f"Partitions moved again after {seconds[len(seconds) // 2]:.1f} s (median of"
            f" {len(seconds)}), at worst {seconds[-1]:.1f} s"
        )
    for recovery in recoveries:
        if recovery.seconds > AIM_SECONDS:
            waits = ", ".join(
                f"{group.split('.')[-1]}-{partition} {wait:.1f}"
                for (group, partition), wait in recovery.waits.items()
            )
            console.print(f"slow after {recovery.blow.what}: {waits}", highlight=False)
