"""Reads articles from JSON, however it is laid out.

A message's bytes stay as they are: the worker validates them.
"""

from collections.abc import Iterator
from itertools import chain
from typing import IO

from newsdesk.commands.produce.article_file import Articles, Unreadable
from newsdesk.commands.produce.envelopes import articles_in_text, articles_in_value
from newsdesk.commands.produce.graphs import Graph
from newsdesk.commands.produce.json_faults import why_not_json
from newsdesk.commands.produce.json_text import Brackets, Elements, value_end
from newsdesk.commands.produce.lines import Lines
from newsdesk.commands.produce.streams import MAX_ARTICLE, UnusableInput, stream_of
from newsdesk.schemas.exact_json import loads

_BETWEEN = b" \t\r\n,\x1e\xef\xbb\xbf"
"""Bytes that may stand before a value: RFC 7464 begins each with a record separator."""

_ELEMENT_BEGINS = b'{["-0123456789tfn]'


def read_document(origin: str, stream: IO[bytes]) -> Articles:
    """Read a file that should have one article or an array, and may have more of them."""
    content = stream.read(MAX_ARTICLE + 1)
    if content.lstrip(_BETWEEN).startswith(b"{"):
        try:
            decoded = loads(content)
        except ValueError:
            pass
        else:
            yield from articles_in_value(origin, content, decoded)
            return
    rest = iter(lambda: stream.read(MAX_ARTICLE), b"")
    yield from read_values(origin, stream_of(chain([content], rest)))


def read_values(origin: str, stream: IO[bytes]) -> Articles:
    """Read articles one per line, in arrays, or one after another; the layout may change.

    A line that is a whole value comes before the next line is waited for. Where a line begins a
    value that never ends, that line is unreadable, and those after it are read on their own.
    """
    lines = Lines(stream)
    after_fault = False
    while (line := lines.next(b"[")) is not None:
        content = line.lstrip(_BETWEEN)
        if not content or (after_fault and content[0] not in b"{["):
            continue  # more of what could not be read
        for article in _line(origin, lines, content):
            after_fault = isinstance(article, Unreadable)
            yield article


def _line(origin: str, lines: Lines, content: bytes) -> Articles:
    name = f"{origin}:{lines.number}"
    if lines.is_too_long:
        yield Unreadable(name, f"it is longer than {MAX_ARTICLE:,} bytes")
    elif content.startswith(b"["):
        yield from _array(origin, lines, content)
    else:
        try:
            decoded = loads(content)
        except ValueError:
            yield from _values(name, lines, content)
        else:
            yield from articles_in_value(name, content.rstrip(b"\r\n"), decoded)


def _values(name: str, lines: Lines, content: bytes) -> Articles:
    """Read a line with several values, or with the beginning of one."""
    found, place = [], 0
    try:
        while place < len(content):
            if content[place] in _BETWEEN:
                place += 1
                continue
            if content[place] not in b"{[":
                raise UnusableInput("no value begins here")
            brackets = Brackets()
            end = value_end(brackets, content, place)
            if end is None:
                found.append(_to_its_end(brackets, content[place:], lines))
                break
            found.append(content[place:end])
            place = end
    except UnusableInput:
        yield Unreadable(name, why_not_json(content.rstrip(b"\r\n")))
        return
    for value in found:
        yield from articles_in_text(name, value)


def _to_its_end(brackets: Brackets, begun: bytes, lines: Lines) -> bytes:
    """Return a value that has more than its first line.

    Raises:
        UnusableInput: if it does not end; its other lines are then still to come.
    """
    taken, size = [begun], len(begun)
    try:
        while not lines.are_single and size <= MAX_ARTICLE:
            line = lines.next()
            if line is None:
                break
            taken.append(line)
            size += len(line)
            if (end := value_end(brackets, line)) is not None:
                lines.give_back_rest(line[end:])
                return b"".join((*taken[:-1], line[:end]))
        raise UnusableInput("the value does not end")
    except UnusableInput:
        lines.give_back(taken[1:])
        raise


def _array(origin: str, lines: Lines, piece: bytes) -> Articles:
    """Read the elements of an array as they come."""
    first, number = lines.number, 0
    name = origin if first == 1 else f"{origin}:{first}"
    graph = Graph(name)
    try:
        for number, element in enumerate(_elements(lines, piece), start=1):
            if not graph.takes(element):
                yield from graph.elements()
                yield from articles_in_text(f"{name}[{number - 1}]", element)
        yield from graph.article_or_elements()
    except UnusableInput as error:
        yield from graph.elements()
        problem = f"not JSON: {error.problem}"
        if number:
            problem += f" after {number} elements, and the rest was not read"
        yield Unreadable(name, problem)
        if lines.number == first:
            lines.skip_line()
        else:
            lines.end()


def _elements(lines: Lines, piece: bytes) -> Iterator[bytes]:
    """Yield the elements of an array that begins with `piece`; what follows it is still to come.

    Raises:
        UnusableInput: if it is none, or does not end.
    """
    elements = Elements()
    after = piece[1:].lstrip()[:1]
    if after and after not in _ELEMENT_BEGINS:
        raise UnusableInput("this is no array")
    while True:
        yield from elements.feed(piece)
        if elements.rest is not None:
            lines.give_back_rest(elements.rest)
            return
        following = None if lines.are_single else lines.piece()
        if following is None:
            raise UnusableInput("the array does not end")
        piece = following
