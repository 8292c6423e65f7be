"""Requests that no page of the desk makes: an answer each, and no fault of the desk."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import ClientPayloadError
from structlog.testing import capture_logs

from newsdesk.desk.store.view import View
from newsdesk.desk.store.walk import chunks_of
from newsdesk.desk.web import exports
from tests.desk.messages import event_at
from tests.desk.pages import Pages, run

_FORM = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data"


@pytest.mark.parametrize("path", ["/", "/articles.csv", "/articles.jsonl", "/feed.atom"])
def test_search_reads_on_after_a_nul(tmp_path: Path, path: str) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title="Rates rise"), event_at(1, title="Rates fall"))
        found = await pages.get(f"{path}?search=rates%00rise")
        assert "Rates rise" in found
        assert "Rates fall" not in found

    run(tmp_path / "desk.sqlite", look)


@pytest.mark.parametrize("path", ["/token", "/replays/plan", "/replays"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (_PARTS, b"token=a"),
        (f"{_PARTS}; boundary=b", b"--b\r\nfoo\r\n--b--\r\n"),
        (f"{_PARTS}; boundary=b", b"--b\r\n\r\nfoo"),
        (f"{_FORM}; charset=none", b"token=a"),
        (f"{_FORM}; charset=utf-8", b"\xff"),
    ],
)
def test_body_that_is_no_form_is_refused_and_no_fault(
    tmp_path: Path, path: str, kind: str, body: bytes
) -> None:
    async def look(pages: Pages) -> None:
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": kind}
        async with pages.client.post(path, data=body, headers=headers) as response:
            assert response.status == 400

    with capture_logs() as logs:
        run(tmp_path / "desk.sqlite", look, allow_writes=True)
    assert not [line for line in logs if line["event"] == "desk page failed"]


def test_sign_in_takes_no_large_body_and_plans_do(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        await pages.post("/token", 413, token="x" * 100_000)
        await pages.post("/token", 401, token="x" * 10_000)
        bearer = {"Authorization": f"Bearer {token}", "Sec-Fetch-Site": "same-origin"}
        fields = {"place": "0:1" + "," * 100_000}
        async with pages.client.post("/replays/plan", data=fields, headers=bearer) as response:
            assert response.status == 200

    token = "a token of more than 16"
    run(tmp_path / "desk.sqlite", look, token=token, allow_writes=True)


@pytest.mark.parametrize("path", ["/articles.csv", "/articles.jsonl"])
def test_export_of_a_database_that_is_gone_is_an_error_and_no_file(
    tmp_path: Path, path: str
) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        pages.path.rename(tmp_path / "elsewhere.sqlite")
        assert "damaged or gone" in await pages.get(path, 503)

    run(tmp_path / "desk.sqlite", look)


@pytest.mark.parametrize("path", ["/articles.csv", "/articles.jsonl", "/live"])
def test_answers_in_pieces_have_the_policy_too(tmp_path: Path, path: str) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        async with pages.client.get(path) as response:
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]

    run(tmp_path / "desk.sqlite", look)


def test_head_of_an_export_has_no_body(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        for _ in range(2):  # A body would be read as the next answer.
            async with pages.client.head("/articles.csv") as response:
                assert response.status == 200
            assert len((await pages.get("/articles.csv")).splitlines()) == 2

    run(tmp_path / "desk.sqlite", look)


def test_export_that_fails_on_the_way_is_cut_and_holds_no_error_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, view: View) -> Iterator[exports.Chunk]:
        yield next(chunks_of(path, view))
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(exports, "chunks_of", failing)

    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        async with pages.client.get("/articles.csv") as response:
            with pytest.raises(ClientPayloadError):
                await response.read()
        monkeypatch.undo()
        assert len((await pages.get("/articles.csv")).splitlines()) == 2

    run(tmp_path / "desk.sqlite", look)
