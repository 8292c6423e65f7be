"""The desk's scripts and styles, under addresses that change with what is in them."""

import hashlib
from functools import cache
from importlib.resources import files

from aiohttp import web

PREFIX = "/static/"
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """Return the address of a file in `static`."""
    return f"{PREFIX}{_digest()}/{name}"


async def serve(request: web.Request) -> web.Response:
    """Answer with a file that a page has named.

    Raises:
        HTTPNotFound: if there is none of that name.
    """
    name = request.match_info["name"]
    ending = name.rpartition(".")[2]
    if name not in _names() or ending not in _TYPES:
        raise web.HTTPNotFound
    return web.Response(
        body=_content(name),
        content_type=_TYPES[ending],
        charset="utf-8",
        headers={"Cache-Control": _FOREVER},
    )


@cache
def _names() -> frozenset[str]:
    return frozenset(each.name for each in files("newsdesk.desk.web").joinpath("static").iterdir())


@cache
def _content(name: str) -> bytes:
    return files("newsdesk.desk.web").joinpath("static", name).read_bytes()


@cache
def _digest() -> str:
    """Return one digest of all files: a script finds those that it imports beside it, once."""
    contents = hashlib.sha256()
    for name in sorted(_names()):
        contents.update(_content(name))
    return contents.hexdigest()[:12]
