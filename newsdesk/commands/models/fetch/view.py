"""How far a download has come: a bar on a terminal, else one line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

from newsdesk.terminal.progress import progress_on_terminal

_MB = 1_000_000


@contextmanager
def download_shown(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yield the callback of the bytes that are there and of all; its first call starts it."""
    columns = (TextColumn("Fetching {task.description}"), BarColumn(), DownloadColumn())
    bar = progress_on_terminal(*columns)
    task = bar.add_task(what, start=False)
    started = False

    def show(done: int, total: int) -> None:
        nonlocal started
        if not started:
            _start(bar, f"Fetching {what}: {total / _MB:.0f} MB.")
            bar.start_task(task)
            started = True
        bar.update(task, completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()


def _start(bar: Progress, line: str) -> None:
    bar.start()
    if not bar.console.is_terminal:
        bar.console.print(line, highlight=False)
