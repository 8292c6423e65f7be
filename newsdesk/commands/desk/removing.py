"""Finds what cleaning removed from an article: its message is read, and compared in a process."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
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

MOST_SECONDS = 30.0


class RemovalError(NewsdeskError):
    """Raised when an original cannot be compared with its text."""


class RemovalFinder:
    """Finds with the settings of the desk.

    The comparison stays out of the desk's process: a text may be made to cost much time.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __call__(self, wanted: Wanted) -> Removals:
        """Return what was removed.

        Raises:
            OriginalNotFound: if the message is gone.
            UnreachableError, RightsError: if Kafka does not answer, or not this user.
            RemovalError: if the comparison takes too long, or fails.
        """
        message = await asyncio.to_thread(self._original, wanted.origin)
        limit = str(self._settings.limits.max_characters)
        return await compared_apart(message.value or b"", wanted.text, limit)

    def _original(self, origin: Origin) -> SourceMessage:
        cluster, topic = self._settings.kafka.cluster(), FIRST.reads(self._settings.topics)
        # Kafka hides a topic that this user may not read, as if there was none.
        require_rights(cluster, [Right(Operation.READ, Resource.TOPIC, topic)])
        return original_of(cluster, topic, origin)


async def compared_apart(original: bytes, text: str, limit: str) -> Removals:
    """Return what was removed of an article's message, as a process finds it.

    Raises:
        RemovalError: if it takes longer than MOST_SECONDS, or fails.
    """
    command = [sys.executable, "-m", "newsdesk.commands.desk.comparison", limit]
    question = text.encode("utf-8", "surrogatepass")
    head = len(question).to_bytes(8, "big")
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    try:
        async with asyncio.timeout(MOST_SECONDS):
            answer, _ = await process.communicate(head + question + original)
    except TimeoutError as error:
        raise RemovalError(
            f"The comparison took more than {MOST_SECONDS:.0f} seconds, and was ended."
        ) from error
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode:
        raise RemovalError("The message and the text could not be compared.")
    return _removals(orjson.loads(answer))


def _removals(fields: dict[str, Any]) -> Removals:
    placed = [Removal(**each) for each in fields["placed"]]
    elsewhere = [(kind, text) for kind, text in fields["elsewhere"]]
    return Removals(placed, elsewhere, fields["left_out"], fields["problem"])
