"""A desk that ends while one looks: it is said within 5 seconds, and nothing is lost or doubled."""

import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.writing import Writer
from tests.desk.browsing import violations
from tests.desk.looks import look_of
from tests.desk.messages import TOPICS, event_at
from tests.desk.served import serving_in_thread
from tests.support.processes import wait_until

FAILS_AFTER = """(status) => {
  const Real = window.EventSource;
  window.opened = 0;
  window.EventSource = class extends Real {
    constructor(address) { super(++window.opened <= 2 ? `/no-such-page?${status}` : address); }
  };
}"""


def titles(page: Any) -> list[str]:
    found: list[str] = page.locator("li.row h2").all_inner_texts()
    return found


def write_into(path: Path, *titles_of: tuple[int, str]) -> None:
    """Write events while no desk runs, as its follower does once it is back."""
    connection, is_new = open_store(path, "cluster")
    assert not is_new
    with closing(connection):
        events = [event_at(offset, title=title) for offset, title in titles_of]
        Writer(connection, TOPICS).write(events, {})


def test_stream_of_a_desk_that_was_restarted_continues_without_gap_or_double(
    browser: Any, tmp_path: Path
) -> None:
    path, port = tmp_path / "desk.sqlite", free_port()
    page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
    with ExitStack() as first:
        desk = first.enter_context(serving_in_thread(path, port=port))
        desk.write(event_at(0, title="Zero"))
        page.goto("/")
        page.locator("#state").get_by_text("live", exact=True).wait_for()
        desk.write(event_at(1, title="One"))
        page.get_by_role("link", name="One").wait_for()
    ended = time.monotonic()
    page.locator("#state").get_by_text("The desk does not answer").wait_for(timeout=30_000)
    assert time.monotonic() - ended < 5
    assert page.locator("#rows.stale").count() == 1
    assert titles(page) == ["One", "Zero"]
    assert violations(page) == []
    write_into(path, (2, "Two"), (3, "Three"))
    with serving_in_thread(path, port=port) as desk:
        page.get_by_role("link", name="Three").wait_for(timeout=60_000)
        desk.write(event_at(4, title="Four"))
        page.get_by_role("link", name="Four").wait_for()
        page.locator("#state").get_by_text("live", exact=True).wait_for()
        assert page.locator("#rows.stale").count() == 0
        assert titles(page) == ["Four", "Three", "Two", "One", "Zero"]
        page.close()


def test_pipeline_of_a_desk_that_was_restarted_shows_the_new_looks(
    browser: Any, tmp_path: Path
) -> None:
    path, port = tmp_path / "desk.sqlite", free_port()
    page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
    with serving_in_thread(path, port=port) as desk:
        desk.look(look_of())
        page.goto("/pipeline")
        page.locator(".charts[data-points='4']").wait_for()
    page.locator("#state").get_by_text("The desk does not answer").wait_for(timeout=30_000)
    assert page.locator("#figures.stale").count() == 1
    with serving_in_thread(path, port=port) as desk:
        desk.look(look_of())
        page.locator("#figures:not(.stale)").wait_for(timeout=60_000)
        assert page.locator(".charts").get_attribute("data-points") == "4"
        page.close()


@pytest.mark.parametrize("address", ["/", "/pipeline"])
def test_live_page_asks_again_after_an_answer_that_is_an_error(
    browser: Any, tmp_path: Path, address: str
) -> None:
    with serving_in_thread(tmp_path / "desk.sqlite") as desk:
        desk.look(look_of())
        page = browser.new_page(base_url=desk.address)
        page.add_init_script(f"({FAILS_AFTER})(502)")
        page.goto(address)
        page.locator("#state").get_by_text("The desk does not answer").wait_for(timeout=30_000)
        page.locator(".stale").wait_for()
        page.locator("#state").get_by_text("live", exact=True).wait_for(timeout=60_000)
        wait_until(lambda: page.locator(".stale").count() == 0, "it is live again")
        page.close()
