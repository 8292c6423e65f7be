"""The desk with many articles: `python -m bench.desk [--articles 100000] [--write]`.

Events with texts of an article's length are written into a desk's database as its reader does. A
process of its own then serves the pages: how long it takes until the first answer, how long pages
and searches take, and its memory. Then events are written at a steady rate while pages are asked
for. No Kafka runs; what Kafka adds is measured in `bench.speed`.
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import psutil
from rich.console import Console
from rich.table import Table

from bench.desk.corpus import NOW_MS, TOPICS, Corpus, fill
from bench.desk.pages import serve
from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.writing import Writer

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "desk.md"

HEAD = ("request", "median, ms", "p95, ms", "CPU, ms")

_ROUNDS = 20
_REQUESTS = {
    "stream, first page": "/",
    "stream, page 40": "/?page=40",
    "one source": "/?source=Source+7",
    "one topic": "/?topic=medtop:03000000",
    "a source and a topic": "/?source=Source+7&topic=medtop:03000000",
    "abstentions, last day": f"/?abstained=low_confidence&since={NOW_MS - 86_400_000}",
    "least read first": "/?order=coverage",
    "search, the most frequent word": "/?search=w0",
    "search, a frequent word": "/?search=w20",
    "search, a rare word": "/?search=w29000",
    "search, two words": "/?search=w50+w90",
    "search, a phrase": "/?search=%22w1+w2%22",
    "search, a beginning": "/?search=w12*",
    "an article": "/article/1/100",
    "dead letters": "/letters",
    "JSON Feed": "/feed.json?source=Source+7",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Milliseconds of each request, by its name; the other figures are in their units.

    `cpu_ms` is the time that the desk's process computes for one request, in the mean.
    """

    written_per_s: float
    megabytes: float
    start_s: float
    milliseconds: dict[str, list[float]]
    cpu_ms: dict[str, float]
    busy_ms: list[float]
    busy_rate: float
    rss_mib: float

    def all_ms(self) -> list[float]:
        """Return the milliseconds of all requests."""
        return [ms for taken in self.milliseconds.values() for ms in taken]


def measure(articles: int, rate: int, console: Console) -> Found:
    """Measure everything; `rate` is how many events a second are written at the end."""
    with TemporaryDirectory(prefix="newsdesk-bench-") as folder:
        path, corpus = Path(folder) / "desk.sqlite", Corpus()
        written = fill(path, corpus, articles, console)
        size = path.stat().st_size / 1e6
        began = time.perf_counter()
        command = [sys.executable, "-m", "bench.desk", "--serve", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                address = process.stdout.readline().strip()
                ask(address + "/")
                start = time.perf_counter() - began
                desk, taken, cpu = psutil.Process(process.pid), {}, {}
                for name, path_ in _REQUESTS.items():
                    before = computed_ms(desk)
                    taken[name] = asked(address + path_)
                    cpu[name] = (computed_ms(desk) - before) / _ROUNDS
                busy, busy_rate = under_load(path, corpus, articles, rate, address)
                rss = desk.memory_info().rss / 2**20
            finally:
                process.terminate()
    return Found(written, size, start, taken, cpu, busy, busy_rate, rss)


def under_load(
    path: Path, corpus: Corpus, first: int, rate: int, address: str
) -> tuple[list[float], float]:
    """Ask for pages for 20 s while events are written; return milliseconds, and the rate."""
    done = threading.Event()
    counted = [0]

    def write() -> None:
        connection, _ = open_store(path, "bench")
        with closing(connection):
            writer, began = Writer(connection, TOPICS), time.monotonic()
            while not done.is_set():
                count = max(1, rate // 10)
                writer.write([*corpus.messages(first + counted[0], count)], {("enriched", 0): 1})
                counted[0] += count
                done.wait(max(0.0, began + counted[0] / rate - time.monotonic()))

    thread = threading.Thread(target=write)
    thread.start()
    began, taken = time.monotonic(), []
    while time.monotonic() - began < 20:
        taken += asked(f"{address}/?{urlencode({'search': f'w{random.randint(5, 500)}'})}", 1)
        taken += asked(f"{address}/", 1)
    done.set()
    seconds = time.monotonic() - began
    thread.join()
    return taken, counted[0] / seconds


def computed_ms(process: psutil.Process) -> float:
    """Return how many milliseconds of CPU time a process has used."""
    times = process.cpu_times()
    return 1000 * float(times.user + times.system)


def asked(address: str, times: int = _ROUNDS) -> list[float]:
    """Return how many milliseconds each request took."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        ask(address)
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def ask(address: str) -> bytes:
    """Return the page at an address of this machine."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


def table_of(found: Found) -> list[tuple[str, str, str, str]]:
    """Return a row for each request: name, median, 95th percentile, and the CPU time of one."""
    rows = [
        (name, f"{median(taken):.0f}", f"{quantiles(taken, n=20)[-1]:.0f}", cpu_of(found, name))
        for name, taken in found.milliseconds.items()
    ]
    busy = found.busy_ms
    while_written = f"stream and searches, while {found.busy_rate:.0f} events/s are written"
    rows.append((while_written, f"{median(busy):.0f}", f"{quantiles(busy, n=20)[-1]:.0f}", ""))
    return rows


def cpu_of(found: Found, name: str) -> str:
    """Return the CPU time of one request, in milliseconds."""
    return f"{found.cpu_ms[name]:.0f}"


def sentence(found: Found, articles: int) -> str:
    """Return the figures that are no times of requests."""
    return (
        f"{articles:,} articles: {found.written_per_s:,.0f} written per second,"
        f" {found.megabytes:,.0f} MB; first answer {found.start_s:.1f} s after the start;"
        f" all requests {median(found.all_ms()):.0f} ms in the median and"
        f" {quantiles(found.all_ms(), n=20)[-1]:.0f} ms in the 95th percentile;"
        f" {found.rss_mib:.0f} MiB; load of the machine {os.getloadavg()[0]:.1f} on"
        f" {os.cpu_count()} cores."
    )


def write(rows: Sequence[Sequence[str]], figures: str) -> None:
    """Put the figures into the page, in place of the earlier ones."""
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index("<!-- figures -->")]
    lines = [HEAD, ("---", "---:", "---:", "---:"), *rows]
    table = "".join(f"| {' | '.join(row)} |\n" for row in lines)
    PAGE.write_text(f"{head}<!-- figures -->\n\n{figures}\n\n{table}", encoding="utf-8")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=500, help="events/s at the end")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.serve))
        return
    console = Console(stderr=True)
    found = measure(options.articles, options.rate, console)
    table = Table(*HEAD)
    for row in table_of(found):
        table.add_row(*row)
    Console().print(table)
    Console().print(sentence(found, options.articles))
    if options.write:
        write(table_of(found), sentence(found, options.articles))


if __name__ == "__main__":
    main()
