"""The child process that works out outcomes: whatever its models do, the worker survives it."""

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from agents.stage import AnyStage, Published
from enrichment.outcome import NOT_THE_MESSAGES_FAULT
from enrichment.ports import EngineUnavailable
from schemas import SourceMessage

BuildStages = Callable[[], Mapping[str, AnyStage]]
"""Builds the stages, models and all, in the child. It is pickled on its way there."""

_KILL_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Request:
    """Messages for a stage."""

    number: int
    stage: str
    messages: Sequence[SourceMessage]


@dataclass(frozen=True, slots=True)
class Answer:
    """A request's outcomes, or what it came to instead."""

    number: int
    outcomes: list[Published] | None
    error: Exception | None


class ChildFailed(RuntimeError):
    """Raised when the stages cannot be built; carries what the child told."""


class Child:
    """One life of the child process."""

    def __init__(self, build: BuildStages) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, build), name="newsdesk-models", daemon=True
        )
        self._process.start()
        theirs.close()
        self._sending = threading.Lock()

    def wait_until_ready(self) -> None:
        """Return once the stages are built.

        Raises:
            ChildFailed: if they cannot be built, with the reason.
        """
        try:
            problem = self._connection.recv()
        except (EOFError, OSError) as died:
            raise ChildFailed(
                f"The process that loads the models ended ({self.ending()})."
            ) from died
        if problem is not None:
            self.kill()
            raise ChildFailed(problem)

    def send(self, request: Request) -> None:
        """Hand over a request. Blocks for as long as the pipe is full.

        Raises:
            OSError: if the child is gone.
        """
        with self._sending:
            self._connection.send(request)

    def receive(self) -> Answer:
        """Wait for the next answer.

        Raises:
            EOFError, OSError: if the child is gone.
        """
        answer: Answer = self._connection.recv()
        return answer

    def ending(self) -> str:
        """Say how the child ended, after it did."""
        self._process.join(_KILL_SECONDS)
        code = self._process.exitcode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return f"exit code {code}"

    def kill(self) -> None:
        """End it at once, whatever it is doing, and wait until it is gone."""
        self._process.kill()
        self._process.join(_KILL_SECONDS)


def _serve(connection: Connection, build: BuildStages) -> None:
    """Answer requests until the worker is gone. Each stage has a thread of its own."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # The worker drains first, and ends this process then.
        signal.signal(number, signal.SIG_IGN)
    try:
        stages = build()
    except Exception as error:  # noqa: BLE001 - the worker raises it in its own name
        connection.send(str(error) or type(error).__name__)
        return
    connection.send(None)
    sending = threading.Lock()
    requests: dict[str, queue.SimpleQueue[Request]] = {}
    for name, stage in stages.items():
        requests[name] = queue.SimpleQueue()
        arguments = (stage, requests[name], connection, sending)
        threading.Thread(target=_answer_all, args=arguments, daemon=True).start()
    while True:
        try:
            request = connection.recv()
        except (EOFError, OSError):
            # Not sys.exit: a model in the middle of its work would keep the process.
            os._exit(0)
        requests[request.stage].put(request)


def _answer_all(
    stage: AnyStage,
    requests: "queue.SimpleQueue[Request]",
    connection: Connection,
    sending: threading.Lock,
) -> None:
    while True:
        request = requests.get()
        answer = _answer(stage, request)
        with sending, contextlib.suppress(OSError):
            connection.send(answer)


def _answer(stage: AnyStage, request: Request) -> Answer:
    try:
        return Answer(request.number, stage.process(request.messages), None)
    except NOT_THE_MESSAGES_FAULT as error:
        return Answer(request.number, None, _portable(error))
    except Exception:  # noqa: BLE001 - it is told to the worker, which decides
        return Answer(request.number, None, ChildFailed(traceback.format_exc(limit=-5)))


def _portable(error: Exception) -> Exception:
    """Return an error that survives the way to the worker, whatever the original carries."""
    kinds = (EngineUnavailable, MemoryError, OSError)
    kind = next(kind for kind in kinds if isinstance(error, kind))
    return kind(str(error) or type(error).__name__)
