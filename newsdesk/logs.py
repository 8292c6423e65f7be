"""Structured logs on standard error, ours and those of the libraries."""

import logging
import sys

import structlog

from newsdesk.settings import LogSettings

_CHATTY = ("aiokafka", "faust", "mode", "kafka", "httpx", "trafilatura", "transformers")


def configure_logs(settings: LogSettings) -> None:
    """Send everything to standard error; libraries speak from `warning` on, or from `debug`."""
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
    level = settings.level.upper()
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel("DEBUG" if level == "DEBUG" else "WARNING")


def _rendering(settings: LogSettings) -> list[structlog.typing.Processor]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if settings.format == "json":
        return [drop, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return [drop, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
