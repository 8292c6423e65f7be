"""The article's page in a real Chromium: long texts, versions by keys, what was removed."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from newsdesk.desk.removals.finding import FoundRemovals, Wanted
from newsdesk.desk.removals.removal import Removal, Removals
from newsdesk.desk.web.lit_text import PART, parts_of
from newsdesk.schemas import Keyword, SourceMessage, SummarySentence, encode
from newsdesk.schemas.headers import ARTICLE_TIME
from tests.desk.browsing import violations, watched_page
from tests.desk.hostile_texts import HOSTILE
from tests.desk.messages import MOMENT, event_at
from tests.desk.removals.found import removals_in
from tests.desk.served import ServedDesk, serving_in_thread
from tests.support.enriched_events import enriched

LONG = "".join(f"Line {number} of a long text.\n" for number in range(24_000))[:600_000]
BORDER = parts_of(LONG)[0].stop
LIT = (BORDER - 28, BORDER + 24)


def long_event(offset: int = 0) -> SourceMessage:
    event = enriched(text=LONG)
    sentence = SummarySentence(text=LONG[slice(*LIT)], start=LIT[0], end=LIT[1])
    summary = event.summary.model_copy(update={"sentences": (sentence,), "method": "extractive"})
    keyword = Keyword(text=LONG[:4], score=1.0, start=0, end=4)
    return event_at(offset, event.model_copy(update={"summary": summary, "keywords": (keyword,)}))


@contextmanager
def without_scripts(browser: Any, desk: ServedDesk) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False, base_url=desk.address)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.slow
@pytest.mark.alone
def test_article_of_600_000_characters_opens_in_less_than_a_second(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(event_at(0), long_event(1))
    page.goto("/article/0/0")
    times = []
    for _ in range(5):
        started = time.perf_counter()
        page.goto("/article/0/1", wait_until="load")
        page.evaluate("document.body.offsetHeight")
        times.append(time.perf_counter() - started)
    assert min(times) < 1.0
    assert page.locator(".text").count() == 1


def test_long_text_comes_in_pieces_with_its_lights(desk: ServedDesk, page: Any) -> None:
    desk.write(long_event())
    page.goto("/article/0/0")
    count = len(parts_of(LONG))
    for number in range(2, count + 1):
        page.get_by_role("link", name=f"Show more: part {number} of {count}").click()
        page.locator(f".text[data-part='{number}']").wait_for()
    assert page.get_by_role("link", name=re.compile("Show more")).count() == 0
    assert "".join(page.locator(".text").all_text_contents()) == LONG
    assert "".join(page.locator(".text mark").all_text_contents()) == LONG[slice(*LIT)]
    assert page.locator(".text b").all_text_contents() == ["Line"]
    assert page.url.endswith("/article/0/0")


def test_long_text_comes_in_pieces_without_scripts(desk: ServedDesk, browser: Any) -> None:
    desk.write(long_event())
    with without_scripts(browser, desk) as page:
        page.goto("/article/0/0")
        page.get_by_role("link", name="Show more: part 2").click()
        page.wait_for_url("**part=2**")
        assert page.locator(".text").text_content() == LONG[BORDER : parts_of(LONG)[1].stop]
        assert page.locator(".text mark").text_content() == LONG[BORDER : LIT[1]]
        page.get_by_role("link", name="Part 1").click()
        page.wait_for_url("**part=1**")
        assert page.locator(".text mark").text_content() == LONG[LIT[0] : BORDER]


def test_article_below_one_piece_has_none(desk: ServedDesk, page: Any) -> None:
    desk.write(event_at(0, text="x" * PART))
    page.goto("/article/0/0")
    assert page.locator("#part, .more").count() == 0
    assert page.locator(".text").text_content() == "x" * PART


def test_versions_are_walked_through_by_keys_and_links(desk: ServedDesk, page: Any) -> None:
    desk.write(*(event_at(n, enriched("Weather", f"It rained {n} times.")) for n in range(3)))
    page.goto("/article/0/1")
    page.keyboard.press("[")
    page.wait_for_url("**/article/0/0")
    page.keyboard.press("[")
    page.keyboard.press("]")
    page.wait_for_url("**/article/0/1")
    page.get_by_role("link", name="How this one differs").click()
    page.wait_for_url("**/article/0/1/versions")
    assert page.locator("del").all_text_contents() == ["0 "]
    assert page.locator("ins").all_text_contents() == ["1 "]
    page.keyboard.press("]")
    page.wait_for_url("**/article/0/2/versions")
    assert page.locator("ins").all_text_contents() == ["2 "]
    page.get_by_role("link", name="The article").click()
    page.wait_for_url("**/article/0/2")


def test_lines_are_copied_as_they_are(desk: ServedDesk, page: Any) -> None:
    desk.write(event_at(0, id="it's\nodd"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/article/0/0")
    line = page.locator("dd", has_text="newsdesk trace")
    assert not line.is_visible()
    page.get_by_text("Lines for a shell").click()
    line.get_by_role("button", name="Copy").click()
    line.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "newsdesk trace -- $'it\\'s\\012odd'"


def removals_between(lines: list[str]) -> FoundRemovals:
    async def find(wanted: Wanted) -> Removals:
        whole = wanted.text.split("\n")
        return removals_in("\n".join([whole[0], *lines, *whole[1:]]), wanted.text)

    return FoundRemovals(find)


def event_with_time(text: str) -> SourceMessage:
    headers = ((ARTICLE_TIME, b"%d" % MOMENT),)
    value = encode(enriched(text=text, id="a"))
    return SourceMessage("enriched", 0, 0, b"a", value, headers, MOMENT)


def test_removed_hostile_text_is_only_text(browser: Any, tmp_path: Path) -> None:
    async def find(wanted: Wanted) -> Removals:
        placed = [Removal(n % 20, text, text, is_line=n % 2 == 0) for n, text in enumerate(HOSTILE)]
        return Removals(placed, [(text, text) for text in HOSTILE], problem=" ".join(HOSTILE))

    removals = FoundRemovals(find)
    with serving_in_thread(tmp_path / "d.sqlite", removals=removals) as desk:
        desk.write(event_with_time("The first line.\nThe last line."))
        page, problems = watched_page(browser, desk.address)
        page.goto("/article/0/0?removed=1")
        assert page.locator(".text del").count() == len(HOSTILE)
        assert page.locator(".elsewhere del").count() == len(HOSTILE)
        inside = "main script, main img, main iframe, main svg, main style, del *:not(small)"
        assert page.locator(inside).count() == 0
        assert not page.title().startswith("owned")
        assert "\u202e" not in page.locator("main").inner_text()
        page.close()
    assert problems == []


def test_removed_lines_stand_between_the_lines_that_stay(browser: Any, tmp_path: Path) -> None:
    removals = removals_between(["Advertisement"])
    with serving_in_thread(tmp_path / "d.sqlite", removals=removals) as desk:
        desk.write(event_with_time("The first line.\nThe last line."))
        page, problems = watched_page(browser, desk.address)
        page.goto("/article/0/0")
        page.get_by_role("link", name="Show what was removed").click()
        page.locator("del").first.wait_for()
        shown = page.locator(".text").inner_text().split()
        assert " ".join(shown) == "The first line. Advertisement The last line."
        heights = [page.locator(each).bounding_box()["height"] for each in (".text", ".text del")]
        assert round(heights[0] / heights[1]) == 3
        page.get_by_role("link", name="Hide what was removed").click()
        page.locator("del").first.wait_for(state="detached")
        page.close()
    assert problems == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_article_pages_are_accessible_and_fit(
    browser: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    removals = removals_between(["Advertisement " + "x" * 300])
    with serving_in_thread(tmp_path / "d.sqlite", removals=removals) as desk:
        desk.write(event_with_time("The first line.\n" + "y" * 300), event_at(1, enriched("A")))
        desk.write(event_at(2, text=LONG))
        options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
        page, problems = watched_page(browser, desk.address, **options)
        for address in ("0/0?removed=1", "0/1/versions", "0/2", "0/0/why"):
            page.goto(f"/article/{address}")
            assert violations(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        page.close()
    assert problems == []
