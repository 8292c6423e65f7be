"""Dead letters as a table, and the count of each reason."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.commands.dead_letters.selection import Row, Selection
from newsdesk.terminal.rendering import counted, safe, shorten

_ID_CHARACTERS = 40
_MESSAGE_CHARACTERS = 80
_COLUMNS = ("place", "time", "stage", "reason", "attempts", "article", "message")


def print_table(console: Console, selection: Selection) -> None:
    """Print a line a dead letter, newest last; one that was replayed says so before its message."""
    if not selection.rows:
        return
    table = Table(box=None, pad_edge=False)
    for name in _COLUMNS:
        last = name == _COLUMNS[-1]
        table.add_column(name, no_wrap=True, overflow="ellipsis" if last else "fold")
    for row in selection.rows:
        table.add_row(*map(Text, _cells(row)), style="dim" if row.replayed else "")
    console.print(table)


def closing_lines(selection: Selection) -> list[str]:
    """Return the count of each reason, most frequent first, and what is not shown."""
    if not selection.total:
        lines = ["No dead letters."]
    else:
        reasons = sorted(selection.by_reason.items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(f"{reason} {number}" for reason, number in reasons)
        lines = [f"{counted(selection.total, 'dead letter')}: {named}."]
    if selection.total > len(selection.rows):
        lines.append(f"Only the newest {len(selection.rows)} are shown.")
    if selection.hidden:
        lines.append(f"Replayed, and not shown: {selection.hidden}; --all shows them too.")
    return lines


def _cells(row: Row) -> tuple[str, ...]:
    letter = row.letter
    return (
        str(row.place),
        f"{row.time:%Y-%m-%d %H:%M:%S}",
        safe(letter.stage) if letter else "",
        row.reason,
        str(letter.attempts) if letter else "",
        shorten(article_name(row), _ID_CHARACTERS),
        shorten(_message(row), _MESSAGE_CHARACTERS),
    )


def article_name(row: Row) -> str:
    """Return the article's id, or else the message's key, or else nothing; as safe text."""
    key = row.key.decode("utf-8", "replace") if row.key else ""
    return safe(row.article_id or key)


def _message(row: Row) -> str:
    message = safe(row.letter.message) if row.letter else "no dead letter of newsdesk"
    return f"[replayed {row.replayed:%Y-%m-%d %H:%M}] {message}" if row.replayed else message
