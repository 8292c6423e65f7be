"""Writes what was read, and does not let one message hold up all others."""

import sqlite3
from collections.abc import Iterator

import structlog

from newsdesk.client.following import Followed
from newsdesk.desk.store.writing import Position, Writer
from newsdesk.schemas import SourceMessage

log = structlog.get_logger()

_REFUSED = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    OverflowError,
    ValueError,
)
"""Errors that are a message's own: all others can be written."""


class Delivery:
    """Writes what is read into the database."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._next: dict[Position, int] = {}

    def positions(self) -> dict[Position, int]:
        """Return the offset to read next, of each partition that was read."""
        self._next = self._writer.positions()
        return {**self._next}

    def write(self, followed: Followed) -> None:
        """Write the messages; what the database refuses is logged, and left out.

        A partition that begins again was made again: what was read of it before is deleted.
        """
        for place in {*self._begun_again(followed)}:
            log.warning("desk reads a topic again", topic=place[0], partition=place[1])
            self._writer.forget(*place)
        try:
            self._writer.write(followed.messages, followed.positions)
        except _REFUSED:
            self._write_each(followed)
        self._next |= followed.positions

    def _begun_again(self, followed: Followed) -> Iterator[Position]:
        for message in followed.messages:
            place = message.topic, message.partition
            if message.offset < self._next.get(place, 0):
                yield place

    def _write_each(self, followed: Followed) -> None:
        for message in sorted(followed.messages, key=_place):
            reached = {(message.topic, message.partition): message.offset + 1}
            try:
                self._writer.write([message], reached)
            except _REFUSED as error:
                log.warning(
                    "desk left a message out",
                    topic=message.topic,
                    partition=message.partition,
                    offset=message.offset,
                    problem=str(error),
                )
        self._writer.write([], followed.positions)


def _place(message: SourceMessage) -> tuple[str, int, int]:
    return message.topic, message.partition, message.offset
