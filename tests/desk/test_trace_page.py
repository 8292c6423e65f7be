"""The desk's page with the trace of an article."""

import asyncio
import re
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from newsdesk.client.errors import RightsError
from newsdesk.client.tracing.sighting import Kind
from newsdesk.client.tracing.trace import State, Trace
from newsdesk.desk.web.one_trace import OneTrace
from newsdesk.desk.web.remedies import may_pass, remedy
from newsdesk.desk.web.trace_words import time_of, words_of
from newsdesk.schemas.reasons import Reason
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
        assert 'It is out: <a href="/article/3/9">its event</a> is in <code>enriched</code>' in text
        assert "trace.js" not in text

    run(path, look, tracer=always(traced(SENT, EVENT, state=State.OUT)))


def test_trace_of_what_waits_goes_on_only_where_it_should_follow(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=a&follow=1&since=5")
        assert (
            "It waits in <code>articles</code>, partition 3; 1,214 messages are before it." in text
        )
        assert 'data-part="/trace/part?q=a&amp;since=5"' in text
        assert "trace.js" in text
        assert 'data-settled="no"' in await pages.get("/trace/part?q=a")
        await pages.get("/trace/part", 400)

    run(path, look, tracer=always(traced(SENT, state=State.WAITING, before=1214)))


def test_trace_of_a_dead_letter_has_its_reason_its_meaning_and_a_link(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=a")
        assert 'It is a <a href="/letters/3/4">dead letter</a>: no text.</strong>' in text
        assert "The &lt;b&gt; has no text, in <code>text</code>." in text
        assert "No field holds a text" in text
        assert "Give the article a text, alone in its message, and send it again." in text
        assert "which would be rejected again" in text
        assert "dead letter, no text (classify)<" in text
        for wrong in ("`", "no_text", "attempt", "dead-letters replay", "Replay it"):
            assert wrong not in text.partition("<main")[2]

    found = traced(SENT, letter("The <b> has no text, in `text`."), state=State.DEAD_LETTER)
    run(path, look, tracer=always(found))


@pytest.mark.parametrize("allow_writes", [True, False])
def test_trace_a_replay_that_may_pass_has_a_button_or_a_command(
    path: Path, allow_writes: bool
) -> None:
    async def look(pages: Pages) -> None:
        for address in ("/trace?q=a", "/trace/part?q=a"):
            text = await pages.get(address)
            assert ('name="place" value="3:4"' in text) is allow_writes
            command = "<code>newsdesk dead-letters replay 3:4</code>" in text
            assert command is not allow_writes
            assert "Replay it once the cause is removed" in text

    died = replace(letter("It died."), reason="model_died")
    tracer = always(traced(SENT, died, state=State.DEAD_LETTER))
    run(path, look, tracer=tracer, allow_writes=allow_writes)


def test_trace_has_times_with_milliseconds_as_the_command_line(path: Path) -> None:
    async def look(pages: Pages) -> None:
        text = await pages.get("/trace?q=a")
        assert f">{time_of(SENT.time)}</time>" in text
        day, clock = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d:\d\d[.]\d{3}"
        assert re.search(rf'<time [^>]*datetime="{day}T{clock}Z">{day} {clock}</time>', text)

    run(path, look, tracer=always(traced(SENT, EVENT, state=State.OUT)))


@pytest.mark.parametrize(
    ("kind", "attempt", "words"),
    [
        (Kind.DEAD_LETTER, 1, "dead letter, no text (classify)"),
        (Kind.DEAD_LETTER, 3, "dead letter, no text (classify), tried 3 times"),
        (Kind.REPLAYED, 2, "replayed, replay number 2"),
        (Kind.REPROCESSED, 2, "reprocessed, sent again 2 times"),
        (Kind.ARTICLE, 2, "article"),
    ],
)
def test_trace_a_message_says_what_is_counted(kind: Kind, attempt: int, words: str) -> None:
    assert words_of(replace(letter(""), kind=kind, attempt=attempt)) == words


def test_every_reason_has_a_remedy_and_only_some_a_replay() -> None:
    assert all(remedy(reason) for reason in Reason)
    unfit = [reason for reason in Reason if not may_pass(reason)]
    assert all("rejected again" in remedy(reason) for reason in unfit)
    assert all("eplay it" in remedy(reason) for reason in Reason if reason not in unfit)
    assert (remedy("x"), may_pass("x")) == ("", False)


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
        assert "It has passed <code>articles</code>" in await first
        assert "It has passed <code>articles</code>" in await pages.get("/trace?q=b")

    run(path, look, tracer=OneTrace(slow))


def test_article_has_a_link_to_its_trace(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, id="a & b"))
        assert 'href="/trace?q=a+%26+b"' in await pages.get("/article/0/0")

    run(path, look)
