"""A worker's figures of the last minutes, and a watch that no answer can hurt."""

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.status.histogram import Histogram
from newsdesk.client.status.worker_figures import StageFigures, WorkerFigures
from newsdesk.desk.pipeline.worker_watch import WINDOW_SECONDS, RecentFigures, WorkerWatch
from tests.support.processes import wait_until


def figures(enriched: float, started: float = 10.0) -> WorkerFigures:
    counts = Histogram(((1.0, enriched), (float("inf"), enriched)))
    return WorkerFigures((StageFigures("classify", enriched=enriched, visible=counts),), started)


def test_recent_figures_are_those_since_it_started_and_then_of_the_last_minutes() -> None:
    recent = RecentFigures()
    assert recent.add(100.0, figures(7)) == (figures(7), 10.0)
    assert recent.add(200.0, figures(9)) == (figures(2), 100.0)
    found, since = recent.add(100.0 + WINDOW_SECONDS + 1, figures(30))
    assert (found, since) == (figures(21), 200.0)


def test_recent_figures_begin_again_when_the_worker_does() -> None:
    recent = RecentFigures()
    recent.add(100.0, figures(7))
    assert recent.add(160.0, figures(2, started=150.0)) == (figures(2, started=150.0), 150.0)


def test_worker_watch_one_that_is_away_is_silent() -> None:
    watch = WorkerWatch(f"http://127.0.0.1:{free_port()}", 0.05)
    watch.start()
    try:
        wait_until(lambda: watch.seen.asked > 0, "it has asked")
        assert watch.seen.status.ready is None
        assert watch.seen.status.problem
        assert watch.seen.recent is None
    finally:
        watch.stop()
