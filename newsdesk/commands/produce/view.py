"""A dry run for people: a table of what would be sent, and what was counted."""

from rich.console import Console

from newsdesk.commands.produce.dry_run import Candidate
from newsdesk.terminal.rendering import counted, shorten
from newsdesk.terminal.tables import add_row, plain_table, print_rest

SHOWN = 100
_ID_CHARACTERS = 40
_TITLE_CHARACTERS = 60
_COLUMNS = ("id", "title", "source", "date", "characters", "why not")


class Overview:
    """Counts the articles that were found, and keeps the first of them for a table.

    Attributes:
        unreadable: How many could not be read.
    """

    def __init__(self) -> None:
        self.unreadable = 0
        self._sent = self._rejected = 0
        self._table = plain_table(*_COLUMNS)

    @property
    def _total(self) -> int:
        return self._sent + self.unreadable

    def add(self, candidate: Candidate) -> None:
        """Take note of one."""
        self._sent += candidate.is_sent
        self.unreadable += not candidate.is_sent
        self._rejected += candidate.is_sent and candidate.problem is not None
        if self._total <= SHOWN:
            add_row(self._table, _cells(candidate), "yellow" if candidate.problem else "")

    def print(self, console: Console) -> None:
        """Print the table, unless nothing was found."""
        if self._total:
            print_rest(console, self._table, self._total - SHOWN, "; --json has all")

    def closing_line(self, topic: str) -> str:
        """Return what would be sent, in numbers."""
        parts = [f"Would send {counted(self._sent, 'article')} to {topic}"]
        if self._rejected:
            parts.append(f"{counted(self._rejected, 'dead letter')} among them")
        if self.unreadable:
            parts.append(f"{self.unreadable} could not be read")
        return "; ".join(parts) + "."


def _cells(candidate: Candidate) -> tuple[str, ...]:
    reason = f"{candidate.reason}: " if candidate.reason else ""
    problem = f"{candidate.origin}: {reason}{candidate.problem}" if candidate.problem else ""
    date = candidate.published_at
    return (
        shorten(candidate.id or "", _ID_CHARACTERS),
        shorten(candidate.title or "", _TITLE_CHARACTERS),
        shorten(candidate.source or "", _ID_CHARACTERS),
        date.strftime("%Y-%m-%d %H:%M") if date else "",
        f"{candidate.characters:,}" if not candidate.problem else "",
        problem,
    )
