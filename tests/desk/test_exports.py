"""A view as a file, and as a feed."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest

from newsdesk.schemas import encode
from tests.desk.messages import event_at
from tests.desk.pages import Pages, run
from tests.support.enriched_events import enriched


def test_csv_has_all_of_the_view_once_newest_first(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(*(event_at(n, title=f"Title {n}", source="A") for n in range(450)))
        pages.write(*(event_at(500 + n, title=f"Other {n}", source="B") for n in range(3)))
        text = await pages.get("/articles.csv?source=A")
        rows = [*csv.DictReader(io.StringIO(text, newline=""))]
        assert [row["title"] for row in rows] == [f"Title {n}" for n in reversed(range(450))]
        assert rows[0]["topics"].endswith("0.20")
        assert text.count("\r\n") == 451

    run(tmp_path / "desk.sqlite", look)


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ('=HYPERLINK("http://evil.example")', '\'=HYPERLINK("http://evil.example")'),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\u200b=1", "'=1"),
        ("  =1", "'  =1"),
        ('Rain, "heavy"\r\nin Oslo', 'Rain, "heavy"  in Oslo'),
        ("1-0 for Oslo", "1-0 for Oslo"),
        ("a=b", "a=b"),
    ],
)
def test_csv_no_cell_is_a_formula(tmp_path: Path, title: str, cell: str) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title=title))
        [row] = csv.DictReader(io.StringIO(await pages.get("/articles.csv"), newline=""))
        assert row["title"] == cell

    run(tmp_path / "desk.sqlite", look)


def test_json_lines_are_the_events_as_they_came(tmp_path: Path) -> None:
    events = [enriched(f"Title {n} \u2028", id=f"a{n}") for n in range(3)]

    async def look(pages: Pages) -> None:
        pages.write(*(event_at(n, event) for n, event in enumerate(events)))
        lines = (await pages.get("/articles.jsonl")).split("\n")
        assert lines.pop() == ""
        assert [json.loads(line) for line in lines] == [
            json.loads(encode(event)) for event in reversed(events)
        ]
        assert await pages.get("/articles.jsonl?source=none") == ""

    run(tmp_path / "desk.sqlite", look)


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
def test_feed_is_read_by_a_reader_of_feeds(tmp_path: Path, name: str) -> None:
    title = "<b>Rates</b> & 'more' \x0b\ufffe \u202e ]]>"

    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title="Calm", source="A"), event_at(1, title=title))
        text = await pages.get(f"/{name}?language=en")
        feed = feedparser.parse(text.encode())
        assert not feed.bozo, feed.get("bozo_exception")
        newest, oldest = feed.entries
        assert "Rates" in newest.title
        assert oldest.title == "Calm"
        assert oldest.link == "https://example.org/rates"
        assert "language=en" in feed.feed.link
        assert not feedparser.parse(await pages.get(f"/{name}?source=none")).entries

    run(tmp_path / "desk.sqlite", look)


def test_json_feed_has_addresses_texts_and_topics(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title="Rates", url="javascript:alert(1)"))
        feed = json.loads(await pages.get("/feed.json"))
        [item] = feed["items"]
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert item["title"] == "Rates"
        assert item["url"].endswith("/article/0/0")
        assert item["tags"]

    run(tmp_path / "desk.sqlite", look)


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.rss", "/feed.json"])
def test_feed_is_read_whatever_an_articles_times_and_address_are(tmp_path: Path, path: str) -> None:
    async def look(pages: Pages) -> None:
        late = replace(event_at(0, title="Late"), timestamp=2**63 - 1)
        early = replace(event_at(1, title="Early"), timestamp=-(2**62))
        odd = event_at(2, title="Odd", url="https://example.org/\x01\ufffe]]>&\u202e")
        pages.write(late, early, odd, event_at(3, title="Usual"))
        text = await pages.get(path)
        if path == "/feed.json":
            titles = [item["title"] for item in json.loads(text)["items"]]
        else:
            read = feedparser.parse(text)
            assert not read.bozo, read.bozo_exception
            titles = [entry.title for entry in read.entries]
        assert sorted(titles) == ["Early", "Late", "Odd", "Usual"]
        assert "\x01" not in text
        assert "\u202e" not in text

    run(tmp_path / "desk.sqlite", look)
