"""Replays that the page has started: one at a time, in a thread, by the code of the command."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_topics
from newsdesk.client.dead_letters.replay import replay
from newsdesk.client.dead_letters.stored import Place
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Right
from newsdesk.client.transactions import replayer_id
from newsdesk.schemas.errors import NewsdeskError

log = structlog.get_logger()

_MOST_KEPT = 50


class ReplayRunning(NewsdeskError):
    """Raised when another replay of this desk has not ended."""


@dataclass(frozen=True, slots=True)
class ReplayJob:
    """A replay: how many were sent, and how many had been replayed before.

    `ended` is in seconds since 1970; None while it runs. Without a `problem` it went well.
    """

    number: int
    places: Sequence[Place]
    started: float
    sent: int = 0
    already: int = 0
    ended: float | None = None
    problem: str = ""
    advice: str = ""


class ReplayJobs:
    """Starts replays, and knows the last of them."""

    def __init__(
        self, cluster: Cluster, topics: LetterTopics, rights: Sequence[Right] = ()
    ) -> None:
        self._cluster = cluster
        self._rights = rights
        self._topics = topics
        self._jobs: OrderedDict[int, ReplayJob] = OrderedDict()
        self._changing = threading.Lock()

    def start(self, places: Sequence[Place]) -> ReplayJob:
        """Begin to replay the dead letters at `places`, each once.

        Raises:
            ReplayRunning: if another replay runs; two would take turns at fencing each other.
        """
        with self._changing:
            if running := next((j for j in self._jobs.values() if j.ended is None), None):
                raise ReplayRunning(
                    f"Replay {running.number} runs: {running.sent} of {len(running.places)} sent.",
                    "Wait until it has ended.",
                )
            number = next(reversed(self._jobs), 0) + 1
            job = self._jobs[number] = ReplayJob(number, places, time.time())
            while len(self._jobs) > _MOST_KEPT:
                self._jobs.popitem(last=False)
        threading.Thread(target=self._run, args=[number], name="desk-replay", daemon=True).start()
        return job

    def get(self, number: int) -> ReplayJob | None:
        """Return the job of that number, as it is now; None if it is not known any more."""
        return self._jobs.get(number)

    def _run(self, number: int) -> None:
        places = self._jobs[number].places
        try:
            require_rights(self._cluster, self._rights)
            require_topics(self._cluster, [self._topics.dead_letter, self._topics.replays])
            report = replay(
                self._cluster,
                self._topics,
                replayer_id(self._topics.replays),
                places,
                lambda sent: self._change(number, lambda job: replace(job, sent=job.sent + sent)),
            )
        except NewsdeskError as error:
            problem, advice = error.problem, error.advice
            self._end(number, lambda job: replace(job, problem=problem, advice=advice))
        except Exception as error:
            log.exception("replay failed")
            problem = f"The replay failed: {type(error).__name__}: {error}"
            self._end(number, lambda job: replace(job, problem=problem, advice="Try it again."))
        else:
            self._end(number, lambda job: replace(job, already=report.already))

    def _end(self, number: int, change: Callable[[ReplayJob], ReplayJob]) -> None:
        self._change(number, lambda job: replace(change(job), ended=time.time()))

    def _change(self, number: int, change: Callable[[ReplayJob], ReplayJob]) -> None:
        with self._changing:
            self._jobs[number] = change(self._jobs[number])
