"""`python -m scripts.desk_screenshots [FOLDER]`: pictures of the desk's pages, into docs/desk.

It starts a Kafka, a worker and a desk, sends the demo's articles and some bad messages, and looks
at each page in Chromium, which has to be on the PATH. It takes a few minutes.
"""

import asyncio
import sys
from pathlib import Path

from newsdesk.settings import Settings
from scripts.desk_screenshots import chain
from scripts.desk_screenshots.pictures import take_pictures

FOLDER = chain.ROOT / "docs" / "desk"
_WAVES = 8
_SECONDS_BETWEEN = 20.0


async def _take(settings: Settings, folder: Path) -> None:
    articles, bad = chain.seeds(), chain.bad_messages()
    async with chain.served_desk(settings) as address:
        for wave in range(_WAVES):
            await chain.send(settings, articles[wave::_WAVES])
            await asyncio.sleep(_SECONDS_BETWEEN)
        await chain.send(settings, bad)
        await chain.until_out(settings, len(articles) + len(bad))
        await take_pictures(address, folder)


def main() -> None:
    """Take all pictures, and name each with its size."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with chain.running_chain() as settings:
        asyncio.run(_take(settings, folder))
    for picture in sorted(folder.glob("*.png")):
        print(f"{picture}: {picture.stat().st_size // 1024} KiB")  # noqa: T201


main()
