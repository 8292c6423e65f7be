"""Reading in a real Chromium: colours, marks for many, times, views, print."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsdesk.client.tracing.trace import State
from newsdesk.desk.follow.state import Condition, FollowState
from tests.desk.browsing import violations, wait_for, watched_page
from tests.desk.messages import MOMENT, event_at, letter_at
from tests.desk.served import ServedDesk, serving_in_thread
from tests.desk.traces import EVENT, SENT, always, traced

PAPER = "getComputedStyle(document.body).backgroundColor"
WHITE, DARK = "rgb(255, 255, 255)", "rgb(20, 23, 27)"
FIRST_PAPER = """() => {
  window.papers = [];
  const look = () => {
    if (document.body) window.papers.push(getComputedStyle(document.body).backgroundColor);
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.mark.parametrize(("system", "paper"), [("light", WHITE), ("dark", DARK)])
def test_theme_is_the_systems_until_another_is_chosen(
    desk: ServedDesk, browser: Any, system: str, paper: str
) -> None:
    desk.write(event_at(0))
    page, problems = watched_page(browser, desk.address, color_scheme=system)
    page.goto("/")
    assert page.evaluate(PAPER) == paper
    other = {"light": "dark", "dark": "light"}[system]
    page.get_by_label("Colours").select_option(other)
    assert page.evaluate(PAPER) == {WHITE: DARK, DARK: WHITE}[paper]
    for address in ("/letters", "/trace", "/try", "/pipeline", "/writes", "/article/0/0"):
        page.goto(address)
        assert page.evaluate(PAPER) == {WHITE: DARK, DARK: WHITE}[paper]
        assert page.get_by_label("Colours").input_value() == other
    page.get_by_label("Colours").select_option("")
    page.reload()
    assert page.evaluate(PAPER) == paper
    page.close()
    assert problems == []


def test_theme_that_was_chosen_is_there_in_the_first_picture(
    desk: ServedDesk, browser: Any
) -> None:
    desk.write(*(event_at(n) for n in range(50)))
    page, problems = watched_page(browser, desk.address, color_scheme="light")
    page.goto("/")
    page.get_by_label("Colours").select_option("dark")
    page.add_init_script(f"({FIRST_PAPER})()")
    page.goto("/")
    page.wait_for_timeout(200)
    papers = page.evaluate("window.papers")
    assert papers
    assert set(papers) == {DARK}
    page.close()
    assert problems == []


def test_theme_is_shown_in_other_tabs_and_is_kept_from_what_is_none(
    desk: ServedDesk, browser: Any
) -> None:
    context = browser.new_context(base_url=desk.address, color_scheme="light")
    first, second = context.new_page(), context.new_page()
    first.goto("/")
    second.goto("/letters")
    first.get_by_label("Colours").select_option("dark")
    wait_for(second, f"{PAPER} === '{DARK}'")
    first.evaluate("localStorage.setItem('newsdesk.theme', '<b>')")
    first.reload()
    assert first.evaluate(PAPER) == WHITE
    context.close()


def titles_read(page: Any) -> list[str]:
    found: list[str] = page.locator("li.row.read h2").all_inner_texts()
    return found


def test_marks_all_above_as_read_and_undoes_that_alone(desk: ServedDesk, page: Any) -> None:
    desk.write(*(event_at(n, title=f"Title {n}") for n in range(6)))
    page.goto("/")
    for key in ("j", "j", "m", "j"):
        page.keyboard.press(key)
    page.keyboard.press("a")
    assert titles_read(page) == ["Title 5", "Title 4", "Title 3"]
    page.get_by_text("2 marked as read.").wait_for()
    page.reload()
    assert titles_read(page) == ["Title 5", "Title 4", "Title 3"]
    above = page.get_by_role("button", name="Mark this and all above as read")
    above.nth(4).click()
    assert len(titles_read(page)) == 5
    page.get_by_role("button", name="Undo").click()
    assert titles_read(page) == ["Title 5", "Title 4", "Title 3"]
    page.get_by_text("2 unread again.").wait_for()
    assert not page.get_by_role("button", name="Undo").is_visible()
    page.keyboard.press("u")
    assert titles_read(page) == ["Title 5", "Title 4", "Title 3"]
    assert violations(page) == []


def test_marks_above_with_nothing_unread_keeps_the_undo_of_before(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(*(event_at(n) for n in range(3)))
    page.goto("/")
    page.keyboard.press("a")
    assert titles_read(page) == []
    for key in ("j", "j", "a", "a"):
        page.keyboard.press(key)
    page.get_by_text("All above were read.").wait_for()
    page.keyboard.press("u")
    assert titles_read(page) == []


@pytest.mark.parametrize(
    ("zone", "clock"), [("Asia/Kolkata", r"GMT\+5:30"), ("America/New_York", "E[SD]T")]
)
def test_times_are_absolute_on_hover_in_the_readers_zone(
    browser: Any, tmp_path: Path, zone: str, clock: str
) -> None:
    tracer = always(traced(SENT, EVENT, state=State.OUT))
    with serving_in_thread(tmp_path / "desk.sqlite", tracer=tracer) as desk:
        desk.write(event_at(0), letter_at(0))
        page, problems = watched_page(browser, desk.address, timezone_id=zone, locale="en-US")
        for address in ("/", "/letters", "/article/0/0", "/trace?q=a"):
            page.goto(address)
            shown = page.locator("main time").first
            assert re.search(rf"\d:\d\d:\d\d.[AP]M {clock}$", shown.get_attribute("title"))
        # As the command line has it, to compare.
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", shown.inner_text())
        page.close()
    assert problems == []


def test_built_in_views_show_what_they_name(desk: ServedDesk, page: Any) -> None:
    now = page.evaluate("Date.now()")
    assert now > MOMENT - 400 * 86_400_000
    desk.write(event_at(0, title="Rates"), letter_at(0))
    page.goto("/")
    for name in ("Last 24 hours", "Abstained", "Low coverage"):
        page.get_by_role("link", name=name, exact=True).click()
        page.locator(".search").wait_for()
        page.go_back()
    page.get_by_role("link", name="Dead letters, last 24 hours").click()
    page.get_by_role("heading", name="Dead letters").wait_for()
    assert "since=" in page.url
    assert page.get_by_text("Rejected since").is_visible()


def test_print_has_the_text_alone_on_white(desk: ServedDesk, page: Any) -> None:
    desk.write(event_at(0, title="Rates", text="The bank raised its rate."), letter_at(0))
    page.goto("/article/0/0")
    page.get_by_label("Colours").select_option("dark")
    page.emulate_media(media="print")
    assert page.evaluate(PAPER) == WHITE
    assert page.get_by_text("The bank raised its rate.").first.is_visible()
    assert not page.locator("header.top").is_visible()
    page.goto("/")
    assert page.locator("li.row h2").is_visible()
    for hidden in ("aside", ".search", ".marks", "#pause", "footer"):
        assert not page.locator(hidden).is_visible()
    assert page.pdf()[:4] == b"%PDF"


def test_screen_readers_hear_how_many_came_and_not_each_second(desk: ServedDesk, page: Any) -> None:
    desk.write(event_at(0))
    page.goto("/")
    page.locator("#state").get_by_text("live", exact=True).wait_for()
    for behind in (1.0, 2.0, 3.0):
        desk.pages.state = replace(desk.pages.state, behind=behind)
        page.get_by_text(f"{behind:.0f} s behind").wait_for()
    assert page.locator("#said").inner_text() == ""
    assert page.locator("#state[role]").count() == 0
    desk.write(*(event_at(n, title=f"Title {n}") for n in range(1, 4)))
    page.get_by_role("status").get_by_text("3 new articles").wait_for()
    desk.pages.state = FollowState(Condition.AWAY, 0.0, "It does not answer.")
    page.get_by_role("status").get_by_text("Kafka is away. It does not answer.").wait_for()


def test_focus_and_place_stay_when_rows_arrive_and_back_returns_to_the_filter(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(*(event_at(n, title=f"Title {n}") for n in range(3)))
    page.goto("/")
    page.keyboard.press("j")
    desk.write(event_at(3, title="Fresh"))
    page.get_by_role("link", name="Fresh").wait_for()
    assert page.evaluate("document.activeElement.querySelector('h2').innerText") == "Title 2"
    page.locator("aside").get_by_role("link", name="Example Post").click()
    page.locator(".chip").wait_for()
    page.get_by_role("link", name="Title 1").click()
    page.locator("article h1").wait_for()
    page.go_back()
    assert "source=Example+Post" in page.url
    page.go_back()
    assert page.locator(".chip").count() == 0
    page.go_forward()
    assert page.locator(".chip").inner_text().startswith("Example Post")
