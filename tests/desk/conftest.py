"""A real Chromium for the tests that look at pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browsing import chromium, watched_page
from tests.desk.served import ServedDesk, serving_in_thread


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    with serving_in_thread(tmp_path / "desk.sqlite", allow_writes=True) as desk:
        yield desk


@pytest.fixture
def page(browser: Any, desk: ServedDesk) -> Iterator[Any]:
    """A page on which an error of a script, or a report of the policy, fails the test."""
    viewport = {"width": 1280, "height": 900}
    page, problems = watched_page(browser, desk.address, viewport=viewport)
    yield page
    page.close()
    assert problems == []
    assert desk.pages.context.policy_reports.seen == 0
