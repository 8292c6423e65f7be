"""The log line where something new cannot be used, and what was used last is used again."""

import logging

from newsdesk.client.errors import ClientError

log = logging.getLogger(__name__)
# A process that has set up no log shows its own messages, and nothing else.
log.addHandler(logging.NullHandler())


def keep_last(error: ClientError) -> None:
    """Log why the last secret, file or token is kept, where this process has a log."""
    log.warning("credentials kept", extra={"problem": error.problem, "advice": error.advice})
