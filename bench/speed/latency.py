"""The latency from sending an article to seeing its event: `python -m bench.speed.latency`.

Articles arrive one by one, in random order and at random times, at half the rate that the same
worker reaches with a backlog. For comparison, the time of the bare encoder is measured for each
article alone, and computed for a queue in front of the bare encoder with the same arrivals.
"""

import random
import threading
from collections.abc import Sequence
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any

import orjson
from kafka import KafkaProducer

from bench.speed.ceiling import prepared, read_corpus
from bench.speed.corpus import corpus_of
from bench.speed.figures import run_measure
from bench.speed.outputs import wait_for
from bench.speed.production import Production, running_newsdesk
from newsdesk.broker.running import running_broker
from newsdesk.composition import Composition
from newsdesk.engines import shared_batcher
from newsdesk.engines.batching import TOKEN_BUDGET
from newsdesk.settings import Settings

LOAD = 0.5
"""The share of the maximum rate."""

BARE_TIMES = 2.0
ALLOWANCE_SECONDS = 0.150


def measure(quick: bool, dtype: str = "auto") -> dict[str, Any]:
    """Return latencies in seconds, times of the bare forward pass, and the rate of arrivals.

    `queue_p99_to_median` is for a queue in front of the bare encoder. `within` says whether the
    median is below twice the bare pass plus 150 ms, and the 99th percentile below five times the
    median.
    """
    corpus, chance = corpus_of(quick), random.Random(5)
    chance.shuffle(corpus)
    bare = bare_seconds(corpus, dtype)
    with (
        running_broker() as broker,
        running_newsdesk(broker.cluster, {"INFERENCE__DTYPE": dtype}) as production,
    ):
        max_rate = _max_rate(production, corpus)
        gaps = [chance.expovariate(LOAD * max_rate) for _ in corpus]
        found = _one_by_one(production, corpus, gaps)
    order = sorted(found.values())
    middle, last = median(order), _last_percentile(order)
    queued = _queued(bare, gaps)
    allowed = BARE_TIMES * median(bare) + ALLOWANCE_SECONDS
    return {
        "articles": len(corpus),
        "articles_per_s": LOAD * max_rate,
        "median_s": middle,
        "p99_s": last,
        "bare_median_s": median(bare),
        "allowed_median_s": allowed,
        "p99_to_median": last / middle,
        "queue_p99_to_median": _last_percentile(queued) / median(queued),
        "within": middle < allowed and last < 5 * middle,
        "latencies_s": order,
    }


def bare_seconds(corpus: Sequence[dict[str, Any]], dtype: str) -> list[float]:
    """Return the encoder's time for each article alone, already tokenized."""
    composition = Composition(Settings.load(inference={"dtype": dtype}))
    encoder, arithmetic = composition.encoder, composition.arithmetic
    batcher = shared_batcher(arithmetic.lanes, arithmetic.threads)
    seconds = []
    for document in prepared(corpus):
        inputs = read_corpus([document], encoder).inputs
        started = perf_counter()
        encoder.compute(batcher, inputs, TOKEN_BUDGET)
        seconds.append(perf_counter() - started)
    encoder.close()
    return seconds


def _last_percentile(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100)[98]


def _queued(bare: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Return the latency of each article if a single queue feeds the bare encoder."""
    latencies, waits = [], 0.0
    for seconds, gap in zip(bare, gaps, strict=True):
        latencies.append(waits + seconds)
        waits = max(0.0, latencies[-1] - gap)
    return latencies


def _max_rate(production: Production, corpus: Sequence[dict[str, Any]]) -> float:
    copies = [
        {**article, "id": f"{article['id']}-backlog", "text": f"{article['text']} It was {n}."}
        for n, article in enumerate(corpus)
    ]
    ids = {copy["id"] for copy in copies}
    with production.enriched() as reader:
        started = perf_counter()
        production.send(copies)
        wait_for(reader, ids, production.worker.check)
        return len(copies) / (perf_counter() - started)


def _one_by_one(
    production: Production, corpus: Sequence[dict[str, Any]], gaps: Sequence[float]
) -> dict[str, float]:
    """Send the articles, a gap after each, and return the seconds until each is visible."""
    sent: dict[str, float] = {}
    seen: dict[str, float] = {}
    # Not the same as in the backlog: those are cached.
    fresh = [
        {**article, "id": f"{article['id']}-single", "text": _changed(str(article["text"]))}
        for article in corpus
    ]
    ids = {article["id"] for article in fresh}

    def send() -> None:
        producer = KafkaProducer(**production.cluster.for_kafka_python(), linger_ms=0)
        for article, gap in zip(fresh, gaps, strict=True):
            sent[article["id"]] = perf_counter()
            key = article["id"].encode()
            producer.send(production.topics.articles, key=key, value=orjson.dumps(article))
            sleep(gap)
        producer.close()

    with production.enriched() as reader:
        sending = threading.Thread(target=send)
        sending.start()
        while len(seen) < len(ids):
            for records in reader.poll(timeout_ms=200).values():
                now = perf_counter()
                seen.update({record.key.decode(): now for record in records})
            production.worker.check()
        sending.join()
    return {name: seen[name] - sent[name] for name in ids}


def _changed(text: str) -> str:
    """Return the text with a different start of each sentence, so that none is cached."""
    return ". ".join(f"Still, {part}" for part in text.split(". "))


def main() -> None:
    """Print the figures."""
    run_measure("At half the maximum load", __doc__, measure, dtype=True)


if __name__ == "__main__":
    main()
