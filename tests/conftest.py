"""Marks each test with what it needs, so that `make test-fast` can leave those out that wait."""

import signal

import pytest

pytest_plugins = ["tests.support.kafka_fixtures"]

BROKERS = {"kafka", "cluster", "guarded_cluster", "distribution"}
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
}
"""Names, one of which a test module that starts processes has imported."""


def pytest_configure() -> None:
    # A shell starts background jobs with SIGINT ignored, and their children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


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
