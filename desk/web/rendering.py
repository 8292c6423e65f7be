"""Pages from templates: all text is escaped, and times and numbers read the same everywhere."""

import re
import unicodedata
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import jinja2
from aiohttp import web

from newsdesk.desk.web import addresses
from newsdesk.desk.web.assets import asset
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.reader_names import names_for

_CONTROLS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_WEB = ("http", "https")
_BREAKS = re.compile(r"([\n\t])")


def page(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """Return a page made of a template."""
    context = context_of(request)
    text = (
        _environment()
        .get_template(template)
        .render(
            values,
            path=request.path,
            name_of=names_for(request).name_of,
            state=context.state(),
            allow_writes=context.allow_writes,
        )
    )
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status)


def fragment(template: str, **values: Any) -> str:
    """Return a piece of a page made of a template."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("newsdesk.desk.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plain": plain,
        "plain_lines": plain_lines,
        "duration": duration,
        "moment": moment,
        "web_address": web_address,
    }
    environment.globals |= {
        "asset": asset,
        "address_of": addresses.address_of,
        "toggled": addresses.toggled,
        "without": addresses.without,
        "chosen": addresses.chosen,
    }
    return environment


def plain(text: str | None) -> str:
    """Return a text without what cannot be seen and changes how the rest is shown.

    Direction marks, zero-width characters and controls are left out; line ends and tabs are spaces.
    """
    shown = (
        " " if character in "\n\t\r" else character
        for character in text or ""
        if character in "\n\t\r\u200c\u200d" or unicodedata.category(character) not in _CONTROLS
    )
    return "".join(shown)


def plain_lines(text: str | None) -> str:
    """Return a text as `plain` does, with its line ends and tabs."""
    return "".join(
        part if part in ("\n", "\t") else plain(part) for part in _BREAKS.split(text or "")
    )


def moment(milliseconds: int | None) -> str:
    """Return a time in UTC, ISO 8601; the page's script shows it in the reader's zone."""
    if milliseconds is None:
        return ""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return ""


def duration(seconds: float) -> str:
    """Return a length of time in its largest unit: `0.4 s`, `3 s`, `5 min`, `2 h`, `4 d`."""
    if seconds < 1:
        return f"{seconds:.1f} s"
    for size, unit in ((60, "s"), (60, "min"), (24, "h")):
        if seconds < size:
            return f"{seconds:.0f} {unit}"
        seconds /= size
    return f"{seconds:,.0f} d"


def web_address(url: str | None) -> str:
    """Return an address that may be a link: http or https; otherwise nothing."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return url or "" if parts.scheme.lower() in _WEB and parts.netloc else ""
