"""Looks for articles in Kafka, for the desk's pages."""

import threading
from datetime import datetime

from newsdesk.chain import traced_topics
from newsdesk.client.consumer import require_topics
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.tracing.run import trace
from newsdesk.client.tracing.trace import Trace
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import Settings


class TraceStopped(NewsdeskError):
    """Raised when the desk ends while it looks for an article."""


class DeskTracer:
    """Traces with the settings of the desk, until it is stopped.

    Rights and topics are checked once: a page that follows an article asks again and again.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._is_checked = False
        self._stopping = threading.Event()

    def __call__(self, query: str, since: datetime) -> Trace:
        """Return the trace.

        Raises:
            RightsError: if the desk's user may not read all that is looked through.
            UnreachableError: if Kafka does not answer.
            TopicError: if a topic is missing.
            TraceStopped: if the desk ends.
        """
        settings = self._settings
        cluster, topics = settings.kafka.cluster(), traced_topics(settings.topics, settings.worker)
        if not self._is_checked:
            require_rights(cluster, rights_of([Task.TRACE], settings))
            require_topics(cluster, topics.all)
            self._is_checked = True
        return trace(cluster, topics, query, since, self._go_on)

    def stop(self) -> None:
        """Let a trace that runs end at its next message."""
        self._stopping.set()

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise TraceStopped("The desk ends.")
