"""Lines to copy into a shell. Each is one line, and a shell reads each value as it is."""

import shlex
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from newsdesk.desk.web.context import context_of

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A line, and what it is for."""

    purpose: str
    line: str


@dataclass(frozen=True, slots=True)
class MessageAt:
    """A message's place in Kafka, and the path of its value at the desk."""

    topic: str
    partition: int
    offset: int
    path: str


def event_lines(request: web.Request, message: MessageAt, article_id: str) -> Iterable[CopyLine]:
    """Yield the lines for an event: from Kafka, from the desk, and what else is known of it."""
    yield from message_lines(request, message)
    yield CopyLine("All messages of the article", trace_line(article_id))
    yield CopyLine("Why it has its topics", explain_line(article_id))


def letter_lines(request: web.Request, message: MessageAt, article_id: str) -> Iterable[CopyLine]:
    """Yield the lines for a dead letter; `article_id` is empty where it is not known."""
    yield from message_lines(request, message)
    if article_id:
        yield CopyLine("All messages of the article", trace_line(article_id))


def message_lines(request: web.Request, message: MessageAt) -> Iterable[CopyLine]:
    """Yield the lines that get a message from Kafka, and from the desk."""
    context = context_of(request)
    place = f"-t {quoted(message.topic)} -p {message.partition} -o {message.offset}"
    of_kafka = f"kcat -C -b {quoted(context.cluster.bootstrap_servers)} {place} -c 1 -e"
    address = f"{request.scheme}://{request.host}{message.path}"
    token = '-H "Authorization: Bearer $TOKEN" ' if context.token else ""
    yield CopyLine("The value from Kafka", f"{of_kafka} -q -f %s")
    yield CopyLine("Key, headers and value from Kafka", f"{of_kafka} -J")
    yield CopyLine("The value from this desk", f"curl -fsS {token}{quoted(address)}")


def trace_line(article_id: str) -> str:
    """Return the command that traces an article."""
    return f"newsdesk trace -- {quoted(article_id)}"


def explain_line(article_id: str) -> str:
    """Return the command that explains an article."""
    return f"newsdesk explain -- {quoted(article_id)}"


def quoted(value: str) -> str:
    """Return a word that a shell reads as `value`.

    What cannot be seen, as line ends and direction marks, is written in octal digits, as bash, zsh
    and ksh read them.
    """
    if not any(unicodedata.category(character) in _UNSEEN for character in value):
        return shlex.quote(value)
    return "$'" + "".join(map(_escaped, value)) + "'"


def _escaped(character: str) -> str:
    if character in "\\'":
        return "\\" + character
    if unicodedata.category(character) not in _UNSEEN:
        return character
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "replace"))
