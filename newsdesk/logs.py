"""Structured logs on standard error, ours and those of the libraries."""

import logging
import sys
import traceback
from time import monotonic
from typing import Any, TextIO

import structlog

from newsdesk.settings import LogSettings

_CHATTY = ("aiokafka", "asyncio", "faust", "mode", "kafka", "httpx", "trafilatura", "transformers")


class _OncePerPeriod(logging.Filter):
    """Lets a library's message through once per period: some repeat one ten times a second."""

    def __init__(self, seconds: float = 30.0) -> None:
        super().__init__()
        self._seconds = seconds
        self._last_seen: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the record should be logged."""
        if not record.name.startswith(_CHATTY):
            return True
        words, now = record.getMessage(), monotonic()
        if now - self._last_seen.get(words, -self._seconds) < self._seconds:
            return False
        self._last_seen = {w: t for w, t in self._last_seen.items() if now - t < self._seconds}
        self._last_seen[words] = now
        return True


def configure_logs(settings: LogSettings) -> None:
    """Send all logs to standard error; those of libraries from `warning` on, or from `debug`."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=_rendering(settings)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(_OncePerPeriod())
    level = settings.level.upper()
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel("DEBUG" if level == "DEBUG" else "WARNING")


def _rendering(settings: LogSettings) -> list[structlog.typing.Processor]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if settings.format == "json":
        return [drop, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    renderer = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=_write_traceback
    )
    return [drop, _escape, renderer]


def _escape(
    _logger: Any, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Escape what would begin a line or obey the terminal: libraries log parts of articles."""
    for key, value in event.items():
        if isinstance(value, str) and not value.isprintable():
            event[key] = _escaped(value)
    return event


def _write_traceback(output: TextIO, error: structlog.typing.ExcInfo) -> None:
    """Write a traceback, indented: an error's message may have lines that look like the log's."""
    for line in "".join(traceback.format_exception(*error)).splitlines():
        output.write(f"\n  {_escaped(line)}")


def _escaped(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
