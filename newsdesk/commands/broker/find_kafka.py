"""A Kafka to run: an installed one, or newsdesk's own, fetched if it is not cached yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

from newsdesk.broker.distribution import Distribution, cached_kafka, installed_kafka
from newsdesk.terminal.progress import progress_on_terminal


def find_kafka(kafka_home: Path | None, maven_repository: str | None) -> Distribution:
    """Return the Kafka in `kafka_home`, or else newsdesk's own; a download is shown.

    Raises:
        DistributionError: if there is none, and none can be fetched.
    """
    if kafka_home is not None:
        return installed_kafka(kafka_home)
    with _download_shown() as show:
        return cached_kafka(repository=maven_repository, progress=show)


@contextmanager
def _download_shown() -> Iterator[Callable[[int, int, str], None]]:
    """Yield the callback for each jar: it draws a bar on a terminal, or prints one line."""
    columns = (TextColumn("Fetching Kafka"), BarColumn(), MofNCompleteColumn())
    bar = progress_on_terminal(*columns, TextColumn("{task.description}"))
    task = bar.add_task("")

    def show(done: int, total: int, name: str) -> None:
        bar.update(task, completed=done, total=total, description=name)
        if not name:
            bar.start()
        if not name and not bar.console.is_terminal:
            bar.console.print(f"Fetching Kafka: {total - done} of {total} jars.", highlight=False)

    try:
        yield show
    finally:
        bar.stop()
