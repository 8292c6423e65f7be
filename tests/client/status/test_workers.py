"""Workers that are asked, and addresses at which something else answers."""

import math
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.status import workers
from newsdesk.client.status.histogram import Histogram
from newsdesk.client.status.worker_addresses import WorkerAddressError, addresses
from newsdesk.client.status.worker_figures import StageFigures, WorkerFigures
from newsdesk.client.status.workers import WorkerStatus, ask_worker

READY = b'{"ready": true, "stages": {"classify": {"ready": true, "problem": null}}}'
BLOCKED = b'{"ready": false, "stages": {"classify": {"ready": false, "problem": "it fails"}}}'
METRICS_TEXT = b"""\
newsdesk_build_info{version="1.2"} 1
newsdesk_models_info{encoder="mini",dtype="int8",topics=""} 1
newsdesk_model_restarts_total 2
newsdesk_transactions_total{stage="classify",result="aborted"} 3
newsdesk_transactions_total{stage="classify",result="committed"} 9
newsdesk_resident_memory_bytes{process="worker"} 100
newsdesk_resident_memory_bytes{process="models"} 200
"""


@contextmanager
def answering(ready: bytes, metrics: bytes | None, status: int = 200) -> Iterator[str]:
    """Serve these, and yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = ready if self.path == "/ready" else metrics
            self.send_response(404 if body is None else status if body is ready else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_ask_worker_a_ready_one_says_what_it_runs() -> None:
    with answering(READY, METRICS_TEXT) as address:
        assert ask_worker(address) == WorkerStatus(
            address, True, None, {}, "1.2", "mini", "int8", 2, 300, 3
        )


def test_ask_worker_one_that_is_blocked_says_by_what() -> None:
    with answering(BLOCKED, None, status=503) as address:
        assert ask_worker(address) == WorkerStatus(address, False, None, {"classify": "it fails"})


@pytest.mark.parametrize(
    ("ready", "problem"),
    [
        (b"<html>", "JSONDecodeError"),
        (b"[1]", "it does not answer as a worker does"),
        (b'{"stages": 5}', "it does not answer as a worker does"),
        (b"[" * 5_000_000, "its answer is too long"),
        (b"[" * 1_000_000, "RecursionError"),
        (b"\xff\xfe\x00", "Error"),
    ],
)
def test_ask_worker_what_is_no_worker_is_named_and_nothing_is_raised(
    ready: bytes, problem: str
) -> None:
    with answering(ready, None) as address:
        found = ask_worker(address)
    assert found.ready is None
    assert problem in str(found.problem)


@pytest.mark.parametrize(
    "metrics",
    [
        b"no metrics { at all",
        b"\xff\xff",
        b"newsdesk_model_restarts_total NaN",
        b"newsdesk_model_restarts_total +Inf",
        b"newsdesk_model_restarts_total 1e400",
        b"x" * 5_000_000,
        b'newsdesk_build_info{version="1"',
    ],
)
def test_ask_worker_unreadable_metrics_leave_readiness(metrics: bytes) -> None:
    with answering(READY, metrics) as address:
        found = ask_worker(address)
    assert found.ready is True
    assert found.model_restarts is None


def test_ask_worker_a_closed_port_and_a_silent_one_do_not_answer() -> None:
    assert ask_worker(f"http://127.0.0.1:{free_port()}").ready is None
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = ask_worker(f"http://127.0.0.1:{silent.getsockname()[1]}")
    assert found.ready is None
    assert "timed out" in str(found.problem)


def test_addresses_are_the_given_ones_or_that_of_the_health_port() -> None:
    assert addresses(["a:1", "https://b:2/"], "0.0.0.0", 8080) == ["http://a:1", "https://b:2"]
    assert addresses([], "0.0.0.0", 8080) == ["http://127.0.0.1:8080"]
    assert addresses([], "::1", 8080) == ["http://[::1]:8080"]
    assert addresses([], "127.0.0.1", None) == []


@pytest.mark.parametrize("given", ["file:///etc/passwd", "http://", "ftp://a:1", "a:b", "a:99999"])
def test_addresses_that_are_none_are_refused_with_advice(given: str) -> None:
    with pytest.raises(WorkerAddressError, match="is not the address of a worker") as error:
        addresses([given], "127.0.0.1", None)
    assert "NEWSDESK_WORKER__HEALTH_PORT" in error.value.advice


def test_ask_in_full_has_figures_by_stage() -> None:
    text = (
        METRICS_TEXT
        + b"""\
newsdesk_start_time_seconds 1000
newsdesk_rebalances_total{stage="classify"} 2
newsdesk_outcomes_total{stage="classify",outcome="enriched",reason=""} 30
newsdesk_outcomes_total{stage="classify",outcome="rejected",reason="no_text"} 4
newsdesk_abstentions_total{stage="classify",reason="low_confidence"} 1
newsdesk_abstentions_total{stage="classify",reason="too_little_text"} 2
newsdesk_visible_seconds_bucket{stage="classify",le="0.5"} 20
newsdesk_visible_seconds_bucket{stage="classify",le="+Inf"} 30
newsdesk_visible_seconds_count{stage="classify"} 30
"""
    )
    with answering(READY, text) as address:
        status, figures = workers.ask_in_full(address)
    assert status.model_restarts == 2
    visible = Histogram(((0.5, 20.0), (math.inf, 30.0)))
    stage = StageFigures("classify", 2.0, 30.0, 3.0, visible)
    assert figures == WorkerFigures((stage,), 1000.0)


@pytest.mark.parametrize(
    "line",
    [
        b'newsdesk_rebalances_total{stage="classify"} NaN\n',
        b'newsdesk_rebalances_total{stage="classify"} +Inf\n',
        b'newsdesk_visible_seconds_bucket{stage="classify",le="x"} 1\n',
        b"".join(b'newsdesk_ready{stage="%d"} 1\n' % n for n in range(99)),
    ],
)
def test_ask_in_full_figures_that_cannot_be_read_leave_the_rest(line: bytes) -> None:
    with answering(READY, METRICS_TEXT + line) as address:
        status, figures = workers.ask_in_full(address)
    assert (status.ready, status.model_restarts, figures) == (True, 2, None)


def test_figures_since_are_what_came_after_unless_the_worker_started_again() -> None:
    before = WorkerFigures((StageFigures("classify", 1, 10, 2),), 1000.0)
    now = WorkerFigures((StageFigures("classify", 1, 15, 2), StageFigures("new", 1)), 1000.0)
    later = (StageFigures("classify", 0, 5, 0), StageFigures("new", 1))
    assert now.since(before) == WorkerFigures(later, 1000.0)
    again = WorkerFigures((StageFigures("classify", 1, 3),), 2000.0)
    assert again.since(before) == again
