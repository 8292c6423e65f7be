"""The desk's page for trials: what it sends to a real Kafka, and what it refuses."""

import gzip
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from structlog.testing import capture_logs

from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import RightsError
from newsdesk.commands.desk.trying import articles_of
from newsdesk.desk.web.trying import MAX_BYTES, TrialRefused, Tried, TriedArticle
from tests.desk.pages import Pages, run
from tests.desk.traces import EchoDesk
from tests.support.kafka_tools import read_committed

OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


async def post(pages: Pages, content: bytes, name: str = "") -> tuple[int, str]:
    address, headers = pages.client.make_url("/try").with_query(name=name), OWN
    async with pages.client.post(
        address.path_qs, data=BytesIO(content), headers=headers
    ) as response:
        return response.status, await response.text()


def sent_by(desk: EchoDesk, kafka: Cluster, count: int) -> list[Any]:
    return read_committed(kafka, [desk.chain.articles], count, seconds=20)


CASES = [
    ("", b"Rain fell on Monday.", {"text": "Rain fell on Monday."}),
    ("", b"<!doctype html><p>Rain.</p>", {"html": "<!doctype html><p>Rain.</p>"}),
    ("", b'{"id": "a", "text": "Rain."}', {"id": "a", "text": "Rain."}),
    ("storm.txt", b"Rain fell.", {"id": "storm", "text": "Rain fell."}),
    ("..", b"Rain fell.", {"text": "Rain fell."}),
    ("C:\\news\\rain.html", b"<p>Rain.</p>", {"id": "rain", "html": "<p>Rain.</p>"}),
    ("../../etc/s.md", b"Rain fell.", {"id": "s", "text": "Rain fell."}),
]


@pytest.mark.parametrize(("name", "content", "article"), CASES)
def test_try_sends_what_was_given_as_produce_would_and_logs_it(
    path: Path, kafka: Cluster, name: str, content: bytes, article: dict[str, str]
) -> None:
    desk = EchoDesk(kafka, path.parent)

    async def look(pages: Pages) -> None:
        with capture_logs() as logs:
            status, text = await post(pages, content, name)
        assert (status, "1 article sent." in text) == (200, True)
        assert 'data-follow="/trace?q=' in text
        written = [line for line in logs if line["event"] == "desk wrote"]
        assert [(w["what"], w["count"], w["remote"]) for w in written] == [
            ("articles", 1, "127.0.0.1")
        ]
        [record] = sent_by(desk, kafka, 1)
        assert orjson.loads(record.value) == article
        assert f"q={record.key.decode()}&" in text.replace("&amp;", "&")

    run(path, look, **desk.changes)


def test_try_lists_the_first_hundred_of_many_and_what_could_not_be_read(
    path: Path, kafka: Cluster
) -> None:
    desk = EchoDesk(kafka, path.parent)
    lines = [b'{"id": "a-%d", "text": "Rain."}' % n for n in range(103)] + [b'{"id": "<b>', b""]

    async def look(pages: Pages) -> None:
        status, text = await post(pages, b"\n".join(lines), "many.jsonl")
        assert (status, text.count("<li><a href=")) == (200, 100)
        assert "103 articles sent." in text
        assert "The first 100 are listed." in text
        assert "Not read: many.jsonl" in text
        assert "data-follow" not in text
        assert len(sent_by(desk, kafka, 103)) == 103

    run(path, look, **desk.changes)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("", b" \n", "There is nothing in it"),
        ("a.jsonl", b"{", "Not read: a.jsonl"),
        ("", b"{", "The text is not JSON: line 1, column 2, unexpected end of data. Nothing was"),
        ("a.bin", b"\x00\x01\x02" * 40, "Not read: a.bin"),
        ("a.txt", b"caf\xe9 au lait", "Nothing was sent."),
        ("", b"x" * (MAX_BYTES + 1), "larger than 16 MiB"),
        (
            "a.jsonl.gz",
            gzip.compress(b'{"id": "a", "text": "Rain."}\n' * 10_001),
            "more than 10,000",
        ),
    ],
)
def test_try_refuses_with_a_sentence_and_sends_nothing(
    path: Path, kafka: Cluster, name: str, content: bytes, sentence: str
) -> None:
    desk = EchoDesk(kafka, path.parent)

    async def look(pages: Pages) -> None:
        status, text = await post(pages, content, name)
        assert (status, sentence in text) == (422, True), text
        assert read_committed(kafka, [desk.chain.articles]) == []

    run(path, look, **desk.changes)


def test_articles_of_a_file_that_has_too_much_are_refused() -> None:
    line = b'{"text": "%s"}\n' % (b"a" * 10**6)
    assert len(articles_of("a.jsonl", line * 20)) == 20
    with pytest.raises(TrialRefused, match="more than 64 MiB"):
        articles_of("a.jsonl", line * 70)


def test_try_a_missing_right_is_a_sentence(path: Path) -> None:
    def refuse(name: str, content: bytes) -> Tried:
        raise RightsError("Missing: Write on Topic articles.", "`newsdesk topics acls` …")

    async def look(pages: Pages) -> None:
        status, text = await post(pages, b"Rain.")
        assert (status, "Missing: Write on Topic articles." in text) == (422, True)

    run(path, look, allow_writes=True, send_trial=refuse)


def test_try_a_desk_that_only_reads_says_how_to_start_one_that_sends(path: Path) -> None:
    def send(name: str, content: bytes) -> Tried:
        return Tried([TriedArticle("", "a")])

    async def look(pages: Pages) -> None:
        text = await pages.get("/try")
        assert "newsdesk desk --allow-writes" in text
        assert "<textarea" not in text
        status, text = await post(pages, b"Rain.")
        assert (status, "This desk only reads" in text) == (403, True)

    run(path, look, send_trial=send)
