"""500 events a second for a minute, through a real Kafka, while three browsers watch."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import psutil
import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.offsets import parse_offsets
from tests.desk.browsing import chromiums, wait_for, watched_page
from tests.desk.load import Sent, asking, send_steadily
from tests.support.desk_address import address_in
from tests.support.processes import RunningProcess, resident_bytes, running, wait_until
from tests.support.topics import OwnTopics

RATE, SECONDS, BROWSERS = 500, 60, 3
PATIENCE = 900
"""Seconds until all must have arrived, on a machine however slow."""

RECORDER = """
window.places = []; window.ids = []; window.notices = 0;
window.EventSource = class extends EventSource {
  constructor(...given) {
    super(...given);
    this.addEventListener("articles", (event) => {
      window.ids.push(event.lastEventId);
      for (const found of event.data.matchAll(/data-place="([0-9:]+)"/g)) places.push(found[1]);
    });
    this.addEventListener("resynchronised", () => { window.notices += 1; });
  }
};
"""
"""Keeps, in the page, the place of each article that comes and the ids with which they came."""


@pytest.mark.slow
@pytest.mark.alone
def test_desk_loses_nothing_at_500_events_a_second_with_three_browsers(
    kafka: Cluster,
    tmp_path: Path,
    record_property: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    topics, path = OwnTopics(), tmp_path / "desk.sqlite"
    topics.create(kafka)
    environment = topics.environment(kafka) | {"NEWSDESK_DESK__DATABASE": str(path)}
    with ExitStack() as stack:
        desk = stack.enter_context(desk_process(tmp_path / "desk.log", environment))
        address = address_in(desk.output()).rstrip("/")
        pages = stack.enter_context(watching(address, BROWSERS))
        with asking(address, "/", "/?search=bank") as asked:
            sent = sent_while_browsers_run(kafka, topics, pages)
            wait_until(lambda: in_store(path) == len(sent.places), "all is stored", PATIENCE)
        wait_for_all(pages, len(sent.places))
        memory = resident_bytes(desk.process.pid) / 2**20
        seen = [page.evaluate("({places, ids, notices})") for page in pages]
        shown = [page.locator("li.row").count() for page in pages]
    require_each_once(path, sent)
    for of_browser in seen:
        require_no_gap(sent, of_browser)
    assert shown == [500] * BROWSERS
    report = (
        f"{len(sent.places)} events, {sent.rate:.0f} a second; {asked}; {memory:.0f} MiB;"
        f" load {os.getloadavg()[0]:.1f} on {psutil.cpu_count()} cores"
    )
    record_property("load", report)
    with capsys.disabled():
        os.write(1, f"\n{report}\n".encode())
    if sent.rate > 0.98 * RATE:  # the machine has time for it
        assert all(median(taken) < 1 for taken in asked.seconds.values())


@contextmanager
def desk_process(log: Path, environment: Mapping[str, str]) -> Iterator[RunningProcess]:
    with running("newsdesk", "desk", "--port", "0", log=log, environment=environment) as desk:
        wait_until(lambda: bool(address_in(desk.output())), "the desk has an address")
        yield desk


@contextmanager
def watching(address: str, count: int) -> Iterator[list[Any]]:
    """Open the stream in so many browsers, and keep what comes there."""
    with ExitStack() as stack:
        browsers = stack.enter_context(chromiums(count))
        watched = [watched_page(browser, address) for browser in browsers]
        for page, _ in watched:
            page.add_init_script(RECORDER)
            page.goto("/")
            page.get_by_text("live", exact=True).wait_for(timeout=120_000)
        yield [page for page, _ in watched]
        assert [problems for _, problems in watched] == [[]] * count


def sent_while_browsers_run(kafka: Cluster, topics: OwnTopics, pages: list[Any]) -> Sent:
    """Send in a thread: what drives the browsers has to be here, and hears of their pages."""
    with ThreadPoolExecutor(1) as threads:
        sending = threads.submit(send_steadily, kafka, topics.enriched, RATE, SECONDS)
        while not sending.done():
            pages[0].wait_for_timeout(1000)
        return sending.result()


def wait_for_all(pages: list[Any], count: int) -> None:
    for page in pages:
        wait_for(page, f"places.length >= {count}", PATIENCE)


def in_store(path: Path) -> int:
    with reading(path) as database:
        (count,) = database.execute("SELECT count(*) FROM article").fetchone()
    return int(count)


def require_each_once(path: Path, sent: Sent) -> None:
    with reading(path) as database:
        rows = database.execute("SELECT partition, offset, id FROM article WHERE is_shown")
        stored = [(f"{row[0]}:{row[1]}", row[2]) for row in rows]
    assert sorted(place for place, _ in stored) == sorted(sent.places)
    assert len({name for _, name in stored}) == len(sent.places) == RATE * SECONDS


def require_no_gap(sent: Sent, seen: Mapping[str, Any]) -> None:
    """Check that a browser got each article once, and that the offsets only grew, up to the end."""
    assert sorted(seen["places"]) == sorted(sent.places)
    assert seen["notices"] == 0
    vectors = [parse_offsets(text) for text in seen["ids"]]
    for before, then in pairwise(vectors):
        assert all(then[partition] >= offset for partition, offset in before.items())
        assert then != before
    ends: dict[int, int] = {}
    for place in sent.places:
        partition, offset = map(int, place.split(":"))
        ends[partition] = max(ends.get(partition, 0), offset + 1)
    assert vectors[-1] == ends
