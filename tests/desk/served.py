"""A desk's pages in a thread, for tests that need their own: a browser, or a process."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsdesk.schemas import SourceMessage
from tests.desk.pages import Pages, serving


@dataclass
class ServedDesk:
    """A running desk. What is written is read by its pages at once."""

    address: str
    pages: Pages
    loop: asyncio.AbstractEventLoop

    def write(self, *messages: SourceMessage) -> None:
        self.pages.write(*messages)

    def freeze(self, release: threading.Event) -> None:
        """Let the server answer nothing until `release` is set."""
        self.loop.call_soon_threadsafe(release.wait, 120)


@contextmanager
def serving_in_thread(path: Path, **changes: Any) -> Iterator[ServedDesk]:
    started: list[ServedDesk] = []
    ready, done = threading.Event(), threading.Event()

    async def serve() -> None:
        async with serving(path, **changes) as pages:
            started.append(
                ServedDesk(str(pages.client.make_url("")), pages, asyncio.get_running_loop())
            )
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=[serve()])
    thread.start()
    try:
        assert ready.wait(60)
        yield started[0]
    finally:
        done.set()
        thread.join(60)
