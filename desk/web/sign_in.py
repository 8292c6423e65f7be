"""The page that asks for the token, and the cookie that remembers it."""

import hmac
from http import HTTPStatus

from aiohttp import web

from newsdesk.desk.web.assets import PREFIX
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.forms import form_of
from newsdesk.desk.web.rendering import page

COOKIE = "newsdesk-desk"
PATH = "/token"

_COOKIE_SECONDS = 30 * 86_400
_MOST_BYTES = 16 * 1024
"""Bytes of the form, which is read before it is known who asks."""


def is_signed_in(request: web.Request) -> bool:
    """Whether the request has the token, as a cookie or as a bearer token, if one is needed."""
    token = context_of(request).token
    if token is None or request.path.startswith(PREFIX):
        return True
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return any(_is_token(given, token) for given in (request.cookies.get(COOKIE, ""), bearer))


def ask(request: web.Request, *, is_wrong: bool = False) -> web.Response:
    """Return the page with the form for the token."""
    response = page(request, "sign_in.html.j2", HTTPStatus.UNAUTHORIZED, is_wrong=is_wrong)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


async def sign_in(request: web.Request) -> web.StreamResponse:
    """Remember a token that is right in a cookie, and lead to the stream."""
    form, token = await form_of(request, _MOST_BYTES), context_of(request).token
    given = form.first("token")
    if token is not None and not _is_token(given, token):
        return ask(request, is_wrong=True)
    response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": "/"})
    if token is not None:
        response.set_cookie(
            COOKIE,
            token,
            max_age=_COOKIE_SECONDS,
            httponly=True,
            samesite="Strict",
            secure=request.secure,
        )
    return response


def _is_token(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())
