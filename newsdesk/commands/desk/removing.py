"""Finds what cleaning removed from an article: its message is read, and compared in a process."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import orjson

from newsdesk.chain import FIRST
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.originals import Origin, original_of
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.desk.removals.finding import Wanted
from newsdesk.desk.removals.removal import Removal, Removals
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import Settings

MOST_SECONDS = 20.0
_LONGEST_ANSWER = 64 * 1024 * 1024


class RemovalError(NewsdeskError):
    """Raised when an original cannot be compared with its text."""


class RemovalFinder:
    """Finds with the settings of the desk.

    The comparison stays out of the desk's process: a text may be made to cost much time.
    """

    def __init__(self, settings: Settings, seconds: float = MOST_SECONDS) -> None:
        self._settings = settings
        self._seconds = seconds

    async def __call__(self, wanted: Wanted) -> Removals:
        """Return what was removed.

        Raises:
            OriginalNotFound: if the message is gone.
            UnreachableError, RightsError: if Kafka does not answer, or not this user.
            RemovalError: if the comparison takes too long, or fails.
        """
        message = await asyncio.to_thread(self._original, wanted.origin)
        limit = str(self._settings.limits.max_characters)
        return await compared_apart(message.value or b"", wanted.text, limit, self._seconds)

    def _original(self, origin: Origin) -> SourceMessage:
        cluster, topic = self._settings.kafka.cluster(), FIRST.reads(self._settings.topics)
        # Kafka hides a topic that this user may not read, as if there was none.
        require_rights(cluster, [Right(Operation.READ, Resource.TOPIC, topic)])
        return original_of(cluster, topic, origin)


async def compared_apart(
    original: bytes, text: str, limit: str, seconds: float = MOST_SECONDS
) -> Removals:
    """Return what was removed of an article's message, as a process finds it.

    Where cleaning takes longer than `seconds`, the kinds are not known.

    Raises:
        RemovalError: if the comparison takes longer, or fails.
    """
    question = text.encode("utf-8", "surrogatepass")
    head = len(question).to_bytes(8, "big")
    command = [sys.executable, "-m", "newsdesk.commands.desk.comparison", limit]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LONGEST_ANSWER
    )
    answers: list[bytes] = []
    try:
        async with asyncio.timeout(seconds):
            await _ask(process, head + question + original, answers)
    except TimeoutError:
        pass
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return _found(answers)


async def _ask(process: Process, question: bytes, answers: list[bytes]) -> None:
    """Ask the process, and add its lines to `answers` as they come."""
    if process.stdin is None or process.stdout is None:
        return
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(question)
        await process.stdin.drain()
        process.stdin.close()
    async for line in process.stdout:
        answers.append(line)


def _found(answers: Sequence[bytes]) -> Removals:
    """Return the last answer: the first one has no kinds.

    Raises:
        RemovalError: if there is none.
    """
    if not answers:
        raise RemovalError(
            "The message and the text could not be compared in the time that there is for it."
        )
    found = _removals(orjson.loads(answers[-1]))
    if len(answers) > 1 or found.problem:
        return found
    return replace(found, problem="By which rule each part was removed could not be found in time.")


def _removals(fields: dict[str, Any]) -> Removals:
    placed = [Removal(**each) for each in fields["placed"]]
    elsewhere = [(kind, text) for kind, text in fields["elsewhere"]]
    return Removals(placed, elsewhere, fields["left_out"], fields["problem"])
