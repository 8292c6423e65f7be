"""Following a trace in a real Chromium, where the desk is busy and where a look takes long."""

import time
from datetime import datetime
from pathlib import Path
from typing import Any

from newsdesk.client.tracing.trace import State, Trace
from newsdesk.desk.web.one_trace import OneTrace, TraceRuns
from tests.desk.served import serving_in_thread
from tests.desk.traces import EVENT, SENT, traced


def test_follow_says_that_it_cannot_be_asked_and_keeps_what_is_shown(
    browser: Any, tmp_path: Path
) -> None:
    looks = iter(range(100))

    def tracer(query: str, since: datetime) -> Trace:
        number = next(looks)
        if number == 1:
            raise TraceRuns("The desk looks for another article.", "Try again.")
        return traced(SENT, EVENT, state=State.PASSED if number == 0 else State.OUT)

    with serving_in_thread(tmp_path / "desk.sqlite", tracer=tracer) as desk:
        page = browser.new_page(base_url=desk.address)
        page.goto("/trace?q=a&follow=1")
        following = page.locator("#following")
        following.get_by_text("The desk looks for another article. Try again.").wait_for()
        assert "This page asks again in 4 seconds." in following.inner_text()
        assert page.locator("[data-state=passed]").is_visible()
        page.locator("[data-state=out]").wait_for()
        page.wait_for_function("document.getElementById('following').textContent === ''")
        page.close()


def test_follow_asks_again_only_after_the_answer(browser: Any, tmp_path: Path) -> None:
    looks = iter(range(100))

    def slow(query: str, since: datetime) -> Trace:
        number = next(looks)
        time.sleep(3 if number else 0)
        return traced(SENT, EVENT, state=State.OUT if number == 2 else State.PASSED)

    with serving_in_thread(tmp_path / "desk.sqlite", tracer=OneTrace(slow)) as desk:
        page = browser.new_page(base_url=desk.address)
        statuses: list[int] = []
        page.on("response", lambda found: statuses.append(found.status))
        page.goto("/trace?q=a&follow=1")
        page.locator("#following").get_by_text("again 3 seconds after each answer").wait_for()
        page.locator("[data-state=out]").wait_for()
        assert set(statuses) == {200}
        page.close()
