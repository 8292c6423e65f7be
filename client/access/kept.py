"""The log line where something new cannot be used, and what was used last is used again."""

import structlog

from newsdesk.client.errors import ClientError


def keep_last(error: ClientError) -> None:
    """Log why the last secret, file or token is kept, where this process has a log."""
    # Without one, structlog writes to standard output, where events may be.
    if structlog.is_configured():
        structlog.get_logger().warning(
            "credentials kept", problem=error.problem, advice=error.advice
        )
