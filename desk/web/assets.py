"""The desk's scripts and styles, under addresses that change with what is in them."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

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
    return frozenset(_names_in(files("newsdesk.desk.web").joinpath("static"), ""))


def _names_in(folder: Traversable, path: str) -> Iterator[str]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _names_in(each, f"{path}{each.name}/")
        else:
            yield f"{path}{each.name}"


@cache
def _content(name: str) -> bytes:
    return files("newsdesk.desk.web").joinpath("static", *name.split("/")).read_bytes()


@cache
def _digest() -> str:
    """Return one digest of all files: a script finds those that it imports beside it, once."""
    contents = hashlib.sha256()
    for name in sorted(_names()):
        contents.update(_content(name))
    return contents.hexdigest()[:12]
