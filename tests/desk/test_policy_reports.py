"""Reports of browsers about the pages' policy: bounded, harmless in the log, from pages alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from newsdesk.desk.web.policy_reports import MAX_BYTES, MOST_PER_MINUTE, PATH, PolicyReports
from tests.desk.pages import Pages, run
from tests.desk.served import ServedDesk, serving_in_thread
from tests.support.processes import wait_until

OWN = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/csp-report"}
REPORT = {
    "document-uri": "http://127.0.0.1:8800/letters?search=private",
    "effective-directive": "img-src",
    "blocked-uri": "http://evil.example/a.png?stolen=1",
}

STYLE = "s = document.createElement('style'); s.textContent = 'p{}'; document.body.append(s)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def written(**fields: Any) -> bytes:
    return json.dumps({"csp-report": {**REPORT, **fields}}).encode()


async def post(pages: Pages, content: bytes, headers: Mapping[str, str] = OWN) -> int:
    async with pages.client.post(PATH, data=content, headers=dict(headers)) as response:
        return response.status


def test_report_is_logged_without_what_somebody_reads(path: Path) -> None:
    async def look(pages: Pages) -> None:
        with capture_logs() as logs:
            assert await post(pages, written()) == 204
        [line] = [line for line in logs if line["event"] == "desk policy violated"]
        assert line["directive"] == "img-src"
        assert line["blocked"] == "http://evil.example/a.png"
        assert line["page"] == "/letters"
        assert "private" not in str(line)
        assert "stolen" not in str(line)

    run(path, look)


def test_report_cannot_forge_lines_or_fill_the_log(path: Path) -> None:
    async def look(pages: Pages) -> None:
        hostile = '\nlevel=info event="desk wrote" \x1b[31m\u202e' + "A" * 5_000
        with capture_logs() as logs:
            assert await post(pages, written(**dict.fromkeys(REPORT, hostile))) == 204
        [line] = [line for line in logs if line["event"] == "desk policy violated"]
        for value in (line["directive"], line["blocked"], line["page"]):
            assert value.isprintable()
            assert len(value) < 300

    run(path, look)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 10_000, 400),
        (b'{"csp-report": []}', 400),
        (b'[{"type": "csp-violation"}]', 400),
        (b'{"csp-report": {"blocked-uri": 7}}', 204),
        (b" " * (MAX_BYTES + 1), 413),
        (written(sample="A" * MAX_BYTES), 413),
    ],
)
def test_report_that_is_none_is_refused(path: Path, content: bytes, status: int) -> None:
    async def look(pages: Pages) -> None:
        assert await post(pages, content) == status
        assert pages.context.policy_reports.seen == int(status == 204)

    run(path, look)


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}]
)
def test_report_of_another_site_is_refused(path: Path, headers: dict[str, str]) -> None:
    async def look(pages: Pages) -> None:
        assert await post(pages, written(), headers) == 403
        assert pages.context.policy_reports.seen == 0

    run(path, look)


def test_report_needs_the_token_where_there_is_one(path: Path) -> None:
    async def look(pages: Pages) -> None:
        assert await post(pages, written()) == 401
        with_token = {**OWN, "Authorization": "Bearer a token of more than 16"}
        assert await post(pages, written(), with_token) == 204

    run(path, look, token="a token of more than 16")


def test_reports_are_logged_ten_times_a_minute_and_all_are_counted() -> None:
    now = [0.0]
    reports = PolicyReports(lambda: now[0])
    with capture_logs() as logs:
        assert sum(reports.enter(REPORT) for _ in range(1000)) == MOST_PER_MINUTE
        now[0] = 59.0
        assert not reports.enter(REPORT)
        now[0] = 61.0
        assert reports.enter(REPORT)
    assert reports.seen == 1002
    assert len(logs) == MOST_PER_MINUTE + 1
    assert logs[-1]["not_logged"] == 991


def test_browser_reports_what_the_policy_stops(desk: ServedDesk, browser: Any) -> None:
    page = browser.new_page(base_url=desk.address)
    page.goto("/")
    assert desk.pages.context.policy_reports.seen == 0
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://evil.example/'}))")
    wait_until(lambda: desk.pages.context.policy_reports.seen == 1, "a report")
    page.close()


def test_browser_reports_of_a_desk_that_only_reads_come_too(path: Path, browser: Any) -> None:
    with serving_in_thread(path) as desk:
        page = browser.new_page(base_url=desk.address)
        page.goto("/letters")
        page.evaluate(STYLE)
        wait_until(lambda: desk.pages.context.policy_reports.seen == 1, "a report")
        page.close()
