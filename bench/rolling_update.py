"""The cost of a rolling update: `python -m bench.rolling_update [--old REVISION]`.

Three workers with both stages are replaced, one after the other, by those of another version, while
articles come at a steady rate; then the old version comes back in the same way. Workers of both
versions are real agents with a real Kafka; their enrichment takes a fixed time and has no model.
Reported is the longest time without an outcome in any partition while an article waited there, and
whether every article has its one outcome.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from newsdesk.chain import CHAIN, StageName
from tests.support.checkouts import check_out, name_of
from tests.support.topics import OwnTopics
from tests.torture.arena import Arena, arena
from tests.torture.cluster import running_cluster
from tests.torture.ledger import Verdict
from tests.torture.nemeses.update_workers import update_workers
from tests.torture.standstill import Standstill, longest, standstills, time_by_kafka

MAX_SECONDS = 10.0
"""How long any partition may stand still."""

_CALM_SECONDS = 15.0
console = Console()


@dataclass(frozen=True)
class Phase:
    """A part of the run: from when until when, in seconds since 1970."""

    what: str
    began: float
    ended: float


@dataclass(frozen=True)
class Figures:
    """The phases, each with the longest standstill of each stage, and the verdict on all."""

    rows: tuple[tuple[Phase, tuple[Standstill, ...]], ...]
    verdict: Verdict

    @property
    def worst(self) -> float:
        """The longest standstill while workers were replaced, in seconds."""
        return max(each.seconds for _, found in self.rows[1:] for each in found)


def measure(old: Path, options: argparse.Namespace) -> Figures:
    """Replace workers of the checkout `old` by this one's, and back."""
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-rolling-update-logs-"))
    console.print(f"logs in {folder}")
    topics = OwnTopics(partitions=options.partitions, copies=options.brokers)
    with running_cluster(options.brokers) as cluster:
        topics.create(cluster.cluster, *topics.all)
        time_by_kafka(cluster.cluster, topics)
        with arena(
            cluster,
            folder,
            Random(options.seed),
            workers=options.workers,
            rate=options.rate,
            options={"seconds": options.seconds},
            topics=topics,
            checkout=old,
        ) as place:
            phases = list(_phases(place, old))
            place.wait_until_done()
            verdict = place.verdict()
            return Figures(_rows(place, phases), verdict)


def _phases(place: Arena, old: Path) -> Iterator[Phase]:
    time.sleep(_CALM_SECONDS)
    with _phase("no update", place) as calm:
        time.sleep(_CALM_SECONDS)
    yield calm[0]
    with _phase("update, a new worker comes before the old one goes", place) as found:
        update_workers(place, None, new_first=True)
    yield found[0]
    with _phase("back, the old worker goes before a new one comes", place) as found:
        update_workers(place, old, new_first=False)
    yield found[0]


@contextmanager
def _phase(what: str, place: Arena) -> Iterator[list[Phase]]:
    """Time a block; its phase is in the list when it is left."""
    place.say(f"-- {what}")
    found: list[Phase] = []
    began = time.time()
    yield found
    found.append(Phase(what, began, time.time()))


def _rows(place: Arena, phases: list[Phase]) -> tuple[tuple[Phase, tuple[Standstill, ...]], ...]:
    contents = place.read(*place.topics.all)
    by_stage = [
        standstills(
            name,
            contents.of(spec.reads(place.topics.settings)),
            contents.of(spec.writes(place.topics.settings)),
        )
        for name, spec in zip(StageName, CHAIN, strict=True)
    ]
    return tuple(
        (phase, tuple(longest(found, phase.began, phase.ended) for found in by_stage))
        for phase in phases
    )


def show(figures: Figures) -> None:
    """Print the table, and what the ledger found."""
    table = Table(title="Longest time without an outcome while an article waited, any partition")
    for heading in ("phase", "s", *StageName):
        table.add_column(heading, justify="left" if heading == "phase" else "right")
    for phase, found in figures.rows:
        took = f"{phase.ended - phase.began:.0f}"
        table.add_row(phase.what, took, *(f"{each.seconds:.2f} s" for each in found))
    console.print(table)
    verdict = figures.verdict
    console.print(f"{verdict.produced} articles, {verdict.enriched} events", highlight=False)
    console.print(f"promises broken: {verdict.violations or 'none'}", highlight=False)


def main() -> int:
    """Print the figures; 1 if a promise was broken, or a partition stood still for too long."""
    parser = argparse.ArgumentParser(prog="python -m bench.rolling_update")
    parser.add_argument("--old", default="HEAD~60", help="revision of the old workers")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--partitions", type=int, default=6)
    parser.add_argument("--rate", type=float, default=25.0, help="articles per second")
    parser.add_argument("--seconds", type=float, default=0.25, help="time of a micro-batch")
    parser.add_argument("--brokers", type=int, choices=(1, 3), default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsdesk-old-") as folder:
        console.print(f"old version: {name_of(options.old)}", highlight=False)
        figures = measure(check_out(options.old, Path(folder)), options)
    show(figures)
    return 1 if figures.verdict.violations or figures.worst > MAX_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
