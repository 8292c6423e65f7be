"""Reads forms that a page sends; what is no form is refused."""

from aiohttp import web
from aiohttp.http import HttpProcessingError
from multidict import MultiDictProxy


async def form_of(
    request: web.Request, most: int | None = None
) -> MultiDictProxy[str | bytes | bytearray | web.FileField]:
    """Return the fields of a form; of `most` bytes at most, if given.

    Raises:
        HTTPBadRequest: if the body is no form.
        HTTPRequestEntityTooLarge: if it is larger.
    """
    limited = request if most is None else request.clone(client_max_size=most)
    try:
        return await limited.post()
    except (ValueError, LookupError, AssertionError, HttpProcessingError) as error:
        raise web.HTTPBadRequest(text="The body is no form.\n") from error
