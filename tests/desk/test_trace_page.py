"""The desk's page with the trace of an article."""

import asyncio
import threading
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from newsdesk.client.errors import RightsError
from newsdesk.client.tracing.trace import State, Trace
from newsdesk.desk.web.one_trace import OneTrace
from tests.desk.messages import event_at
from tests.desk.pages import Pages, run
from tests.desk.traces import EVENT, SENT, always, letter, nothing, traced


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def test_trace_shows_each_message_the_seconds_between_and_links(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=a")
        assert text.index("articles") < text.index("3:17") < text.index("+1.500")
        assert 'href="/article/3/9"' in text
        assert 'data-settled="yes"' in text
        assert "out, in enriched, partition 3, offset 9." in text
        assert "trace.js" not in text

    run(path, look, tracer=always(traced(SENT, EVENT, state=State.OUT)))


def test_trace_of_what_waits_goes_on_only_where_it_should_follow(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=a&follow=1&since=5")
        assert "waiting in articles, partition 3, 1,214 before it." in text
        assert 'data-part="/trace/part?q=a&amp;since=5"' in text
        assert "trace.js" in text
        assert 'data-settled="no"' in await pages.get("/trace/part?q=a")
        await pages.get("/trace/part", 400)

    run(path, look, tracer=always(traced(SENT, state=State.WAITING, before=1214)))


def test_trace_of_a_dead_letter_has_its_reason_its_meaning_and_a_link(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=a")
        assert "no_text: The &lt;b&gt; has no text" in text
        assert "What that means: No field holds a text" in text
        assert "Change the article as the reason says" in text
        assert "newsdesk dead-letters replay 3:4" in text
        assert 'href="/letters/3/4"' in text

    found = traced(SENT, letter("The <b> has no text."), state=State.DEAD_LETTER)
    run(path, look, tracer=always(found))


def test_trace_without_a_find_says_what_was_looked_through(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?" + urlencode({"q": "<i>a</i>"}))
        assert "Nothing of &lt;i&gt;a&lt;/i&gt; was found." in text
        assert "articles (5), enriched (1,234)" in text
        assert "1 message that has it in its bytes could not be decoded." in text

    run(path, look, tracer=always(nothing()))


def test_trace_without_a_question_asks_kafka_nothing(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=+")
        assert "Where has an article been" in text
        assert 'aria-current="page">Trace' in text

    run(path, look)


def test_trace_an_error_of_kafka_is_a_sentence(path: Path) -> None:
    def refuse(query: str, since: datetime) -> Trace:
        raise RightsError("Missing: Read on Topic articles.", "Ask <somebody>.")

    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=a", 503)
        assert "Missing: Read on Topic articles. Ask &lt;somebody&gt;." in text

    run(path, look, tracer=refuse)


def test_trace_one_runs_at_a_time(path: Path) -> None:
    begun, release = threading.Event(), threading.Event()

    def slow(query: str, since: datetime) -> Trace:
        begun.set()
        assert release.wait(60)
        return traced(SENT, state=State.PASSED)

    async def look(pages: Pages) -> None:
        first = asyncio.create_task(pages.get("/trace?q=a"))
        assert await asyncio.to_thread(begun.wait, 60)
        assert "looks for another article just now" in await pages.get("/trace?q=b", 503)
        release.set()
        assert "has passed articles" in await first
        assert "has passed articles" in await pages.get("/trace?q=b")

    run(path, look, tracer=OneTrace(slow))


def test_article_has_a_link_to_its_trace(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, id="a & b"))
        assert 'href="/trace?q=a+%26+b"' in await pages.get("/article/0/0")

    run(path, look)
