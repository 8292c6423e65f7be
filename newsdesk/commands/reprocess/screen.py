"""How far the work is, on standard error."""

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from newsdesk.terminal.rendering import safe


class Screen:
    """A count that moves, where standard error is a terminal, and lines that stay above it."""

    def __init__(self, what: str) -> None:
        """Make a count of `what`, such as "messages read"."""
        self.count = 0
        console = Console(stderr=True)
        columns = (
            SpinnerColumn(),
            TextColumn(f"{{task.completed:,.0f}} {what}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> "Screen":
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

    def advance(self, number: int = 1) -> None:
        """Add to the count."""
        self.count += number
        self._progress.advance(self._task, number)

    def tell(self, line: str) -> None:
        """Show a line, which may hold what an article says."""
        self._progress.console.print(Text(safe(line), style="yellow"), soft_wrap=True)
