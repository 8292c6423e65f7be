"""Removals, on the article's page: the original is read from a real Kafka."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.client.originals import Origin
from newsdesk.commands.desk.comparison import removals_of as each_removals_of
from newsdesk.commands.desk.removing import RemovalError, RemovalFinder, compared_apart
from newsdesk.desk.removals.finding import FoundRemovals, Wanted
from newsdesk.desk.removals.removal import Removal, Removals
from newsdesk.enrichment.document import Limits, clean
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.schemas import SourceMessage, decode_article, encode
from newsdesk.schemas.headers import ARTICLE_TIME
from newsdesk.settings import Settings
from tests.desk.messages import MOMENT
from tests.desk.pages import Pages, run
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import make_topics, produce, read_committed
from tests.support.topics import OwnTopics

LIMIT = 600_000
PATIENCE = 600.0
"""Seconds that a process may take while the machine does other work."""
RAIN = "The council met on Monday, and closed the bridge over the river for a week of repairs."
SNOW = "Nobody was hurt when the ice broke, said the mayor, who had come to see it for herself."
KINDS: Mapping[str, dict[str, Any]] = {
    "text": {"text": f"By Jane Roe\n\n{RAIN}\n\nAdvertisement\n\n{SNOW}\n\nShare this article"},
    "markup in a text": {"text": f"<p>{RAIN}</p><p>Advertisement</p><p>{SNOW}</p>"},
    "body_html": {"body_html": f"<p>{RAIN}</p>\n<p>Advertisement</p>\n<p>{SNOW}</p>"},
    "page": {
        "html": "<!doctype html><html><head><title>Bridge</title></head><body>"
        "<nav><a href='/'>Home</a></nav><article><h1>Bridge</h1>"
        f"<p>{RAIN}</p><p>Advertisement</p><p>{SNOW}</p></article></body></html>"
    },
    "ninjs": {
        "uri": "urn:a",
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": f"<p>{RAIN}</p><p>{SNOW}</p>"}
        ],
    },
    "markdown": {"text": f"# Bridge\n\n{RAIN}\n\n*Advertisement*\n\n[{SNOW}](https://a.example/)"},
    "wrapped": {"text": f"{RAIN[:40]}\n{RAIN[41:]}\n\nAdvertisement\n\n{SNOW[:40]}\n{SNOW[41:]}"},
}


def removals_of(message: bytes, text: str, limit: int) -> Removals:
    """Return the last answer, which has the kinds."""
    return [*each_removals_of(message, text, limit)][-1]


def text_of(message: bytes) -> str:
    return clean(decode_article(message), Limits(LIMIT)).text


@pytest.mark.parametrize("kind", KINDS)
def test_removals_are_found_for_every_kind_of_input(kind: str) -> None:
    message = orjson.dumps(KINDS[kind])
    text = text_of(message)
    found = removals_of(message, text, LIMIT)
    assert found.problem == ""
    if "Advertisement" in message.decode():
        [advertisement] = [each for each in found.placed if "Advertisement" in each.text]
        assert advertisement.kind == "advertisement"
        assert text.index("repairs") < advertisement.at <= text.index("Nobody")
    assert all(each.text not in (RAIN, SNOW) for each in found.placed)


def test_removals_of_another_version_of_cleaning_have_places_and_no_kinds() -> None:
    message = orjson.dumps({"text": f"{RAIN}\nAdvertisement\n{SNOW}"})
    found = removals_of(message, f"{RAIN}\nAdvertisement", LIMIT)
    assert [(each.text, each.kind) for each in found.placed] == [(SNOW, "")]
    assert "in another way" in found.problem


@pytest.mark.parametrize(
    ("message", "words"), [(b"[]", "no article"), (b'{"text": "Something else."}', "otherwise")]
)
def test_removals_of_another_message_are_not_shown(message: bytes, words: str) -> None:
    found = removals_of(message, RAIN, LIMIT)
    assert words in found.problem
    assert not found.placed


def test_removals_are_found_without_what_cleans() -> None:
    """In the light install nothing that cleans can be imported; the places need none of it."""
    code = (
        "import sys\n"
        "for name in ('lxml', 'trafilatura', 'ftfy', 'torch', 'numpy', 'yaml', 'justext'):\n"
        "    sys.modules[name] = None\n"
        "from newsdesk.commands.desk.comparison import main\n"
        "main()\n"
    )
    message, text = orjson.dumps(KINDS["page"]), text_of(orjson.dumps(KINDS["page"]))
    question = len(text.encode()).to_bytes(8, "big") + text.encode() + message
    done = subprocess.run(
        [sys.executable, "-c", code, str(LIMIT)], input=question, capture_output=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert "Advertisement" in [each["text"] for each in found["placed"]]
    assert {each["kind"] for each in found["placed"]} == {""}
    assert "extra `worker`" in found["problem"]


def test_comparison_in_its_process_gives_the_same_and_its_failure_is_a_sentence() -> None:
    message = orjson.dumps(KINDS["text"])
    text = text_of(message)
    apart = asyncio.run(compared_apart(message, text, str(LIMIT), PATIENCE))
    assert apart == removals_of(message, text, LIMIT)
    with pytest.raises(RemovalError, match="could not be compared"):
        asyncio.run(compared_apart(message, text, "no number", PATIENCE))


def test_places_do_not_wait_for_kinds() -> None:
    # Cleaning such a text may take longer than anybody waits; comparing it does not.
    lines = [f"Line {number} of a text that is long." for number in range(5_000)]
    message = orjson.dumps({"text": "\n".join([*lines[:900], "Advertisement", *lines[900:]])})
    first = next(each_removals_of(message, "\n".join(lines), 10**6))
    assert [(each.text, each.kind) for each in first.placed] == [("Advertisement", "")]
    assert first.problem == ""


class Original:
    """A desk whose event was made of a message that is in Kafka."""

    def __init__(self, kafka: Cluster, fields: Mapping[str, Any]) -> None:
        topics = OwnTopics()
        make_topics(kafka, topics.articles, partitions=1)
        self.message = orjson.dumps({"id": "a", **fields})
        produce(kafka, topics.articles, [b"{}", self.message, b"{}"], partition=0)
        records = read_committed(kafka, [topics.articles], 3)
        self.time = next(each.timestamp for each in records if each.value == self.message)
        settings = Settings(
            kafka=KafkaSettings(bootstrap_servers=kafka.bootstrap_servers),
            topics=topics.settings,
        )
        self.removals = FoundRemovals(RemovalFinder(settings, PATIENCE))

    def event(self, offset: int = 0, time: int | None = None) -> SourceMessage:
        value = encode(enriched(text=text_of(self.message), id="a"))
        headers = ((ARTICLE_TIME, b"%d" % (time or self.time)),)
        return SourceMessage("enriched", 0, offset, b"a", value, headers, MOMENT)


def test_page_shows_what_was_removed_in_its_place(kafka: Cluster, tmp_path: Path) -> None:
    desk = Original(kafka, KINDS["text"])

    async def look(pages: Pages) -> None:
        pages.write(desk.event())
        plain = await pages.get("/article/0/0")
        assert "Show what was removed" in plain
        assert "<del" not in plain
        text = await pages.get("/article/0/0?removed=1")
        assert text.index("By Jane Roe <small>byline</small>") < text.index(RAIN)
        ad = text.index("Advertisement <small>advertisement</small></del>")
        assert text.index(RAIN) < ad < text.index(SNOW)
        assert "Hide what was removed" in text
        assert 'class="notice"' not in text

    run(tmp_path / "d.sqlite", look, removals=desk.removals)


def test_page_says_why_places_are_not_known_and_shows_the_list(
    kafka: Cluster, tmp_path: Path
) -> None:
    desk = Original(kafka, KINDS["text"])

    async def look(pages: Pages) -> None:
        event = desk.event(0, time=desk.time + 5000)
        pages.write(event)
        text = await pages.get("/article/0/0?removed=1")
        assert "is not in " in text
        assert "Removed lines" in text
        assert "<del" not in text
        pages.write(SourceMessage("enriched", 0, 1, b"b", event.value, (), MOMENT))
        assert "does not name the time" in await pages.get("/article/0/1?removed=1")

    run(tmp_path / "d.sqlite", look, removals=desk.removals)


def test_page_of_a_desk_that_does_not_read_articles_says_so(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        value = encode(enriched())
        headers = ((ARTICLE_TIME, b"5"),)
        pages.write(SourceMessage("enriched", 0, 0, b"a", value, headers, MOMENT))
        assert "does not read" in await pages.get("/article/0/0?removed=1")

    run(tmp_path / "d.sqlite", look)


def test_removals_are_found_one_at_a_time_and_once() -> None:
    asked: list[Wanted] = []
    running = 0

    async def find(wanted: Wanted) -> Removals:
        nonlocal running
        asked.append(wanted)
        running += 1
        assert running == 1
        await asyncio.sleep(0.01)
        running -= 1
        if wanted.text == "bad":
            raise RemovalError("It failed.")
        return Removals([Removal(0, wanted.text)])

    async def ask() -> None:
        found, origin = FoundRemovals(find), Origin(0, MOMENT, "a")
        good, bad = Wanted(origin, "good"), Wanted(origin, "bad")
        await asyncio.gather(*(found.of((0, 0), good) for _ in range(3)))
        assert len(asked) == 1
        for number in (2, 3):
            assert (await found.of((0, 1), bad)).problem == "It failed."
            assert len(asked) == number

    asyncio.run(ask())
