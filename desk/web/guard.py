"""Who may ask for what: by the host's name, a token, and where a write comes from."""

import sqlite3
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.damage import unreadable
from newsdesk.desk.web.policy_reports import PATH as POLICY_REPORTS
from newsdesk.desk.web.rendering import page
from newsdesk.desk.web.sign_in import PATH, ask, is_signed_in, sign_in

log = structlog.get_logger()

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

_SEND_NOTHING = frozenset({PATH, POLICY_REPORTS})
"""What a desk that only reads takes, too: nothing of it goes to Kafka."""

_SENTENCES = {
    HTTPStatus.NOT_FOUND: "The desk has no page with this address.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "This page cannot be shown; the desk's log says why.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address cannot be asked in this way.",
}
"""What is said where an answer has no sentence."""

_READS = frozenset({"GET", "HEAD"})
_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types newsdesk",
            # Browsers that know `report-to` as well would send to that alone, and only over https.
            f"report-uri {POLICY_REPORTS}",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    # With `no-referrer`, browsers send forms with the origin `null`.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what must not be asked, and answer with a page where something fails."""
    try:
        _require_host(request)
        _require_own_write(request)
        response = await _answer(request, handler)
    except web.HTTPException as error:
        if not _is_shown(request, error):
            raise
        response = _error_page(request, error)
    except Exception:
        log.exception("desk page failed", page=request.rel_url.raw_path)
        if request.writer.output_size:
            raise  # A part of the answer is sent already.
        response = _error_page(request, web.HTTPInternalServerError())
    return response


def _is_shown(request: web.Request, error: web.HTTPException) -> bool:
    """Whether a person sees the answer: then it is a page, with where to go from here."""
    is_known = error.status != HTTPStatus.MISDIRECTED_REQUEST
    return error.status >= 400 and is_known and "text/html" in request.headers.get("Accept", "")


def _error_page(request: web.Request, error: web.HTTPException) -> web.Response:
    name = HTTPStatus(error.status).phrase
    is_usual = (error.text or "").startswith(f"{error.status}:")
    sentence = _SENTENCES.get(HTTPStatus(error.status), name) if is_usual else error.text
    return page(request, "error.html.j2", error.status, name=name, sentence=sentence)


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    if request.path == PATH and request.method == "POST":
        return await sign_in(request)
    if not is_signed_in(request):
        return ask(request)
    try:
        return await handler(request)
    except sqlite3.DatabaseError as error:
        line = unreadable(context_of(request), error)
        if request.writer.output_size:
            raise  # A part of the answer is sent already.
        raise web.HTTPServiceUnavailable(text=line) from error


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Let browsers load nothing from elsewhere, and keep nothing; before the answer is begun."""
    del request
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")


def _require_host(request: web.Request) -> None:
    """A page of another site may have a name that leads to this machine (DNS rebinding)."""
    if _name_in(f"//{request.host}") not in context_of(request).hosts:
        raise web.HTTPMisdirectedRequest(
            text="The desk is not known under this name. Give it with NEWSDESK_DESK__HOSTS.\n"
        )


def _name_in(address: str) -> str:
    """Return the host's name in an address; nothing where it has none, or a port that is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
        return parts.hostname or ""
    except ValueError:
        return ""


def _require_own_write(request: web.Request) -> None:
    """A write comes from a page of the desk, and only where writes are allowed."""
    if request.method in _READS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    is_own = site in (None, "same-origin", "none") and (
        origin is None or origin.partition("://")[2] == request.host
    )
    if not is_own or (site is None and origin is None):
        raise web.HTTPForbidden(text="A write must come from a page of the desk.\n")
    if request.path not in _SEND_NOTHING and not context_of(request).allow_writes:
        raise web.HTTPForbidden(
            text="This desk only reads. Start it with --allow-writes to send anything.\n"
        )
