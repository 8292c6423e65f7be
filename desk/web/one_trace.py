"""Lets a desk look for one article at a time: each look reads whole topics."""

import threading
from collections.abc import Callable
from datetime import datetime

from newsdesk.client.tracing.trace import Trace
from newsdesk.schemas.errors import NewsdeskError

Tracer = Callable[[str, datetime], Trace]
"""Looks for an article by its id, address or title, in what was written since a moment."""


class TraceRuns(NewsdeskError):
    """Raised when the desk looks for another article already."""


class OneTrace:
    """A tracer that refuses a second call while one runs, in whatever thread."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer
        self._running = threading.Lock()

    def __call__(self, query: str, since: datetime) -> Trace:
        """Return the trace.

        Raises:
            TraceRuns: if another one runs.
            NewsdeskError: as the tracer.
        """
        if not self._running.acquire(blocking=False):
            raise TraceRuns(
                "The desk looks for another article just now, and for one at a time.",
                "Try again in a moment.",
            )
        try:
            return self._tracer(query, since)
        finally:
            self._running.release()
