"""Reports of browsers about what the pages' policy has stopped: all counted, some logged."""

import json
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from newsdesk.controls import escaped
from newsdesk.desk.json_values import object_of, text_of

log = structlog.get_logger()

PATH = "/policy-reports"
MAX_BYTES = 16 * 1024
MOST_PER_MINUTE = 10

_MINUTE = 60.0
_MAX_CHARACTERS = 200


class PolicyReports:
    """Counts reports, and logs at most `MOST_PER_MINUTE` of each minute.

    `clock` returns seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._in_minute = 0
        self._left_out = 0
        self.seen = 0

    def enter(self, report: dict[str, Any]) -> bool:
        """Count a report, and return whether it was logged."""
        self.seen += 1
        if self._clock() - self._began >= _MINUTE:
            self._began, self._in_minute = self._clock(), 0
        self._in_minute += 1
        if self._in_minute > MOST_PER_MINUTE:
            self._left_out += 1
            return False
        log.warning("desk policy violated", **_facts(report), not_logged=self._left_out)
        self._left_out = 0
        return True


async def take_report(request: web.Request, reports: PolicyReports) -> web.Response:
    """Take a report as CSP 3 sends it to a `report-uri`; what is none is refused, not logged."""
    content = await _content(request)
    if content is None:
        return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        report = object_of(object_of(json.loads(content)).get("csp-report"))
    except (ValueError, RecursionError):
        report = {}
    if not report:
        return web.Response(status=HTTPStatus.BAD_REQUEST)
    is_logged = reports.enter(report)
    return web.Response(status=HTTPStatus.NO_CONTENT if is_logged else HTTPStatus.TOO_MANY_REQUESTS)


async def _content(request: web.Request) -> bytes | None:
    """Return the body, or None if it is larger than `MAX_BYTES`; no more of it is read."""
    content = b""
    async for chunk in request.content.iter_chunked(MAX_BYTES):
        content += chunk
        if len(content) > MAX_BYTES:
            return None
    return content


def _facts(report: dict[str, Any]) -> dict[str, str]:
    """Return what is logged: no query of an address, which may say what somebody reads."""
    directive = report.get("effective-directive") or report.get("violated-directive")
    return {
        "directive": _short(text_of(directive)),
        "blocked": _short(_without_query(text_of(report.get("blocked-uri")))),
        "page": _short(_path(text_of(report.get("document-uri")))),
    }


def _without_query(address: str) -> str:
    return address.partition("?")[0].partition("#")[0]


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _short(text: str) -> str:
    return escaped(text[:_MAX_CHARACTERS])
