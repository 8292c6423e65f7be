"""Where JSON values end, in text that comes in pieces; nothing is decoded."""

import re
from collections.abc import Iterator

from newsdesk.commands.produce.streams import MAX_ARTICLE, UnusableInput

_MARK = re.compile(rb'["{}\[\]]')
_MARK_OR_COMMA = re.compile(rb'["{}\[\],]')
_IN_STRING = re.compile(rb'[^"\\\x00-\x1f]*+(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*+)*+')
_WHITE = b" \t\r\n"
_QUOTE, _BACKSLASH, _COMMA = b'"\\,'
_CLOSES = {ord("}"): ord("{"), ord("]"): ord("[")}
_BEFORE_A_STRING = frozenset(b",:[{")
_BEFORE_A_BRACKET = {ord("{"): frozenset(b":"), ord("["): frozenset(b",[")}


class Brackets:
    """Follows the brackets and strings of one JSON object or array through pieces of text."""

    def __init__(self) -> None:
        self._open = bytearray()
        self._before = 0
        self._in_string = self._after_backslash = False

    @property
    def depth(self) -> int:
        """How many brackets are open."""
        return len(self._open)

    def marks(self, piece: bytes, start: int = 0) -> Iterator[tuple[int, int]]:
        """Yield the place and the byte of each bracket, and of commas in the outermost one.

        `depth` is then what it is after the bracket.

        Raises:
            UnusableInput: where it cannot be JSON.
        """
        place = start
        while place < len(piece):
            if self._in_string:
                place = self._pass_string(piece, place)
                continue
            found = (_MARK_OR_COMMA if self.depth == 1 else _MARK).search(piece, place)
            end = found.start() if found else len(piece)
            if between := piece[place:end].rstrip(_WHITE):
                self._before = between[-1]
            if not found:
                return
            place = end + 1
            if self._take(piece[end]):
                yield end, piece[end]

    def _take(self, mark: int) -> bool:
        """Follow a mark, and return whether it is of interest."""
        if mark == _QUOTE:
            self._require(self._before in _BEFORE_A_STRING, "a string is where none can be")
            self._in_string = True
        elif opener := _CLOSES.get(mark):
            self._require(self._open[-1:] == bytes([opener]), f"a {chr(mark)} closes nothing")
            self._open.pop()
        elif mark != _COMMA:
            allowed = not self._open or self._before in _BEFORE_A_BRACKET[self._open[-1]]
            self._require(allowed, f"a {chr(mark)} is where none can be")
            self._open.append(mark)
        self._before = mark
        return mark != _QUOTE

    def _pass_string(self, piece: bytes, place: int) -> int:
        """Return the place after the string's end, or after the piece."""
        if self._after_backslash:
            self._after_backslash = False
            place += 1
        if found := _IN_STRING.match(piece, place):
            place = found.end()
        if place >= len(piece):
            return place
        if piece[place] == _QUOTE:
            self._in_string = False
        elif piece[place] == _BACKSLASH and place == len(piece) - 1:
            self._after_backslash = True
        else:
            raise UnusableInput("a string has a line break or another control character")
        return place + 1

    @staticmethod
    def _require(is_right: bool, problem: str) -> None:
        if not is_right:
            raise UnusableInput(problem)


class Elements:
    """Splits a JSON array that comes in pieces into the text of its elements.

    `rest` is what follows the array in the piece that closes it, and None before.
    """

    def __init__(self) -> None:
        self.rest: bytes | None = None
        self._brackets = Brackets()
        self._begun = bytearray()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield the elements that end in `piece`; the first piece begins with the bracket.

        Raises:
            UnusableInput: if it is no array, or an element is larger than MAX_ARTICLE.
        """
        start = 0
        for place, mark in self._brackets.marks(piece):
            depth = self._brackets.depth
            if depth > 1 or (depth == 1 and mark != _COMMA and mark != ord("[")):
                continue
            if depth == 1 and mark == ord("["):
                start = place + 1
                continue
            element = self._element(piece[start:place])
            start = place + 1
            if element or mark == _COMMA:
                yield element
            if depth == 0:
                self.rest = piece[start:]
                return
        self._begun += piece[start:]
        if len(self._begun) > MAX_ARTICLE:
            raise UnusableInput(f"an element is larger than {MAX_ARTICLE:,} bytes")

    def _element(self, end: bytes) -> bytes:
        element = bytes(self._begun) + end
        self._begun.clear()
        return element.strip(_WHITE)


def value_end(brackets: Brackets, piece: bytes, start: int = 0) -> int | None:
    """Return the place after the object or array, or None if it does not end in the piece.

    Raises:
        UnusableInput: if it cannot be JSON.
    """
    for place, _ in brackets.marks(piece, start):
        if not brackets.depth:
            return place + 1
    return None
