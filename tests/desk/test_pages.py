"""The desk's pages over HTTP, without a browser and without Kafka."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from aiohttp import ClientResponse, ClientSession, ClientTimeout
from structlog.testing import capture_logs

from newsdesk.client.tracing.trace import Trace
from newsdesk.desk.follow.state import Condition, FollowState
from newsdesk.schemas import Keyword, Reason, SummarySentence
from tests.desk.messages import event_at, letter_at
from tests.desk.pages import Pages, run
from tests.desk.sse import events_of
from tests.support.enriched_events import enriched

TOKEN = "a token of more than 16"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def test_stream_shows_articles_filters_and_what_was_searched(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title="Rates"), event_at(1, title="Storm", source="Dock News"))
        everything = await pages.get("/")
        assert everything.index("Storm") < everything.index("Rates")
        assert "<strong>2</strong> articles" in everything
        some = await pages.get("/?source=Dock+News&search=storm")
        assert "Rates" not in some
        assert 'value="storm"' in some
        assert "Remove the filter source Dock News" in some

    run(path, look)


@pytest.mark.parametrize(
    ("condition", "query", "sentence"),
    [
        (Condition.LIVE, "", "No article has come out yet"),
        (Condition.LOADING, "", "Reading what Kafka has"),
        (Condition.LIVE, "?search=x", "Nothing matches the search"),
        (Condition.AWAY, "", "Kafka is away"),
        (Condition.NO_TOPICS, "", "no topics yet"),
        (Condition.DENIED, "", "no permission to read"),
        (Condition.FULL, "", "the disk is full"),
        (Condition.READ_ONLY, "", "the database is read-only"),
        (Condition.LOCKED, "", "the database is locked"),
        (Condition.DAMAGED, "", "the database is damaged"),
        (Condition.UNWRITABLE, "", "the database cannot be written"),
        (Condition.AWAY, "", "Kafka does not answer, and nothing was read before"),
        (Condition.NO_TOPICS, "", "Create them with newsdesk topics create"),
        (Condition.DENIED, "", "No permission: this desk may not read Kafka"),
        (Condition.AWAY, "?search=x", "Nothing matches the search"),
    ],
)
def test_stream_says_why_there_is_nothing(
    path: Path, condition: Condition, query: str, sentence: str
) -> None:
    async def look(pages: Pages) -> None:
        pages.state = FollowState(condition, 0.0, "a <problem>", "and advice")
        text = await pages.get("/" + query)
        assert sentence in text
        assert "a &lt;problem&gt;. and advice" in text

    run(path, look)


def damage(path: Path) -> None:
    """Overwrite all but the first page, which says what the file is."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))


@pytest.mark.parametrize("harm", [damage, Path.unlink], ids=["damaged", "gone"])
def test_pages_have_a_database_replaced_that_is_damaged_or_gone_and_no_other(
    path: Path, harm: Callable[[Path], None]
) -> None:
    asked: list[str] = []

    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        await pages.get("/article/0/0")
        assert asked == []
        harm(path)
        for address in ("/", "/article/0/0", "/feed.json"):
            assert "filled again from Kafka" in await pages.get(address, 503)
        assert "data" not in await pages.get("/live")
        assert asked == ["replace"] * 4

    run(path, look, on_damage=lambda: asked.append("replace"))


def test_stream_has_pages_that_follow_each_other(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(*(event_at(n, title=f"Title {n}.") for n in range(120)))
        seen = []
        for number in (1, 2, 3):
            text = await pages.get(f"/?page={number}")
            seen += [n for n in range(120) if f"Title {n}." in text]
            assert ('rel="next"' in text) is (number < 3)
        assert sorted(seen) == [*range(120)]
        for odd in ("0", "-1", "x", "9" * 40):
            await pages.get(f"/?page={odd}")

    run(path, look)


async def next_articles(response: ClientResponse) -> dict[str, str]:
    async with asyncio.timeout(60):
        async for event in events_of(response):
            if event.get("event") == "articles":
                return event
    raise AssertionError("the stream ended")


def test_live_sends_what_comes_and_resumes_without_gap_or_double(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title="Before"))
        async with pages.client.get("/live?after=0:1") as response:
            pages.write(event_at(1, title="First"), event_at(0, partition=1, title="Side", id="s"))
            event = await next_articles(response)
            assert "First" in event["data"]
            assert "Side" in event["data"]
            assert "Before" not in event["data"]
        pages.write(event_at(2, title="Second"))
        headers = {"Last-Event-ID": event["id"]}
        async with pages.client.get("/live?after=0:1", headers=headers) as response:
            event = await next_articles(response)
            assert event["id"] == "0:3,1:1"
            assert "Second" in event["data"]
            assert "First" not in event["data"]

    run(path, look)


async def first_events(response: ClientResponse, count: int) -> list[tuple[str, str, str]]:
    """Return kind, id and data of the first events that say more than how the desk is."""
    found: list[tuple[str, str, str]] = []
    async with asyncio.timeout(60):
        async for event in events_of(response):
            if event.get("event") != "state":
                found.append((event["event"], event.get("id", ""), event["data"]))
            if len(found) == count:
                return found
    raise AssertionError("the stream ended")


def test_live_says_once_that_articles_are_missing_and_continues(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(*(event_at(n, title=f"Title {n}.") for n in range(4)))
        with pages.writer.transaction():
            pages.writer.prune([1, 2])
        async with pages.client.get("/live", headers={"Last-Event-ID": "0:1"}) as response:
            pages.write(event_at(4, title="Title 4."))
            notice, first, *_ = await first_events(response, 2)
        assert (notice[0], first[0]) == ("resynchronised", "articles")
        assert "Resynchronised" in notice[2]
        assert "Title 2." in first[2]
        assert "Title 1." not in first[2]
        async with pages.client.get("/live", headers={"Last-Event-ID": "0:2"}) as response:
            [only] = await first_events(response, 1)
        assert only[:2] == ("articles", "0:5")

    run(path, look)


def test_live_gives_an_id_with_the_notice_where_there_is_nothing_else(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        async with pages.client.get("/live", headers={"Last-Event-ID": "0:900"}) as response:
            [(kind, last, _)] = await first_events(response, 1)
        assert (kind, last) == ("resynchronised", "0:1")
        async with pages.client.get("/live", headers={"Last-Event-ID": last}) as response:
            pages.write(event_at(1, title="Next"))
            [(kind, last, _)] = await first_events(response, 1)
        assert (kind, last) == ("articles", "0:2")

    run(path, look)


def test_live_sends_only_what_matches_the_view(path: Path) -> None:
    async def look(pages: Pages) -> None:
        async with pages.client.get("/live?source=Dock+News") as response:
            pages.write(event_at(0, title="Rates"))
            pages.write(event_at(1, title="Storm", source="Dock News"))
            event = await next_articles(response)
            assert "Storm" in event["data"]
            assert "Rates" not in event["data"]

    run(path, look)


def test_article_lights_what_the_summary_and_the_keywords_are_made_of(path: Path) -> None:
    event = enriched(text="Rain fell. <b>Rates</b> rose & fell.")
    sentence = SummarySentence(text="Rain fell.", start=0, end=10)
    summary = event.summary.model_copy(update={"sentences": (sentence,), "method": "extractive"})
    keyword = Keyword(text="Rain", score=1.0, start=0, end=4)
    event = event.model_copy(update={"summary": summary, "keywords": (keyword,)})

    async def look(pages: Pages) -> None:
        pages.write(event_at(7, event, partition=2))
        text = await pages.get("/article/2/7")
        assert "<mark><b>Rain</b></mark><mark> fell.</mark>" in text
        assert " &lt;b&gt;Rates&lt;/b&gt; rose &amp; fell." in text
        raw = await pages.get("/article/2/7/event")
        assert json.loads(raw)["article"]["text"] == event.article.text
        assert "no event at partition 3, offset 7" in await pages.get("/article/3/7", 404)
        await pages.get("/article/3/7/event", 404)
        await pages.get("/article/x/7", 404)

    run(path, look)


def test_article_shows_its_other_versions_and_that_it_is_not_the_newest(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, enriched("Old")), event_at(1, enriched("New")))
        old = await pages.get("/article/0/0")
        assert "A newer event has taken the place of this one" in old
        assert "/article/0/1" in old
        assert "A newer event" not in await pages.get("/article/0/1")

    run(path, look)


def test_letters_are_grouped_by_reason_and_listed(path: Path) -> None:
    async def look(pages: Pages) -> None:
        assert "No dead letters" in await pages.get("/letters")
        pages.write(letter_at(0), letter_at(1), letter_at(2, Reason.NOT_JSON))
        text = await pages.get("/letters?reason=not_json&stage=classify")
        assert "The text is not JSON." in text
        assert "0:2" in text
        assert "0:1<" not in text

    run(path, look)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "[::1", "127.0.0.1:x", "127.0.0.1:99999"]
)
def test_guard_refuses_names_that_are_not_the_desks(path: Path, host: str) -> None:
    async def look(pages: Pages) -> None:
        await pages.get("/", 421, Host=host)
        await pages.get("/letters", 421, Host=host)

    run(path, look)


def test_guard_asks_for_the_token_where_there_is_one(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/", 401)
        assert TOKEN not in text
        await pages.get("/live", 401, Authorization="Bearer another")
        await pages.get("/", 401, Cookie="newsdesk-desk=é")
        await pages.get("/letters/0/0/value", 401)
        await pages.get("/articles.jsonl", 401)
        await pages.get("/", Authorization=f"Bearer {TOKEN}")
        # Of another desk on this machine: browsers send it to both.
        await pages.get("/", Authorization=f"Bearer {TOKEN}", Cookie="newsdesk-desk=other")
        await pages.get("/", 401, Authorization="Bearer another", Cookie="newsdesk-desk=other")

    run(path, look, token=TOKEN)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 405),
    ],
)
@pytest.mark.parametrize("allow_writes", [True, False])
def test_guard_takes_writes_from_its_own_pages_alone_and_only_where_allowed(
    path: Path, headers: dict[str, str], status: int, allow_writes: bool
) -> None:
    async def look(pages: Pages) -> None:
        async with pages.client.post("/letters", headers=headers) as response:
            assert response.status == (status if allow_writes else 403)

    run(path, look, allow_writes=allow_writes)


@pytest.mark.parametrize(
    "address", ["/", "/letters", "/article/0/9", "/nothing", "/static/x/desk.css"]
)
def test_guard_lets_no_page_load_anything_from_elsewhere(path: Path, address: str) -> None:
    async def look(pages: Pages) -> None:
        async with pages.client.get(address) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"

    run(path, look)


def test_assets_are_served_by_name_and_nothing_else_is(path: Path) -> None:
    async def look(pages: Pages) -> None:
        for name in ("desk.css", "stream.js", "icon.svg"):
            await pages.get(f"/static/any/{name}")
        for name in ("..%2fguard.py", "__init__.py", "desk.css.map", ""):
            await pages.get(f"/static/any/{name}", 404)

    run(path, look)


def test_client_that_leaves_a_live_stream_is_no_error(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def look(pages: Pages) -> None:
        async with ClientSession(timeout=ClientTimeout(60)) as session:
            response = await session.get(pages.client.make_url("/live"))
            await response.content.readline()
            response.close()
        for offset in range(5):
            pages.write(event_at(offset))
            await asyncio.sleep(0.1)

    run(path, look)
    assert [record.getMessage() for record in caplog.records] == []


def test_guard_remembers_a_token_that_was_right(path: Path) -> None:
    async def look(pages: Pages) -> None:
        assert "That is another token" in await pages.post("/token", 401, token="another")
        assert "This desk needs a token" in await pages.get("/letters", 401)
        assert "Stream" in await pages.post("/token", token=TOKEN)
        assert "Dead letters" in await pages.get("/letters")
        [cookie] = pages.client.session.cookie_jar
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        async with pages.client.post("/token", data={"token": TOKEN}) as response:
            assert response.status == 403, "a page of another site cannot sign in"

    run(path, look, token=TOKEN)


@pytest.mark.parametrize(
    ("method", "address", "status", "sentence"),
    [
        ("GET", "/nothing", 404, "The desk has no page with this address."),
        ("GET", "/article/0/9/event", 404, "The desk has no event there."),
        ("POST", "/replays", 403, "This desk only reads. Start it with --allow-writes"),
        ("PUT", "/", 403, "This desk only reads."),
    ],
)
def test_errors_are_pages_for_people_and_lines_for_programs(
    path: Path, method: str, address: str, status: int, sentence: str
) -> None:
    async def look(pages: Pages) -> None:
        own = {"Sec-Fetch-Site": "same-origin"}
        for accepted, is_page in (("text/html,*/*;q=0.8", True), ("*/*", False)):
            headers = {**own, "Accept": accepted}
            async with pages.client.request(method, address, headers=headers) as response:
                text = await response.text()
                assert response.status == status
                assert ("<h1>" in text) is is_page
                assert "Content-Security-Policy" in response.headers
                if is_page:
                    assert sentence in text
                    assert 'href="/"' in text

    run(path, look)


def test_error_page_does_not_answer_to_another_name(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/", 421, Host="evil.example", Accept="text/html")
        assert "<" not in text

    run(path, look)


def test_page_that_fails_is_an_error_page_with_the_policy_and_a_line_in_the_log(
    path: Path,
) -> None:
    def broken(query: str, since: object) -> Trace:
        raise RuntimeError(f"<b>{query}")

    async def look(pages: Pages) -> None:
        with capture_logs() as logs:
            async with pages.client.get("/trace?q=secret%0A") as response:
                text = await response.text()
                assert response.status == 500
                assert "the desk's log says why" in unescape(text)
                assert "secret" not in text
                assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        [line] = [line for line in logs if line["event"] == "desk page failed"]
        assert line["page"] == "/trace"
        await pages.get("/")

    run(path, look, tracer=broken)
