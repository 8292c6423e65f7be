"""The long torture: `python -m tests.torture --minutes 10 --seed 7`."""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from rich.console import Console

from tests.support.certificates import make_certificates
from tests.support.kafka_tools import configure
from tests.torture.arena import Arena, arena
from tests.torture.cluster import running_cluster
from tests.torture.plan import HOSTILE, NEMESES, plan
from tests.torture.report import print_report

console = Console()

_CATCH_UP_SECONDS = 15.0
_CALM_SECONDS = 45.0


def main() -> int:
    """Run the mixed torture and print the verdict; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="make torture")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--strikes", type=int, help="end after so many, whatever the time")
    parser.add_argument("--seed", type=int, default=Random().randrange(10_000))
    parser.add_argument("--brokers", type=int, choices=(1, 3), default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--tls", action="store_true", help="workers come in by TLS, as a client")
    parser.add_argument("--only", nargs="*", choices=sorted(NEMESES), help="these nemeses alone")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-torture-logs-"))
    console.print(f"seed {options.seed}, logs in {folder}")
    certificates = make_certificates(folder / "certificates") if options.tls else None
    with running_cluster(options.brokers, certificates=certificates) as cluster:
        chance = Random(f"{options.seed}/feed")
        with arena(cluster, folder, chance, workers=options.workers) as place:
            is_measured = HOSTILE.issuperset(options.only or NEMESES)
            calm = _calm(place) if is_measured else None
            _torture(place, options)
            place.say("nothing more happens")
            place.wait_until_done()
            verdict = place.verdict()
            print_report(console, verdict, place.recoveries(), f"Seed {options.seed}")
            if calm is None:
                return 1 if verdict.violations else 0
            delays = place.delays(calm)
            console.print(str(delays), style="bold red" if delays.is_too_long else "green")
    return 1 if verdict.violations or delays.is_too_long else 0


def _calm(place: Arena) -> tuple[float, float]:
    """Let articles flow undisturbed; return from when and until when, in seconds since 1970.

    From then on articles have the time at which Kafka got them: this process may be slow to send
    them beside hostile ones.
    """
    by_kafka = {"message.timestamp.type": "LogAppendTime"}
    configure(place.brokers.cluster, place.topics.articles, by_kafka)
    time.sleep(_CATCH_UP_SECONDS)
    began = time.time()
    place.say("calm")
    time.sleep(_CALM_SECONDS)
    return began, time.time()


def _torture(place: Arena, options: argparse.Namespace) -> None:
    deadline = time.monotonic() + 60 * options.minutes
    printed = 0
    for number, (name, chance) in enumerate(plan(options.seed, options.brokers, options.only)):
        if number == options.strikes or time.monotonic() > deadline:
            return
        place.say(f"-- {number + 1}: {name}")
        NEMESES[name](place, chance)
        for line in place.story[printed:]:
            console.print(line, highlight=False)
        printed = len(place.story)
        time.sleep(chance.uniform(0.5, 4.0))


if __name__ == "__main__":
    sys.exit(main())
