"""How far long work has come, on standard error; bars and counts only where that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from newsdesk.terminal.rendering import safe

Advance = Callable[[int], None]
"""To be called with the number of items that were finished."""


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[Advance]:
    """Show a bar while the block works through `total` items."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with progress_on_terminal(*columns) as progress:
        task = progress.add_task(what, total=total)
        yield lambda finished: progress.advance(task, finished)


class Counter:
    """A count that moves, and lines that stay above it."""

    def __init__(self, what: str) -> None:
        """Make a count of `what`, such as "messages read"."""
        self.count = 0
        text = TextColumn(f"{{task.completed:,.0f}} {what}")
        self._progress = progress_on_terminal(SpinnerColumn(), text)
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> "Counter":
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

    def advance(self, number: int = 1) -> None:
        """Add to the count."""
        self.count += number
        self._progress.advance(self._task, number)

    def note(self, line: str) -> None:
        """Print a line, which may hold untrusted text."""
        self._progress.console.print(Text(safe(line), style="yellow"), soft_wrap=True)


class Steps:
    """The step that is being done, with a bar of the articles that are finished."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)
        self._step = ""

    def step(self, what: str) -> None:
        """Show what is being done now; without a terminal, print it once."""
        if what == self._step:
            return
        self._step = what
        self._progress.update(self._task, description=what)
        if not self._progress.console.is_terminal:
            self._progress.console.print(f"{what} …")

    def outcomes(self, found: int, expected: int) -> None:
        """Show how many articles have their outcome."""
        self._progress.update(self._task, completed=found, total=expected)


@contextmanager
def steps_shown() -> Iterator[Steps]:
    """Show the steps of the block."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f} articles"),
    )
    with progress_on_terminal(*columns) as progress:
        yield Steps(progress)


@contextmanager
def status_line() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows the current step; on a terminal, in one line, later cleared."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda doing: console.print(Text(f"{safe(doing)} …"), soft_wrap=True)
        return
    with console.status("") as status:
        yield lambda doing: status.update(Text(f"{safe(doing)} …"))


def progress_on_terminal(*columns: ProgressColumn) -> Progress:
    """Return a display of these columns and the time, cleared when it is stopped."""
    console = Console(stderr=True)
    disable = not console.is_terminal
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=disable)
