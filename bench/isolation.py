"""The cost of running models in a separate process: `python -m bench.isolation`.

The same articles go through the stage `classify` with real models, once in a thread of this process
and once in the model host's child process. The two alternate.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import orjson
from rich.console import Console
from rich.table import Table

from newsdesk.agents import ModelHost, Published
from newsdesk.chain import StageName
from newsdesk.commands.produce.files import ArticleFile, read_articles
from newsdesk.commands.worker.child_stages import build_stages
from newsdesk.schemas import SourceMessage
from newsdesk.settings import LogSettings, Settings

SEEDS = Path(__file__).parents[1] / "seeds"
BATCH = 32

Process = Callable[[Sequence[SourceMessage]], Awaitable[list[Published]]]


def messages(count: int, run: int) -> list[SourceMessage]:
    """Return articles from the seeds, each with a unique line so that no cache has it."""
    seeds = [
        orjson.loads(a.value)
        for a in read_articles([SEEDS], open("/dev/null", "rb"))  # noqa: SIM115 - never read
        if isinstance(a, ArticleFile)
    ]
    values = []
    for n in range(count):
        article = dict(seeds[n % len(seeds)])
        for field in ("text", "html", "body_text", "articleBody"):
            if field in article:
                article[field] += f"\nThis was copy {n} of round {run}."
        values.append(orjson.dumps(article))
    return [SourceMessage("articles", 0, n, None, value) for n, value in enumerate(values)]


async def rate(process: Process, articles: Sequence[SourceMessage]) -> float:
    """Return articles per second, in micro-batches."""
    started = perf_counter()
    for first in range(0, len(articles), BATCH):
        await process(articles[first : first + BATCH])
    return len(articles) / (perf_counter() - started)


async def measure(count: int, rounds: int) -> tuple[float, float]:
    """Return the median rates in a thread and in a process."""
    settings = Settings.load(log=LogSettings(level="error"))
    stage = build_stages(settings, [StageName.CLASSIFY])["classify"]
    host = ModelHost(partial(build_stages, settings, [StageName.CLASSIFY]), 600)
    host.load()
    pool = ThreadPoolExecutor(1)
    loop = asyncio.get_running_loop()

    async def in_thread(batch: Sequence[SourceMessage]) -> list[Published]:
        return await loop.run_in_executor(pool, stage.process, batch)

    candidates: dict[str, Process] = {
        "thread": in_thread,
        "process": partial(host.process, "classify"),
    }
    rates: dict[str, list[float]] = {name: [] for name in candidates}
    for run in range(rounds + 1):
        # Each goes first equally often; the first round is a warm-up.
        order = sorted(candidates, reverse=bool(run % 2))
        for position, name in enumerate(order):
            articles = messages(count if run else BATCH, 2 * run + position)
            rates[name].append(await rate(candidates[name], articles))
    host.close()
    return median(rates["thread"][1:]), median(rates["process"][1:])


def main() -> None:
    """Print both rates and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    thread, process = asyncio.run(measure(options.articles, options.rounds))
    table = Table(title="Stage classify with its models, articles per second")
    for column in ("in a thread", "in a process", "ratio"):
        table.add_column(column, justify="right")
    table.add_row(f"{thread:.2f}", f"{process:.2f}", f"{process / thread:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
