"""The cost and the ceiling of text work in processes: `python -m bench.text_work`.

Articles of 4 KB go through both stages with models that answer at once, in the model host's child
process: with the work on texts in that process, and in the pool. The two alternate. Several
micro-batches are in flight, as in a worker; one at a time gives the latency.
"""

import argparse
import asyncio
from collections.abc import Sequence
from functools import partial
from statistics import median
from time import perf_counter

import numpy as np
import orjson
import psutil
from rich.console import Console
from rich.table import Table

from bench.speed.chain import cpu_seconds, sample_articles
from newsdesk.agents import AnyStage, ModelHost, Published, Route, Stage, TextLimits, TextPool
from newsdesk.enrichment.classify import Classify
from newsdesk.enrichment.document import Limits
from newsdesk.enrichment.document_cache import DocumentCache
from newsdesk.enrichment.keywords import KeywordExtractor, KeywordPolicy
from newsdesk.enrichment.ports import Encoded, ModelInfo, Scored
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy
from newsdesk.enrichment.summaries.summarization import ExtractiveSummarizer
from newsdesk.enrichment.summarize import Summarize
from newsdesk.enrichment.text_work import IN_PROCESS
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.model_classifier import ModelClassifier
from newsdesk.schemas import SourceMessage, decode_article, decode_classified

BATCH = 32
IN_FLIGHT = 3
_DIMENSIONS = 384


class InstantModel:
    """Gives every text the same vector, and the same probability of its only label."""

    info = ModelInfo("instant", "1", "instant-1")
    labels = ("news",)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return equal vectors."""
        vectors = np.full((len(texts), _DIMENSIONS), _DIMENSIONS**-0.5, dtype=np.float32)
        return Encoded(vectors, np.full(len(texts), 20))

    def classify(self, texts: Sequence[str]) -> list[Scored]:
        """Return equal probabilities."""
        return [Scored(np.ones(1, dtype=np.float32), 500, 500) for _ in texts]


def build(in_pool: bool) -> dict[str, AnyStage]:
    """Build both stages; call it in the child process."""
    work = TextPool(TextLimits()) if in_pool else IN_PROCESS
    model, cache = InstantModel(), DocumentCache()
    reader = Reader(model)
    classifier = ModelClassifier(model, TopicPolicy(), {})
    classify = Classify(classifier, Limits(), work, cache)
    summarize = Summarize(
        ExtractiveSummarizer(reader, ExtractionPolicy(), work),
        KeywordExtractor(reader, KeywordPolicy(), work),
        text_work=work,
        cache=cache,
    )
    return {
        "classify": Stage(_route("classify"), decode_article, classify),
        "summarize": Stage(_route("summarize"), decode_classified, summarize),
    }


def _route(stage: str) -> Route:
    return Route(stage, stage, "out", "dead-letter", f"newsdesk.article.{stage}", "bench", b"")


async def enrich(host: ModelHost, values: Sequence[bytes]) -> None:
    """Send a micro-batch through both stages."""
    classified = await host.process("classify", _messages(values))
    await host.process("summarize", _messages([_value(p) for p in classified]))


def _messages(values: Sequence[bytes]) -> list[SourceMessage]:
    return [SourceMessage("t", 0, n, None, value) for n, value in enumerate(values)]


def _value(published: Published) -> bytes:
    if published.rejection:
        raise RuntimeError(published.rejection.message)
    return published.messages[0].value or b""


async def rate(host: ModelHost, values: Sequence[bytes], in_flight: int, batch: int) -> float:
    """Return articles per second."""
    batches = [values[first : first + batch] for first in range(0, len(values), batch)]
    room = asyncio.Semaphore(in_flight)

    async def one(values: Sequence[bytes]) -> None:
        async with room:
            await enrich(host, values)

    started = perf_counter()
    await asyncio.gather(*map(one, batches))
    return len(values) / (perf_counter() - started)


def articles(count: int, run: int) -> list[bytes]:
    """Return articles, each with an own beginning, so that no cache has it."""
    found = [orjson.loads(value) for value in sample_articles(count)]
    return [
        orjson.dumps(fields | {"text": f"This was {n} of run {run}. {fields['text']}"})
        for n, fields in enumerate(found)
    ]


def own_seconds(host: ModelHost) -> float:
    """Return the CPU time of the process that the host talks to, without its children."""
    child = host._child
    assert child
    times = psutil.Process(child._process.pid).cpu_times()
    return float(times.user + times.system)


async def measure(count: int, rounds: int) -> dict[str, list[float]]:
    """Return articles per second, CPU ms in all and in the models' process, and ms of one alone."""
    hosts = {
        "in process": ModelHost(partial(build, False), 600),
        "in the pool": ModelHost(partial(build, True), 600),
    }
    for host in hosts.values():
        host.load()
    rates: dict[str, list[float]] = {name: [] for name in hosts}
    cpu: dict[str, list[float]] = {name: [] for name in hosts}
    single: dict[str, list[float]] = {name: [] for name in hosts}
    own: dict[str, list[float]] = {name: [] for name in hosts}
    me = psutil.Process()
    for run in range(rounds + 1):
        for position, name in enumerate(sorted(hosts, reverse=bool(run % 2))):
            values = articles(count, 2 * run + position)
            before, own_before = cpu_seconds(me), own_seconds(hosts[name])
            rates[name].append(await rate(hosts[name], values, IN_FLIGHT, BATCH))
            cpu[name].append(1000 * (cpu_seconds(me) - before) / count)
            own[name].append(1000 * (own_seconds(hosts[name]) - own_before) / count)
            some = articles(count // 10, -(2 * run + position) - 1)
            single[name].append(1000 / await rate(hosts[name], some, 1, 1))
    for host in hosts.values():
        host.close()
    figures = (rates, cpu, own, single)
    return {name: [median(figure[name][1:]) for figure in figures] for name in hosts}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=960)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    found = asyncio.run(measure(options.articles, options.rounds))
    table = Table(title="Both stages with models that answer at once, articles of 4 KB")
    columns = ("articles/s", "CPU ms per article", "of the models' process", "ms, one at a time")
    for column in ("work on texts", *columns):
        table.add_column(column, justify="right")
    for name, (per_s, *others) in found.items():
        table.add_row(name, f"{per_s:.0f}", *(f"{figure:.2f}" for figure in others))
    Console().print(table)


if __name__ == "__main__":
    main()
