"""The pipeline's page in a real Chromium: charts, what one has opened, and a desk that is away."""

import threading
from dataclasses import replace
from typing import Any

from tests.desk.looks import (
    look_of,
    sample_at,
    silent_worker,
    stage_status,
    status_of,
    worker_that_says,
)
from tests.desk.served import ServedDesk

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><style>body{display:none}</style>"


def test_pipeline_draws_what_comes_and_keeps_what_one_has_opened(
    desk: ServedDesk, page: Any
) -> None:
    desk.look(look_of())
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto("/pipeline")
    page.locator(".charts[data-points='4']").wait_for()
    assert page.locator(".plot canvas").count() == 4
    page.get_by_text("Table: Messages per second, by minute").click()
    later = replace(look_of(), samples=(*look_of().samples, sample_at(-60, 7.0)))
    desk.look(replace(later, status=status_of(stage_status(rate=77.7))))
    page.locator(".charts[data-points='5']").wait_for()
    assert page.locator("[data-chart=rate] details[open] tbody tr").count() == 4
    assert "7.00" in page.locator("[data-chart=rate] tbody tr").first.inner_text()
    assert page.get_by_text("77.7").is_visible()
    page.get_by_role("link", name="last hour").click()
    page.locator(".charts[data-minutes='60'][data-points='5']").wait_for()
    assert [url for url in requested if not url.startswith(desk.address)] == []


def test_pipeline_hostile_text_of_workers_is_only_text_also_live(
    desk: ServedDesk, page: Any
) -> None:
    desk.look(look_of(workers=(worker_that_says(HOSTILE), silent_worker(HOSTILE))))
    page.goto("/pipeline")
    page.locator(".charts[data-points='4']").wait_for()
    assert page.locator("h1").is_visible()
    assert page.locator("#figures img, #figures style").count() == 0
    assert page.title() == "Pipeline · newsdesk"


def test_pipeline_says_that_the_desk_does_not_answer_and_continues_afterwards(
    desk: ServedDesk, page: Any
) -> None:
    desk.look(look_of())
    page.goto("/pipeline")
    page.locator("#state").get_by_text("live", exact=True).wait_for()
    release = threading.Event()
    desk.freeze(release)
    page.locator("#state").get_by_text("The desk does not answer").wait_for(timeout=60_000)
    assert page.locator("#figures.stale").count() == 1
    release.set()
    page.locator("#state").get_by_text("live", exact=True).wait_for(timeout=60_000)
    assert page.locator("#figures.stale").count() == 0
