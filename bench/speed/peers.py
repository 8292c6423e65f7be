"""The speed of six peers at the main job on the corpus: `python -m bench.speed.peers [--quick]`.

Each peer (`bench/peers/`) has a real Kafka to itself while it runs. When it is ready, it is
suspended while all articles are sent. The time is measured from when it resumes until a
read_committed consumer has the last output, so loading does not count. Every article must have
exactly one output.
"""

import argparse
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.speed.corpus import corpus_of, word_counts
from bench.speed.outputs import held, open_reader, produce, wait_for
from newsdesk.broker.running import running_broker
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics

NAMES = (
    "kafka_python_loop",
    "faust_agent",
    "quix_streams",
    "bytewax_dataflow",
    "faststream_batches",
    "beam_inference",
)
FASTEST = ("faust_agent", "faststream_batches")
"""The peers of the quick benchmark."""

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
# OpenMP threads that spin while waiting halve a peer's rate as soon as anything else runs, but only
# if torch has computed in a single Python thread: GCC's libgomp spins less if it has more threads
# than there are cores.
_WAITING = {"OMP_WAIT_POLICY": "PASSIVE"}


class PeerError(Exception):
    """Raised if a peer cannot be run."""


def measure(quick: bool) -> dict[str, Any]:
    """Return articles per second of each peer, the best one, versions, and the corpus's lengths.

    Raises:
        PeerError: if a peer failed, or the peers' environment does not exist.
        OutputError: if an output is missing, duplicated or unexpected.
    """
    if not _PYTHON.exists():
        raise PeerError("The peers' environment does not exist. Create it: make bench-peers-env")
    corpus = corpus_of(quick)
    names = FASTEST if quick else NAMES
    with running_broker() as broker:
        rates = {
            name: rate(broker.cluster, name, corpus)
            for name in track(names, "peers", console=Console(stderr=True))
        }
    return {
        "articles_per_s": rates,
        "best": max(rates, key=lambda name: rates[name]),
        "versions": versions(),
        "corpus": word_counts(corpus),
    }


def rate(cluster: Cluster, name: str, corpus: Sequence[dict[str, Any]]) -> float:
    """Run a peer on the corpus, with its own topics, and return articles per second."""
    prefix = f"{name}-{uuid4().hex[:8]}"
    source, sink = f"{prefix}.in", f"{prefix}.out"
    create_topics(cluster, [TopicSpec(topic, partitions=1) for topic in (source, sink)])
    with (
        open_reader(cluster, sink) as reader,
        _running(name, cluster, source, sink, len(corpus)) as peer,
    ):
        with held(peer.pid):
            produce(cluster, source, corpus)
        started = perf_counter()
        wait_for(reader, {article["id"] for article in corpus}, peer.require_alive)
        seconds = perf_counter() - started
        if reader.poll(timeout_ms=1_000):
            raise PeerError(f"{name} produced more than {len(corpus)} outputs")
        return len(corpus) / seconds


class _Peer:
    """A peer's process and its output."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def pid(self) -> int:
        return self._process.pid

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
def _running(name: str, cluster: Cluster, source: str, sink: str, count: int) -> Iterator[_Peer]:
    """Run a peer for the block; its model is loaded when the block is entered."""
    options = {
        "--bootstrap-servers": cluster.bootstrap_servers,
        "--source": source,
        "--sink": sink,
        "--count": str(count),
    }
    command = [str(_PYTHON), "-m", f"bench.peers.{name}", *(x for o in options.items() for x in o)]
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **_WAITING}
            )
        try:
            peer = _Peer(process, log)
            peer.wait_until_ready()
            yield peer
        finally:
            process.kill()
            process.wait(30)


def versions() -> dict[str, str]:
    """Return the versions of the peers and of their libraries."""
    code = "import json, sys; from importlib.metadata import version; "
    code += "print(json.dumps({name: version(name) for name in sys.argv[1:]}))"
    found = subprocess.run([_PYTHON, "-c", code, *_PACKAGES], capture_output=True, check=True)
    installed: dict[str, str] = json.loads(found.stdout)
    return installed


def main() -> None:
    """Print a table of the rates."""
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
