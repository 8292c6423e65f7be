"""How fast six peers do the main job on the corpus: `python -m bench.speed.peers [--quick]`.

Each peer (`bench/peers/`) has a real Kafka to itself while it runs. The articles come when it says
that it is ready, all of them at once; the clock runs from the first of them until a reader of
committed messages has the last output. Loading is not measured. Every article must have exactly one
output.
"""

import argparse
import json
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.speed.corpus import articles, sample, word_counts
from broker.connection import Connection
from broker.running import running_broker
from broker.topics import TopicSpec, create_topics

NAMES = (
    "kafka_python_loop",
    "faust_agent",
    "quix_streams",
    "bytewax_dataflow",
    "faststream_batches",
    "beam_inference",
)
FASTEST = ("faust_agent", "faststream_batches")
"""Those that the quick measurement takes."""

QUICK_SIZE = 64

_PYTHON = Path("bench/peers/.venv/bin/python")
_PACKAGES = (
    "apache-beam",
    "bytewax",
    "faststream",
    "faust-streaming",
    "kafka-python",
    "quixstreams",
    "sentence-transformers",
    "torch",
    "transformers",
)
_READY_S = 300.0
_STALLED_S = 300.0


class PeerError(Exception):
    """Raised when a peer cannot be run, or loses, doubles or invents an output."""


def measure(quick: bool) -> dict[str, Any]:
    """Return articles a second of each peer, the best one, versions, and the corpus's lengths.

    Raises:
        PeerError: a peer failed, or their environment has not been made.
    """
    if not _PYTHON.exists():
        raise PeerError("The peers have no environment. Make it: make bench-peers-env")
    corpus = sample(QUICK_SIZE) if quick else articles()
    names = FASTEST if quick else NAMES
    with running_broker() as broker:
        rates = {
            name: rate(broker.connection, name, corpus)
            for name in track(names, "peers", console=Console(stderr=True))
        }
    return {
        "articles_per_s": rates,
        "best": max(rates, key=lambda name: rates[name]),
        "versions": versions(),
        "corpus": word_counts(corpus),
    }


def rate(connection: Connection, name: str, corpus: Sequence[dict[str, Any]]) -> float:
    """Run a peer on the corpus, over topics of its own, and return articles a second."""
    source, sink = f"{name}.in", f"{name}.out"
    create_topics(connection, [TopicSpec(topic, partitions=1) for topic in (source, sink)])
    with (
        open_reader(connection, sink) as reader,
        _running(name, connection, source, sink, len(corpus)) as peer,
    ):
        started = perf_counter()
        produce(connection, source, corpus)
        wait_for(reader, {article["id"] for article in corpus}, peer.require_alive)
        return len(corpus) / (perf_counter() - started)


def produce(connection: Connection, topic: str, corpus: Sequence[dict[str, Any]]) -> None:
    """Send the articles, keyed by their ids, and return when Kafka has all."""
    producer = KafkaProducer(**connection.for_kafka_python(), acks="all", linger_ms=5)
    try:
        sent = [
            producer.send(topic, key=article["id"].encode(), value=json.dumps(article).encode())
            for article in corpus
        ]
        for future in sent:
            future.get(60)
    finally:
        producer.close()


@contextmanager
def open_reader(connection: Connection, topic: str) -> Iterator[Any]:
    """Read all partitions of a topic from their beginnings, committed messages only."""
    consumer = KafkaConsumer(
        **connection.for_kafka_python(), isolation_level="read_committed", enable_auto_commit=False
    )
    try:
        partitions = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic) or ()]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        yield consumer
    finally:
        consumer.close()


def wait_for(reader: Any, ids: set[str], check: Callable[[], None] = lambda: None) -> None:
    """Return when each of `ids` has come as a key; `check` is called between polls.

    Raises:
        PeerError: a message came twice or was not asked for, or nothing came for five minutes.
    """
    seen: Counter[str] = Counter()
    heard = monotonic()
    while len(seen) < len(ids):
        for records in reader.poll(timeout_ms=500).values():
            seen.update(record.key.decode() for record in records)
            heard = monotonic()
        if wrong := [key for key, times in seen.items() if times > 1 or key not in ids]:
            raise PeerError(f"came twice or unasked: {', '.join(wrong[:5])}")
        if monotonic() - heard > _STALLED_S:
            raise PeerError(f"{len(ids) - len(seen)} of {len(ids)} outputs did not come")
        check()


class _Peer:
    """A peer's process and what it has printed."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self._log = log

    def require_alive(self) -> None:
        if self._process.poll():
            raise PeerError(f"ended with {self._process.returncode}: {self._output()[-2_000:]}")

    def wait_until_ready(self) -> None:
        deadline = monotonic() + _READY_S
        while "ready" not in self._output().splitlines():
            self.require_alive()
            if monotonic() > deadline:
                raise PeerError(f"not ready after {_READY_S:.0f} s: {self._output()[-2_000:]}")
            sleep(0.1)

    def _output(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def _running(
    name: str, connection: Connection, source: str, sink: str, count: int
) -> Iterator[_Peer]:
    """Run a peer until the block is left; it has loaded its model when the block is entered."""
    options = {
        "--bootstrap-servers": connection.bootstrap_servers,
        "--source": source,
        "--sink": sink,
        "--count": str(count),
    }
    command = [str(_PYTHON), "-m", f"bench.peers.{name}", *(x for o in options.items() for x in o)]
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            peer = _Peer(process, log)
            peer.wait_until_ready()
            yield peer
        finally:
            process.kill()
            process.wait(30)


def versions() -> dict[str, str]:
    """Return the versions of the peers and of what they compute with."""
    code = "import json, sys; from importlib.metadata import version; "
    code += "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    found = subprocess.run([_PYTHON, "-c", code, *_PACKAGES], capture_output=True, check=True)
    installed: dict[str, str] = json.loads(found.stdout)
    return installed


def main() -> None:
    """Print the rates as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="64 articles, the fastest two")
    figures = measure(parser.parse_args().quick)
    size = figures["corpus"]
    table = Table(
        title=f"{size['articles']} articles, {size['median']} words (median), {size['mean']} (mean)"
    )
    table.add_column("peer")
    table.add_column("articles/s", justify="right")
    for name, per_second in sorted(figures["articles_per_s"].items(), key=lambda row: -row[1]):
        table.add_row(name, f"{per_second:.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
