"""The desk in a real Chromium: what reads it, what is hostile, and keys alone."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from newsdesk.chain import letter_topics
from newsdesk.client.cluster import Cluster
from newsdesk.desk.follow.follower import Follower
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.pruning import Bounds
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.schemas import Keyword, SourceMessage, encode
from tests.desk.browsing import violations
from tests.desk.hostile_texts import HOSTILE
from tests.desk.messages import event_at, letter_at
from tests.desk.served import ServedDesk, serving_in_thread
from tests.support.dead_letter_chain import make_chain
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import produce


def hostile_event(offset: int, text: str) -> SourceMessage:
    event = enriched(text, text, text, id=f"{offset} {text}", source=text, url=text)
    label = event.classification.topics[0].model_copy(update={"label": text})
    classified = event.classification.model_copy(update={"topics": (label,)})
    found = Keyword(text=text, score=1.0, start=0, end=1)
    event = event.model_copy(update={"classification": classified, "keywords": (found,)})
    message = event_at(offset, event)
    name = "".join(c for c in text if c.isprintable())[:100]
    return replace(message, key=text.encode(), headers=((name, text.encode()),))


def hostile_letter(offset: int, text: str) -> SourceMessage:
    value = orjson.dumps({"id": text, "text": text})
    return letter_at(offset, value=value, message=text, stage=text, topic=text)


def test_desk_hostile_text_in_every_field_is_only_text(desk: ServedDesk, page: Any) -> None:
    assert len(HOSTILE) >= 60
    desk.write(*(hostile_event(n, text) for n, text in enumerate(HOSTILE)))
    desk.write(*(hostile_letter(n, text) for n, text in enumerate(HOSTILE)))
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    for address in ("/", "/?page=2", "/letters", "/letters?page=2"):
        page.goto(address)
        assert page.locator("main script, main img, main iframe, main style").count() == 0
        assert page.locator("main svg:not(.trend), main object, main embed, main base").count() == 0
    for offset in range(len(HOSTILE)):
        page.goto(f"/article/0/{offset}")
        assert page.locator("article h1").is_visible()
        assert page.locator("main script, main img, main iframe, main svg, main style").count() == 0
        for link in page.locator("main a").all():
            assert link.evaluate("a => ['http:', 'https:'].includes(a.protocol)")
        assert not page.title().startswith("owned")
    assert [url for url in requested if not url.startswith(desk.address)] == []
    page.wait_for_load_state("networkidle")
    assert desk.pages.context.policy_reports.seen == 0


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
    page.locator("#state").get_by_text("live", exact=True).wait_for()
    release = threading.Event()
    desk.freeze(release)
    page.locator("#state").get_by_text("The desk does not answer").wait_for(timeout=60_000)
    assert page.get_by_role("link", name="First").is_visible()
    release.set()
    desk.write(event_at(1, title="Second"))
    page.get_by_role("link", name="Second").wait_for(timeout=60_000)
    page.locator("#state").get_by_text("live", exact=True).wait_for()
    assert page.locator("li.row").count() == 2


def test_desk_says_once_that_it_resynchronised_and_shows_what_comes(
    desk: ServedDesk, page: Any
) -> None:
    desk.write(*(event_at(n, title=f"Title {n}") for n in range(3)))
    page.goto("/")
    page.get_by_text("live", exact=True).wait_for()
    assert page.get_by_text("Resynchronised").count() == 0
    desk.pages.writer.forget("enriched", 0)
    desk.write(event_at(0, title="Before"))
    page.get_by_text("Resynchronised").wait_for()
    desk.write(event_at(1, title="Next"))
    page.get_by_role("link", name="Next").wait_for()
    assert page.get_by_text("Resynchronised").count() == 1
    page.get_by_role("link", name="Show the newest").click()
    page.get_by_role("link", name="Before").wait_for()
    assert page.get_by_text("Resynchronised").count() == 0


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
    page.get_by_text("Nothing matches the search").wait_for()
    page.go_back()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/article/0/2")


def test_desk_keeps_views_that_were_named(desk: ServedDesk, page: Any) -> None:
    desk.write(event_at(0, title="Rates"))
    page.goto("/?source=Example+Post")
    for name, button in (("Not this", "Cancel"), ("<b>Mine</b>", "Save")):
        page.get_by_role("button", name="Save this view").click()
        assert violations(page) == []
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name=button, exact=True).click()
    page.locator("#saved li").first.wait_for()
    assert page.locator("#saved li").count() == 1
    page.goto("/letters")
    page.goto("/")
    page.get_by_role("link", name="<b>Mine</b>").click()
    page.wait_for_url("**/?source=Example+Post")
    page.get_by_role("button", name="Remove the view").click()
    page.reload()
    assert page.locator("#saved li").count() == 0


def test_desk_plans_a_replay_of_what_was_chosen(desk: ServedDesk, page: Any) -> None:
    desk.write(*(letter_at(n) for n in range(5)))
    page.goto("/letters")
    assert page.get_by_role("button", name="Replay the chosen").is_disabled()
    page.get_by_role("checkbox", name="Choose 0:3").check()
    page.get_by_role("checkbox", name="Choose 0:1").check()
    page.get_by_role("button", name="Replay the chosen 2…").click()
    page.get_by_role("heading", name="Replay 2 dead letters?").wait_for()
    assert page.get_by_role("button", name="Send 2 back").is_visible()
    page.go_back()
    page.get_by_role("checkbox", name="Choose all").check()
    assert page.get_by_role("button", name="Replay the chosen 5…").is_enabled()
    page.get_by_role("button", name="Replay all 5").click()
    page.get_by_role("heading", name="Replay 5 dead letters?").wait_for()


def test_desk_replays_dead_letters_with_clicks_and_shows_what_they_become(
    kafka: Cluster, browser: Any, tmp_path: Path
) -> None:
    chain = make_chain(kafka)
    chain.send([chain.letter(b'{"n": %d}' % n) for n in range(3)])
    letters = letter_topics(chain.topics)
    topics = ReadTopics(chain.topics.enriched, letters.dead_letter, letters.replays)
    path = tmp_path / "desk.sqlite"
    changes = {"topics": topics, "cluster": kafka, "letters": letters, "allow_writes": True}
    with (
        serving_in_thread(path, replays=ReplayJobs(kafka, letters), **changes) as desk,
        following(path, topics, kafka),
        closing(browser.new_page(base_url=desk.address)) as page,
    ):
        page.goto("/letters")
        while page.get_by_role("checkbox", name="Choose 0:2").count() == 0:
            page.reload()
        page.get_by_role("checkbox", name="Choose all").check()
        page.get_by_role("button", name="Replay the chosen 3…").click()
        assert violations(page) == []
        page.get_by_role("button", name="Send 3 back").click()
        page.get_by_text("3 of 3 sent").wait_for(timeout=120_000)
        first = next(r for r in chain.read(chain.topics.articles, 3) if r.value == b'{"n": 0}')
        produce(kafka, topics.enriched, [encode(enriched())], headers=first.headers)
        page.get_by_role("link", name="an event").wait_for(timeout=120_000)
        assert violations(page) == []
        page.get_by_role("link", name="0:0", exact=True).click()
        page.get_by_text("it became an event").wait_for()
        assert page.locator("pre", has_text='"n": 0').is_visible()
        assert violations(page) == []


@contextmanager
def following(path: Path, topics: ReadTopics, kafka: Cluster) -> Iterator[None]:
    connection, _ = open_store(path, "cluster")
    with closing(connection):
        follower = Follower(kafka, topics, connection, Bounds(36_500, 1 << 30))
        follower.start()
        try:
            yield
        finally:
            follower.stop()


def test_desk_asks_for_the_number_of_many(desk: ServedDesk, page: Any) -> None:
    desk.write(*(letter_at(n) for n in range(101)))
    page.goto("/letters")
    page.get_by_role("button", name="Replay all 101").click()
    page.get_by_role("button", name="Send 101 back").click()
    assert page.get_by_label("Type 101 to confirm").evaluate("e => e.validity.valueMissing")
