"""Pages that wait for Kafka delay no page that needs none."""

import asyncio
import threading
from pathlib import Path

import pytest

from newsdesk.desk.web import letter_page
from tests.desk.messages import event_at, letter_at
from tests.desk.pages import Pages, run


def test_pages_of_letters_that_wait_hold_up_no_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()

    def waiting(*_: object) -> list[object]:
        assert release.wait(60)
        return []

    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title="Rates rise"), letter_at(0))
        waits = [asyncio.create_task(pages.get("/letters/0/0")) for _ in range(64)]
        try:
            await asyncio.sleep(0.5)
            async with asyncio.timeout(20):
                assert "Rates rise" in await pages.get("/")
            assert not any(each.done() for each in waits)
        finally:
            release.set()
        assert all("The article has no text." in text for text in await asyncio.gather(*waits))

    monkeypatch.setattr(letter_page, "read_places", waiting)
    run(tmp_path / "desk.sqlite", look)
