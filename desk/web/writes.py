"""Logs what the desk's pages write to Kafka."""

import structlog
from aiohttp import web

log = structlog.get_logger()


def log_write(request: web.Request, what: str, **facts: object) -> None:
    """Log a write that a page has asked for; `facts` has how many there were."""
    log.info("desk wrote", what=what, remote=request.remote, **facts)
