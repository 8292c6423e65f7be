"""Tables for the screen: columns side by side, no lines between them."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.terminal.rendering import safe


def plain_table(*columns: str) -> Table:
    """Return a table with these column heads, whose cells are folded where they are too wide."""
    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def add_row(table: Table, cells: Sequence[str], style: str = "") -> None:
    """Add a row of untrusted text."""
    table.add_row(*(Text(safe(cell)) for cell in cells), style=style)


def print_rest(console: Console, table: Table, hidden: int, where: str) -> None:
    """Print `table`, and below it how many more rows there are, and where they can be seen."""
    console.print(table)
    if hidden > 0:
        console.print(Text(f"… and {hidden} more{where}"), soft_wrap=True)
