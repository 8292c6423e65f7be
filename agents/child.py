"""The child process that runs the models: whatever they do, the worker survives it."""

import contextlib
import gc
import multiprocessing
import operator
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from multiprocessing.connection import Connection
from typing import Any

from newsdesk.agents.allocator import use_one_heap
from newsdesk.agents.metrics.model_metrics import Activity
from newsdesk.agents.route import Published
from newsdesk.agents.stage import AnyStage
from newsdesk.enrichment.deadline import deadline
from newsdesk.enrichment.end_with_parent import end_with
from newsdesk.enrichment.outcome import INFRASTRUCTURE_ERRORS, Rejected
from newsdesk.enrichment.ports import DeadlineExceeded, EngineUnavailable
from newsdesk.enrichment.work_record import WorkRecord, recorded
from newsdesk.schemas import OutgoingMessage, SourceMessage
from newsdesk.schemas.errors import NewsdeskError

BuildStages = Callable[[], Mapping[str, AnyStage]]
"""Builds the stages, models and all, in the child. It is pickled on its way there."""


class ObservedStages(dict[str, AnyStage]):
    """Stages by name, with the names of their `models` and what those have done so far."""

    def __init__(
        self,
        stages: Mapping[str, AnyStage],
        models: Mapping[str, str],
        activity: Callable[[], Activity],
    ) -> None:
        super().__init__(stages)
        self.models = models
        self.activity = activity


@dataclass(frozen=True, slots=True)
class Ready:
    """The stages are built, with these models."""

    models: Mapping[str, str]


_KILL_SECONDS = 10.0
_THREADS_PER_STAGE = 16
"""Micro-batches of a stage: one is prepared while the models work on others, and late ones, such as
one with a very long article, take no thread that other partitions need."""

_SWITCH_SECONDS = 0.0005


@dataclass(frozen=True, slots=True)
class Request:
    """Messages for a stage, and the seconds that its models have for them, however short."""

    number: int
    stage: str
    messages: Sequence[SourceMessage]
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A request's outcomes, each without its source message, or the error instead of them.

    `record` says what the work took, and `activity` what the process has done since it started.
    """

    number: int
    outcomes: list[tuple[tuple[OutgoingMessage, ...], Rejected | None, bool]] | None
    error: Exception | None
    record: WorkRecord
    activity: Activity

    def published(self, messages: Sequence[SourceMessage]) -> list[Published]:
        """Return the outcomes beside the messages of the request."""
        outcomes = zip(messages, self.outcomes or (), strict=True)
        return [Published(source, *outcome) for source, outcome in outcomes]


@dataclass(frozen=True, slots=True)
class Progress:
    """A request is being worked on; an answer or further progress comes within `seconds`."""

    number: int
    seconds: float


_source_fields = operator.attrgetter(*(field.name for field in fields(SourceMessage)))
_outgoing_fields = operator.attrgetter(*(field.name for field in fields(OutgoingMessage)))
_record_fields = operator.attrgetter(*(field.name for field in fields(WorkRecord)))
_activity_fields = operator.attrgetter(*(field.name for field in fields(Activity)))


class ChildFailed(NewsdeskError):
    """Raised when the stages cannot be built; carries the child's reason."""

    is_laid_out = True


class Child:
    """One life of the child process."""

    def __init__(self, build: BuildStages) -> None:
        # numpy's threads would take the models' cores, and wait for more work by spinning.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, build, os.getpid()), name="newsdesk-models", daemon=True
        )
        self._process.start()
        theirs.close()
        self._sending = threading.Lock()
        self.models: Mapping[str, str] = {}
        """Names of what is loaded, once it is ready."""

    def wait_until_ready(self) -> None:
        """Return once the stages are built.

        Raises:
            ChildFailed: if they cannot be built, with the reason.
        """
        try:
            first = self._connection.recv()
        except (EOFError, OSError) as died:
            raise ChildFailed(
                f"The process that loads the models ended ({self.ending()})."
            ) from died
        if not isinstance(first, Ready):
            raise ChildFailed(*first)
        self.models = first.models

    def send(self, request: Request) -> None:
        """Send a request. Blocks for as long as the pipe is full.

        Raises:
            OSError: if the child is gone.
        """
        # Bare tuples: pickle takes several times as long for objects.
        messages = [_source_fields(message) for message in request.messages]
        with self._sending:
            self._connection.send((request.number, request.stage, request.seconds, messages))

    def receive(self) -> Answer | Progress:
        """Wait for the next answer, or report of progress.

        Raises:
            EOFError, OSError: if the child is gone.
        """
        received = self._connection.recv()
        if isinstance(received, Progress):
            return received
        number, outcomes, error, record, activity = received
        if outcomes is not None:
            outcomes = [
                (tuple(OutgoingMessage(*fields) for fields in messages), *rest)
                for messages, *rest in outcomes
            ]
        return Answer(number, outcomes, error, WorkRecord(*record), Activity(*activity))

    def ending(self) -> str:
        """Say how the child ended, after it did."""
        self._process.join(_KILL_SECONDS)
        code = self._process.exitcode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return f"exit code {code}"

    def kill(self) -> None:
        """Kill it at once, whatever it is doing, and wait until it is gone."""
        self._process.kill()
        self._process.join(_KILL_SECONDS)


def _serve(connection: Connection, build: BuildStages, worker: int) -> None:
    """Answer requests until the worker is gone. Each stage has its own threads."""
    end_with(worker)
    use_one_heap()
    for number in (signal.SIGINT, signal.SIGTERM):
        # The worker drains first, and ends this process then.
        signal.signal(number, signal.SIG_IGN)
    try:
        stages = build()
    except Exception as error:  # noqa: BLE001 - the worker raises it in its own process
        with contextlib.suppress(OSError):
            connection.send(_parts_of(error))
        return
    # What was loaded stays: the collector need not scan it again.
    gc.collect()
    gc.freeze()
    # A model releases the interpreter lock with each operation, and needs it back soon.
    sys.setswitchinterval(_SWITCH_SECONDS)
    # A worker that was stopped in the meantime is gone.
    with contextlib.suppress(OSError):
        connection.send(Ready(getattr(stages, "models", {})))
    activity = stages.activity if isinstance(stages, ObservedStages) else Activity
    sending = threading.Lock()
    requests: dict[str, queue.SimpleQueue[Request]] = {}
    for name, stage in stages.items():
        requests[name] = queue.SimpleQueue()
        arguments = (stage, requests[name], connection, sending, activity)
        for _ in range(_THREADS_PER_STAGE):
            threading.Thread(target=_answer_all, args=arguments, daemon=True).start()
    while True:
        try:
            number, name, seconds, messages = connection.recv()
        except (EOFError, OSError):
            # Not sys.exit: a model in the middle of its work would keep the process.
            os._exit(0)
        request = Request(number, name, [SourceMessage(*m) for m in messages], seconds)
        requests[name].put(request)


def _answer_all(
    stage: AnyStage,
    requests: "queue.SimpleQueue[Request]",
    connection: Connection,
    sending: threading.Lock,
    activity: Callable[[], Activity],
) -> None:
    def send(message: object) -> None:
        with sending, contextlib.suppress(OSError):
            connection.send(message)

    while True:
        request = requests.get()  # nosec B113 - a queue, not HTTP
        with recorded() as record:
            answer = _answer(stage, request, send)
        send((*answer, _record_fields(record), _activity_fields(activity())))


def _answer(
    stage: AnyStage, request: Request, send: Callable[[Progress], None]
) -> tuple[int, list[Any] | None, Exception | None]:
    """Return the first parts of an `Answer`, its messages as bare tuples."""

    def report(seconds: float) -> None:
        send(Progress(request.number, seconds))

    try:
        with deadline(request.seconds, report):
            outcomes = stage.process(request.messages)
            parts = [
                (tuple(map(_outgoing_fields, o.messages)), o.rejection, o.is_held) for o in outcomes
            ]
    except INFRASTRUCTURE_ERRORS as error:
        return request.number, None, _portable(error)
    except Exception:  # noqa: BLE001 - the worker gets it, and decides
        return request.number, None, ChildFailed(traceback.format_exc(limit=-5))
    return request.number, parts, None


def _portable(error: Exception) -> Exception:
    """Return an error that can be pickled, whatever the original carries."""
    kinds = (DeadlineExceeded, EngineUnavailable, MemoryError, OSError)
    kind = next(kind for kind in kinds if isinstance(error, kind))
    return kind(*_parts_of(error)) if issubclass(kind, NewsdeskError) else kind(_text_of(error))


def _parts_of(error: Exception) -> tuple[str, str]:
    """Return the problem and the advice; the latter is empty unless the error has one."""
    if isinstance(error, NewsdeskError):
        return error.problem, error.advice
    return _text_of(error), ""


def _text_of(error: Exception) -> str:
    return str(error) or type(error).__name__
