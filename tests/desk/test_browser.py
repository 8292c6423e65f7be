"""The desk in a real Chromium: what reads it, what is hostile, and keys alone."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsdesk.schemas import SourceMessage
from tests.desk.messages import event_at, letter_at
from tests.desk.served import ServedDesk, serving_in_thread
from tests.support.enriched_events import enriched

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the PATH")

HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\">",
    "</textarea></title><script>document.title='owned'</script>",
    "javascript:document.title='owned'",
    "\u202e\u2066evil\u2069 \u200b\u200d\ufeff",
    "\x1b[31m\x07 \x00",
    "{{ 7*7 }} ${7*7} <%= 7*7 %>",
    '=HYPERLINK("http://evil.example")',
    "<style>body{display:none}</style>",
    "<base href=//evil.example/><meta http-equiv=refresh content='0;url=//evil.example'>",
    "' onmouseover='document.title=\"owned\"' x='",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    with serving_in_thread(tmp_path / "desk.sqlite") as desk:
        yield desk


@pytest.fixture
def page(browser: Any, desk: ServedDesk) -> Iterator[Any]:
    """A page on which an error of a script, or of what it may load, fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=desk.address)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.extend([line.text] * (line.type == "error")))
    yield page
    page.close()
    assert problems == []


def hostile_event(offset: int, text: str) -> SourceMessage:
    event = enriched(text, text, text, id=f"{offset} {text}", source=text, url=text)
    return event_at(offset, event)


def test_desk_hostile_text_is_only_text(desk: ServedDesk, page: Any) -> None:
    desk.write(*(hostile_event(n, text) for n, text in enumerate(HOSTILE)))
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto("/")
    assert page.locator("li.row").count() == len(HOSTILE)
    for offset in range(len(HOSTILE)):
        page.goto(f"/article/0/{offset}")
        assert page.locator("article h1").is_visible()
        assert page.locator("a[href^='javascript']").count() == 0
        assert "owned" not in page.title() or "document.title" in page.title()
    desk.write(hostile_event(99, HOSTILE[1]))
    assert [url for url in requested if not url.startswith(desk.address)] == []


def test_desk_hostile_text_that_comes_live_is_only_text(desk: ServedDesk, page: Any) -> None:
    page.goto("/")
    desk.write(*(hostile_event(n, text) for n, text in enumerate(HOSTILE)))
    page.locator(f"li.row >> nth={len(HOSTILE) - 1}").wait_for()
    assert page.title() == "Stream · newsdesk"
    assert page.locator("li.row script, li.row img, li.row svg, li.row style").count() == 0


def test_desk_new_articles_come_by_themselves_and_wait_while_one_reads(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(*(event_at(n, title=f"Title {n}") for n in range(30)))
    page.goto("/")
    desk.write(event_at(30, title="Fresh"))
    page.get_by_role("link", name="Fresh").wait_for()
    page.evaluate("window.scrollTo(0, 900)")
    desk.write(event_at(31, title="Later"), event_at(32, title="Last"))
    page.get_by_role("button", name="2 new").click()
    page.get_by_role("link", name="Later").wait_for()
    titles = page.locator("li.row h2").all_inner_texts()
    assert titles[:4] == ["Last", "Later", "Fresh", "Title 29"]
    page.get_by_role("button", name="Pause").click()
    desk.write(event_at(33, title="Held"))
    page.get_by_role("button", name="1 new").wait_for()
    assert page.get_by_role("link", name="Held").count() == 0
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("link", name="Held").wait_for()


def test_desk_says_that_it_does_not_answer_and_goes_on_afterwards(
    desk: ServedDesk, page: Any, browser: Any
) -> None:
    desk.write(event_at(0, title="First"))
    page.goto("/")
    page.get_by_text("live", exact=True).wait_for()
    release = threading.Event()
    desk.freeze(release)
    page.get_by_text("The desk does not answer").wait_for(timeout=60_000)
    assert page.get_by_role("link", name="First").is_visible()
    release.set()
    desk.write(event_at(1, title="Second"))
    page.get_by_role("link", name="Second").wait_for(timeout=60_000)
    page.get_by_text("live", exact=True).wait_for()
    assert page.locator("li.row").count() == 2


def test_desk_keys_move_open_mark_and_star(desk: ServedDesk, page: Any) -> None:
    desk.write(*(event_at(n, title=f"Title {n}") for n in range(3)))
    page.goto("/")
    for key in ("j", "j", "s", "m", "k"):
        page.keyboard.press(key)
    assert page.locator(".here h2").inner_text() == "Title 2"
    assert page.locator("li.row.read h2").all_inner_texts() == ["Title 1"]
    page.keyboard.press(".")
    assert page.locator(".here h2").inner_text() == "Title 0"
    page.reload()
    assert page.locator("li.row.read h2").all_inner_texts() == ["Title 1"]
    assert page.locator(".star[aria-pressed=true]").count() == 1
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.locator("#search").input_value() == "jk?"
    page.keyboard.press("Enter")
    page.get_by_text("Nothing matches these filters").wait_for()
    page.go_back()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/article/0/2")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_desk_is_accessible_and_fits(
    desk: ServedDesk, browser: Any, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    desk.write(event_at(0, title="First"), event_at(1, title="A" * 300), letter_at(0))
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=desk.address
    )
    for address in ("/", "/?search=none", "/article/0/1", "/article/7/7", "/letters"):
        page.goto(address)
        found = Axe().run(page)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
