"""Structured logs on standard error, ours and those of the libraries."""

import logging
import sys
import threading
from time import monotonic
from types import TracebackType
from typing import Any

import structlog

from newsdesk.client.rights import Operation, refused
from newsdesk.controls import escaped
from newsdesk.redaction import redact
from newsdesk.settings import LogSettings

log = structlog.get_logger()

_SECRETIVE = ("aiokafka", "boto3", "botocore", "kafka")
"""Below info, these log their configuration and what they send: passwords, proofs, signatures."""

_CHATTY = (*_SECRETIVE, "asyncio", "faust", "mode", "httpx", "trafilatura", "transformers")

_HAVE_FAILURES_OF_AIOKAFKA = ("aiokafka.producer.sender", "asyncio")
"""The one logs what its tasks raise, the other futures that failed and that nobody awaited."""

_TRACES = ("exception", "stack")

_EXTRAS = ("problem", "advice")
"""The fields that the room `client` adds to its records: it logs by the logging of Python."""


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
        if record.levelno < logging.INFO and record.name.startswith(_SECRETIVE):
            return False
        words, now = record.getMessage(), monotonic()
        if now - self._last_seen.get(words, -self._seconds) < self._seconds:
            return False
        self._last_seen = {w: t for w, t in self._last_seen.items() if now - t < self._seconds}
        self._last_seen[words] = now
        return True


def _is_news(record: logging.LogRecord) -> bool:
    """Whether it is more than what aiokafka makes of a right that is missing.

    The stage has that as its problem, in a sentence.
    """
    error = record.exc_info[1] if record.exc_info else None
    if error is None or record.name not in _HAVE_FAILURES_OF_AIOKAFKA:
        return True
    return not any(refused(each, Operation.READ) for each in (error, error.__cause__))


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Leaves out the secrets that the process knows, in messages and in tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is logged."""
        return redact(super().format(record))


def configure_logs(settings: LogSettings) -> None:
    """Send all logs to standard error; those of libraries from `warning` on, or from `debug`.

    Clients of Kafka and of AWS never log below `info`.
    """
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
    foreign: list[structlog.typing.Processor] = [structlog.stdlib.ExtraAdder(_EXTRAS), *shared]
    formatter = _RedactingFormatter(foreign_pre_chain=foreign, processors=_rendering(settings))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(_is_news)
    handler.addFilter(_OncePerPeriod())
    level = settings.level.upper()
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(_library_level(name, level))


def log_everything() -> None:
    """Log what Python writes to standard error by itself: warnings, and errors nobody caught."""
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_of_thread
    sys.unraisablehook = _log_unraisable


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    log.error("uncaught error", exc_info=(kind, error, trace))


def _log_of_thread(uncaught: threading.ExceptHookArgs) -> None:
    if uncaught.exc_value and not isinstance(uncaught.exc_value, SystemExit):
        info = (uncaught.exc_type, uncaught.exc_value, uncaught.exc_traceback)
        log.error("uncaught error", thread=getattr(uncaught.thread, "name", None), exc_info=info)


def _log_unraisable(uncaught: "sys.UnraisableHookArgs") -> None:
    if uncaught.exc_value:
        info = (uncaught.exc_type, uncaught.exc_value, uncaught.exc_traceback)
        log.error("uncaught error", within=repr(uncaught.object), exc_info=info)


def _library_level(name: str, level: str) -> str:
    if level != "DEBUG":
        return "WARNING"
    return "INFO" if name in _SECRETIVE else "DEBUG"


def _rendering(settings: LogSettings) -> list[structlog.typing.Processor]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    trace = structlog.processors.format_exc_info
    if settings.format == "json":
        return [drop, trace, structlog.processors.JSONRenderer()]
    console = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    return [drop, trace, _one_line_each, console]


def _one_line_each(
    logger: Any, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Escape what a terminal obeys, and indent tracebacks, so that no text can forge a log line."""
    for name, value in event.items():
        if name in _TRACES:
            event[name] = "\n".join(f"    {escaped(line)}" for line in str(value).split("\n"))
        elif isinstance(value, str):
            event[name] = escaped(value)
    return event
