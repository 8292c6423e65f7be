"""The record of what was sent through the desk: who, when and what, kept and shown."""

import re
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from newsdesk.desk.web.trying import Tried, TriedArticle
from newsdesk.desk.web.writes import MAX_BYTES, files_of, kept_writes
from tests.desk.messages import letter_at
from tests.desk.pages import Pages, run

OWN = {"Sec-Fetch-Site": "same-origin"}
LINE = (
    b'{"time": "2026-12-01T08:00:00.000+00:00", "who": "10.0.0.7", "what": "replay", "replay": 3}\n'
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def sent(name: str, content: bytes) -> Tried:
    return Tried([TriedArticle("pasted", "a")] * 3)


WRITING: dict[str, Any] = {"allow_writes": True, "send_trial": sent}


async def write(pages: Pages) -> None:
    async with pages.client.post("/try", data=b"Rain fell.", headers=OWN) as response:
        assert response.status == 200


async def words_of(pages: Pages, address: str = "/writes") -> str:
    return " ".join(re.sub("<[^>]*>", " ", await pages.get(address)).split())


def test_write_is_kept_with_who_when_and_what_and_is_shown(path: Path) -> None:
    async def look(pages: Pages) -> None:
        assert "Nothing was sent yet" in await words_of(pages)
        await write(pages)
        pages.write(letter_at(0))
        await pages.post("/replays", places="0:0")
        replayed, articles = kept_writes(path)
        assert (articles.who, articles.what, articles.facts) == (
            "127.0.0.1", "articles", {"count": 3},
        )  # fmt: skip
        assert replayed.facts == {"replay": 1, "dead_letters": 1}
        assert replayed.time_ms >= articles.time_ms > 1_700_000_000_000
        text = await words_of(pages)
        assert "2 writes" in text
        assert "127.0.0.1 articles sent by Try it 3" in text
        assert text.index("dead letters replayed 1 replay 1") < text.index("articles sent")
        assert b"Rain" not in files_of(path)[0].read_bytes()
        assert files_of(path)[0].stat().st_mode & 0o777 == 0o600

    run(path, look, **WRITING)


def test_writes_that_were_refused_or_only_planned_are_none(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(letter_at(0))
        await pages.post("/replays/plan", all="1")
        await pages.get("/letters")
        async with pages.client.post("/try", data=b" ", headers=OWN) as response:
            assert response.status == 422
        assert kept_writes(path) == []

    run(path, look, **WRITING)


def test_writes_outlast_the_database_and_the_desk(path: Path) -> None:
    run(path, write, **WRITING)
    path.unlink()

    async def look(pages: Pages) -> None:
        text = await words_of(pages)
        assert "1 write " in text
        assert "This desk only reads" in text

    run(path, look)


def test_writes_are_bounded_and_the_newest_stay(path: Path) -> None:
    newest, before = files_of(path)
    newest.write_bytes(LINE * (MAX_BYTES // len(LINE)))

    async def look(pages: Pages) -> None:
        await write(pages)
        assert len(newest.read_bytes().splitlines()) == 1
        newest.write_bytes(LINE * (MAX_BYTES // len(LINE)))
        await write(pages)
        assert before.stat().st_size + newest.stat().st_size < 2 * MAX_BYTES
        assert [each.what for each in kept_writes(path)[:2]] == ["articles", "replay"]
        assert "Older" in await words_of(pages)
        assert "Newer" in await words_of(pages, "/writes?page=2")

    run(path, look, **WRITING)


def test_writes_page_leaves_out_what_is_no_write_and_shows_only_text(path: Path) -> None:
    lines = (
        b"{", b"[]", b"\xff", b'{"time": "yesterday"}', b'{"time": 7}', LINE.strip(),
        b'{"time": "2026-12-01T08:00:01Z", "who": "<b>", "what": "<i>", "count": "<u>"}',
    )  # fmt: skip
    files_of(path)[0].write_bytes(b"\n".join(lines))

    async def look(pages: Pages) -> None:
        text = await pages.get("/writes")
        assert "2 writes" in text
        for hostile in ("<b>", "<i>", "<u>"):
            assert hostile not in text
        assert "&lt;b&gt;" in text

    run(path, look)


def test_write_that_cannot_be_kept_is_in_the_log_and_is_answered(path: Path) -> None:
    newest, _ = files_of(path)
    newest.mkdir()

    async def look(pages: Pages) -> None:
        with capture_logs() as logs:
            await write(pages)
        events = [line["event"] for line in logs]
        assert "desk wrote" in events
        assert "desk write not kept" in events
        text = await pages.get("/writes")
        assert "The file of writes cannot be read: Is a directory" in text
        assert "Nothing was sent yet" not in text

    run(path, look, **WRITING)
