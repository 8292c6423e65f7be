"""Lines of a log, each of them an object of JSON, whatever was written."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from newsdesk.redaction import hide, redact

MAX_BYTES = 1024 * 1024
"""The length of a line, at most; one that is longer is passed on in pieces."""

_VARIABLE = "NEWSDESK_LOG__FORMAT"


def asks_for_json(environment: Mapping[str, str]) -> bool:
    """Whether the log should be JSON, even where other settings cannot be used."""
    found = {name.upper(): value for name, value in environment.items()}
    return found.get(_VARIABLE) == "json"


def json_line(event: str, level: str, **fields: str) -> bytes:
    """Return a line of the log as one object, without secrets and its line end."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    shown = {name: redact(text) for name, text in fields.items() if text}
    return json.dumps({**shown, "event": event, "level": level, "timestamp": now}).encode("ascii")


class JsonLines:
    """Passes on lines that are objects of JSON, and wraps all others.

    Others that come together become one object, so that a traceback stays whole. Passwords of the
    environment are left out of them.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        for name, value in environment.items():
            if "PASSWORD" in name.upper():
                hide(value)
        self._begun = b""

    def add(self, data: bytes) -> bytes:
        """Return the lines that `data` completes; it keeps what has no line end yet."""
        *lines, self._begun = (self._begun + data).split(b"\n")
        if len(self._begun) > MAX_BYTES:
            lines, self._begun = [*lines, self._begun], b""
        return self._lines(lines)

    def rest(self) -> bytes:
        """Return the last line, which had no end."""
        last, self._begun = self._begun, b""
        return self._lines([last] if last else [])

    def _lines(self, lines: list[bytes]) -> bytes:
        written: list[bytes] = []
        others: list[bytes] = []
        for line in lines:
            if _is_object(line):
                written += [*_wrapped(others), line]
                others = []
            else:
                others.append(line)
        return b"".join(line + b"\n" for line in [*written, *_wrapped(others)])


def _is_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _wrapped(lines: list[bytes]) -> list[bytes]:
    text = b"\n".join(lines).decode("utf-8", "backslashreplace").strip("\r\n")
    if not text.strip():
        return []
    return [json_line("output", "warning", text=text)]
