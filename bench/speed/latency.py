"""From the article that is sent to the event that is visible: `python -m bench.speed.latency`.

Articles come one by one, in random order and at random moments, at half the rate that the same
worker reaches with a backlog. Beside their times stand what the bare encoder needs for each alone,
and what each would take if the bare encoder were all that there is, and took them in the order in
which they come.
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
"""Of the greatest rate."""

BARE_TIMES = 2.0
ALLOWANCE_SECONDS = 0.150


def measure(quick: bool, dtype: str = "auto") -> dict[str, Any]:
    """Return latencies in seconds, the bare forward passes', and the rate that they were taken at.

    `queue_p99_to_median` is that of a queue before the bare encoder. `within` says whether the
    median is below twice the bare pass and 150 ms, and the 99th percentile below five times the
    median.
    """
    corpus, chance = corpus_of(quick), random.Random(5)
    chance.shuffle(corpus)
    bare = bare_seconds(corpus, dtype)
    with (
        running_broker() as broker,
        running_newsdesk(broker.cluster, {"INFERENCE__DTYPE": dtype}) as production,
    ):
        greatest = _greatest_rate(production, corpus)
        gaps = [chance.expovariate(LOAD * greatest) for _ in corpus]
        found = _one_by_one(production, corpus, gaps)
    order = sorted(found.values())
    middle, last = median(order), _last_percentile(order)
    queued = _queued(bare, gaps)
    allowed = BARE_TIMES * median(bare) + ALLOWANCE_SECONDS
    return {
        "articles": len(corpus),
        "articles_per_s": LOAD * greatest,
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
    """Return what the encoder needs for each article alone, tokens ready."""
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
    """Return the seconds until each article is read that waits for all before it, and no more."""
    taken, waits = [], 0.0
    for seconds, gap in zip(bare, gaps, strict=True):
        taken.append(waits + seconds)
        waits = max(0.0, taken[-1] - gap)
    return taken


def _greatest_rate(production: Production, corpus: Sequence[dict[str, Any]]) -> float:
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
    # Not the backlog's again: the cache knows those.
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
    """Return the text with another beginning of each sentence, so that nothing of it is known."""
    return ". ".join(f"Still, {part}" for part in text.split(". "))


def main() -> None:
    """Print the figures."""
    run_measure("At half the greatest load", __doc__, measure, dtype=True)


if __name__ == "__main__":
    main()
