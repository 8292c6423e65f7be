"""The stream's and the article's pages as they are seen: header, phone, paper, keys."""

import time
from typing import Any

from newsdesk.desk.follow.state import Condition, FollowState
from tests.desk.browsing import violations
from tests.desk.messages import MOMENT, event_at
from tests.desk.served import ServedDesk
from tests.support.processes import wait_until

LONG = "Unable to bootstrap from [('127.0.0.1', 9092)] " * 6
IS_WHOLE = """() => {
  const time = document.querySelector("li.row time");
  return time.textContent === time.title;
}"""
HEADER = "document.querySelector('header.top').offsetHeight"


def test_header_says_in_one_line_that_kafka_is_away_and_folds_why(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(event_at(0))
    page.goto("/")
    height = page.evaluate(HEADER)
    desk.pages.state = FollowState(Condition.AWAY, MOMENT / 1000, LONG, "Set <it>.")
    page.get_by_text("; it is asked again").wait_for()
    clock = page.locator("#state time")
    assert clock.inner_text() != clock.get_attribute("datetime")
    assert not page.locator("#state .why").is_visible()
    assert page.evaluate(HEADER) == height
    page.locator("#state summary").click()
    assert page.locator("#state .why").inner_text() == f"{LONG.strip()}. Set <it>."
    assert page.evaluate(HEADER) == height
    assert violations(page) == []


def test_keys_lead_from_an_opened_article_along_its_list(desk: ServedDesk, page: Any) -> None:
    desk.write(*(event_at(n, title=f"Title {n}") for n in range(4)))
    page.goto("/article/0/2")
    page.keyboard.press("j")
    page.goto("/")
    page.get_by_role("link", name="Title 2").click()
    page.wait_for_url("**/article/0/2")
    for key, title in (("j", "Title 1"), ("k", "Title 2"), ("k", "Title 3"), ("k", "Title 3")):
        page.keyboard.press(key)
        page.locator("article h1", has_text=title).wait_for()
        page.wait_for_load_state()
    page.evaluate("sessionStorage.setItem('newsdesk.places', '[\"/article/0/3\", \"//evil\"]')")
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert page.url.endswith("/article/0/3")


def test_paper_has_the_view_and_whole_times_and_no_controls(desk: ServedDesk, page: Any) -> None:
    desk.write(event_at(0, title="Rates"))
    page.goto("/?source=Example+Post")
    wait_until(lambda: not page.evaluate(IS_WHOLE), "times are ages")
    assert not page.locator(".printed").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Stream").bounding_box()["height"] > 10
    assert "source: Example Post · newest first · seen" in page.locator(".printed").inner_text()
    wait_until(lambda: bool(page.evaluate(IS_WHOLE)), "times are whole")
    for hidden in (".chip", ".exports", ".marks", "#words"):
        assert not page.locator(hidden).is_visible()
    page.emulate_media(media="screen")
    wait_until(lambda: not page.evaluate(IS_WHOLE), "times are ages")
    page.goto("/article/0/0")
    page.emulate_media(media="print")
    for hidden in (".ways", ".control", ".folded"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".text").is_visible()


def places(page: Any) -> list[float]:
    """Return the height of the header and where its links begin."""
    found: list[float] = page.evaluate(
        f"[{HEADER}, ...[...document.querySelectorAll('.top a')].map((a) => a.offsetLeft)]"
    )
    return found


def test_header_and_its_links_stand_at_the_same_place_on_all_pages(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(event_at(0))
    found = []
    for address in ("/", "/letters", "/pipeline", "/article/0/0"):
        page.goto(address)
        found.append(places(page))
    assert found == [found[0]] * 4


def test_phone_has_a_header_of_two_rows_also_while_kafka_is_away(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(event_at(0))
    page.set_viewport_size({"width": 360, "height": 760})
    for condition in (Condition.LIVE, Condition.AWAY):
        problem = LONG if condition is Condition.AWAY else ""
        desk.pages.state = FollowState(condition, time.time(), problem, behind=12.0)
        page.goto("/")
        assert page.evaluate(HEADER) < 85
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".score").first.evaluate("e => e.getClientRects().length") == 1
    page.locator("#state summary").click()
    box = page.locator("#state .why").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_notes_of_marks_move_no_row_and_go_where_nothing_can_be_undone(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(*(event_at(n) for n in range(3)))
    page.clock.install()
    page.goto("/")
    top = page.locator("li.row").first.bounding_box()["y"]
    for key in ("j", "a"):
        page.keyboard.press(key)
    page.get_by_text("1 marked as read.").wait_for()
    assert page.locator("li.row").first.bounding_box()["y"] == top
    page.clock.run_for(10_000)
    assert page.get_by_role("button", name="Undo").is_visible()
    page.keyboard.press("u")
    page.get_by_text("1 unread again.").wait_for()
    page.clock.run_for(10_000)
    assert page.locator("#marked").inner_text() == ""
