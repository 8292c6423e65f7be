"""Every page of the desk in a real Chromium: axe-core, sizes, keys alone, and no other network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsdesk.client.cluster import Cluster
from tests.desk.browsing import violations, watched_page
from tests.desk.messages import event_at
from tests.desk.served import ServedDesk, serving_in_thread
from tests.desk.whole_desk import ADDRESSES, LOOKS, TOKEN, Look, whole_desk

FITS = "document.documentElement.scrollWidth <= innerWidth"
MOVES = """() => document.getAnimations().filter((each) => each.playState === "running").length"""
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: `${element.tagName} ${element.id || element.textContent.trim().slice(0, 30)}`,
    isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    outline: parseFloat(style.outlineWidth) * (style.outlineStyle !== "none"),
  };
}"""
REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((element) => !element.disabled && element.checkVisibility()).length"""


@pytest.fixture(scope="module")
def whole(
    kafka: Cluster, browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedDesk]:
    with whole_desk(kafka, tmp_path_factory.mktemp("whole")) as desk:
        page = browser.new_page(base_url=desk.address)
        page.goto("/letters")
        page.get_by_role("checkbox", name="Choose 0:2").check()
        page.get_by_role("button", name="Replay the chosen 1").click()
        page.get_by_role("button", name="Send 1 back").click()
        page.get_by_text("1 of 1 sent").wait_for(timeout=120_000)
        page.goto("/article/0/1/why")
        page.locator("[data-goes-on=no]").wait_for(timeout=60_000)
        page.close()
        yield desk


def open_all(page: Any) -> None:
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def check(page: Any, what: str) -> None:
    open_all(page)
    assert violations(page) == [], what
    assert page.evaluate(FITS), what


@pytest.mark.parametrize("look", LOOKS, ids=[look.name for look in LOOKS])
def test_every_page_is_accessible_fits_and_asks_nobody_else(
    whole: ServedDesk, browser: Any, look: Look
) -> None:
    page, problems = watched_page(browser, whole.address, **look.options)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    for address in ADDRESSES:
        page.goto(address)
        page.wait_for_timeout(100)
        check(page, f"{address}, {look.name}")
    page.goto("/letters")
    page.get_by_role("button", name="Replay all").click()
    page.get_by_role("heading", name="Replay 3 dead letters?").wait_for()
    check(page, f"the plan of a replay, {look.name}")
    page.keyboard.press("?")
    check(page, f"the keys, {look.name}")
    page.close()
    assert [url for url in requested if not url.startswith(whole.address)] == []
    assert {each for each in problems if "404" not in each} == set()
    assert whole.pages.context.policy_reports.seen == 0


@pytest.mark.parametrize("look", LOOKS, ids=[look.name for look in LOOKS])
def test_sign_in_is_accessible_and_fits(browser: Any, tmp_path: Path, look: Look) -> None:
    with serving_in_thread(tmp_path / "desk.sqlite", token=TOKEN) as desk:
        page = browser.new_page(base_url=desk.address, **look.options)
        page.goto("/letters")
        check(page, "sign in")
        page.get_by_label("Token").fill("another")
        page.keyboard.press("Enter")
        page.get_by_text("That is another token").wait_for()
        check(page, "another token")
        page.get_by_label("Token").fill(TOKEN)
        page.keyboard.press("Enter")
        page.get_by_text("No article has come out yet").wait_for()
        page.close()


def focused(page: Any) -> Iterator[dict[str, Any]]:
    """Yield where the keyboard leads, by Tab alone, until it is around."""
    for _ in range(400):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return
        yield found
    raise AssertionError("Tab does not come to an end")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_reached_whole_by_keys_and_the_focus_is_seen(
    whole: ServedDesk, browser: Any, address: str
) -> None:
    page = browser.new_page(base_url=whole.address, viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.wait_for_timeout(100)
    open_all(page)
    wanted = page.evaluate(REACHABLE)
    places = [*focused(page)]
    assert places[0]["name"] == "A Skip to the content"
    assert [each["name"] for each in places if not each["isSeen"]] == []
    assert [each["name"] for each in places if each["outline"] < 2] == []
    assert len(places) >= wanted
    page.close()


def test_moves_nothing_for_those_who_want_less_motion(desk: ServedDesk, browser: Any) -> None:
    for offset, motion, moves in ((1, "no-preference", True), (2, "reduce", False)):
        page = browser.new_page(base_url=desk.address, reduced_motion=motion)
        page.goto("/")
        page.locator("#state").get_by_text("live", exact=True).wait_for()
        desk.write(event_at(offset, title=f"Fresh {motion}"))
        page.get_by_role("link", name=f"Fresh {motion}").wait_for()
        assert (page.evaluate(MOVES) > 0) is moves
        page.close()
