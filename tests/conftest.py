"""Marks each test with what it needs, so that `make test-fast` can leave those out that wait."""

import gc
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from newsdesk import redaction
from newsdesk.broker.distribution import cached_kafka

pytest_plugins = ["tests.support.kafka_fixtures"]

BROKERS = {"kafka", "secure_kafka", "cluster", "guarded_cluster", "guarded", "distribution"}
MODELS = {"built_in_encoder"}
STARTERS = {
    "subprocess",
    "running",
    "newsdesk",
    "running_chain",
    "EchoChain",
    "ModelHost",
    "arena",
    "Environment",
    "build_wheel",
    "rendered",
}
"""Names, one of which a test module that starts processes has imported."""


def pytest_configure() -> None:
    # A shell starts background jobs with SIGINT ignored, and their children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Get Kafka and measure the CPU, before two test runs do so at the same time."""
    cached_kafka()
    measure = (
        "from newsdesk.composition import Composition; from newsdesk.settings import Settings;"
        "Composition(Settings.load()).arithmetic"
    )
    subprocess.run([sys.executable, "-c", measure], check=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        imported = set(vars(getattr(item, "module", pytest)))
        if fixtures & BROKERS:
            item.add_marker("kafka")
        if fixtures & MODELS or "torch" in imported:
            item.add_marker("models")
        if imported & STARTERS:
            item.add_marker("processes")


@pytest.fixture(autouse=True)
def _no_known_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the secrets of the tests before: they would be hidden in what this one shows."""
    monkeypatch.setattr(redaction, "_known", {})


@pytest.fixture(scope="module", autouse=True)
def _collected_garbage() -> Iterator[None]:
    """Collect what a file's tests leave before the next file's tests begin.

    Futures of aiokafka that have failed log when they are collected. Within `ast.parse`, CPython
    3.11 takes that for an error (SystemError: AST constructor recursion depth mismatch).
    """
    yield
    gc.collect()
