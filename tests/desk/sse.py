"""Server-sent events as a browser reads them."""

from collections.abc import AsyncIterator

from aiohttp import ClientResponse


async def events_of(response: ClientResponse) -> AsyncIterator[dict[str, str]]:
    event: dict[str, str] = {}
    async for line in response.content:
        name, _, value = line.decode().rstrip("\r\n").partition(": ")
        if name:
            event[name] = f"{event[name]}\n{value}" if name in event else value
        elif event:
            yield event
            event = {}
