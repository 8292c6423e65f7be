"""What was written through the page, for the log: when, what, and from where."""

import structlog
from aiohttp import web

log = structlog.get_logger()


def log_write(request: web.Request, what: str, **facts: object) -> None:
    """Log one write; without texts of articles."""
    log.info("desk wrote", what=what, remote=request.remote, **facts)
