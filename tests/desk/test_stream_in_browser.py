"""The stream's and the article's pages as they are seen: header, phone, paper, keys."""

from typing import Any

from newsdesk.desk.follow.state import Condition, FollowState
from tests.desk.browsing import violations
from tests.desk.messages import MOMENT, event_at
from tests.desk.served import ServedDesk

LONG = "Unable to bootstrap from [('127.0.0.1', 9092)] " * 6
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
    page.screenshot(path="/tmp/polish-stream/away.png")
