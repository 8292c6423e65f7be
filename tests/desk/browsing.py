"""Chromium, and what may be wrong with a page in it."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")


@contextmanager
def chromium() -> Iterator[Any]:
    """Run a Chromium; without one, or without what drives it, the test is skipped."""
    with chromiums(1) as (browser,):
        yield browser


@contextmanager
def chromiums(count: int) -> Iterator[list[Any]]:
    """Run several, each with processes and memory apart from the others'."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on the PATH")
    with playwright.sync_playwright() as running:
        browsers = [
            running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for _ in range(count)
        ]
        yield browsers
        for browser in browsers:
            browser.close()


def watched_page(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """Return a page, and a list of what is wrong with its scripts and with what they may do."""
    page = browser.new_page(base_url=address, **options)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.extend([line.text] * (line.type == "error")))
    return page, problems


def wait_for(page: Any, condition: str, seconds: float = 30) -> None:
    """Wait until an expression is true on the page.

    Playwright's `wait_for_function` evaluates text in the page, which the policy forbids.
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {condition}"
        page.wait_for_timeout(100)


def violations(page: Any) -> list[tuple[str, str]]:
    """Return what axe finds: each rule, with the first element that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
