"""The role of each sentence in its article: what a summary may be made of, and what it may not.

A role is seen by a sentence's form and by its place: its line, and the lines beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from newsdesk.enrichment.cleaning.inserts.picture_credits import (
    LABEL,
    SHOWN,
    ends_with_credit,
    has_sure_credit,
    may_end_with_credit,
)
from newsdesk.enrichment.cleaning.inserts.tenses import only_shows
from newsdesk.enrichment.cleaning.rules.embeds import CREDIT
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.summaries import notices
from newsdesk.enrichment.summaries.courtesies import is_courtesy
from newsdesk.enrichment.summaries.interviews import is_nameless, speaker_of, turns_that_ask
from newsdesk.enrichment.summaries.marks import BULLET, NUMBER, is_digest
from newsdesk.enrichment.summaries.standalone import is_question


class Role(IntEnum):
    """Roles, from what a summary is made of to what is taken only where there is nothing else."""

    STATEMENT = 0
    QUESTION = 1
    ITEM = 2
    """A sentence of a list."""
    POST = 3
    """A sentence of a post in a social network, or its author's name."""
    COURTESY = 4
    CAPTION = 5
    NOTICE = 6


_POST_MARK = re.compile(r"[#@]\w{2}|[\U0001F300-\U0001FAFF\u2600-\u27bf]|https?://|pic\.twitter")
_POST_LINKS = ("//t.co/", "pic.twitter.com/", "pic.x.com/")
_POST_END = re.compile(rf"{CREDIT.pattern}|(?:https?:)?//t\.co/|pic\.(?:twitter|x)\.com/")
_FEW = 3
_LONGEST_ITEM = 250
_LONGEST_POST = 400
_LONGEST_CAPTION = 2
_NEARBY = 4
_TAIL = 200


@dataclass(frozen=True, slots=True)
class _Line:
    """The sentences `first` to `last` (exclusive) that stand in one line."""

    first: int
    last: int
    text: str
    sentences: tuple[str, ...]


def roles_of(document: Document) -> list[Role]:
    """Return the role of each sentence, in order."""
    lines = _lines_of(document)
    roles = [
        role
        for line, asks in zip(lines, turns_that_ask([line.text for line in lines]), strict=True)
        for role in _roles_in(line, asks, alone=2 * len(line.text) > len(document.text))
    ]
    numbered = [NUMBER.match(line.text) is not None for line in lines]
    for n, line in enumerate(lines):
        if numbered[n] and any(
            numbered[max(0, n - _NEARBY) : n] + numbered[n + 1 : n + 1 + _NEARBY]
        ):
            _raise(roles, _of_item(line), Role.ITEM)
        if n and notices.has_label(lines[n - 1].text):
            _raise(roles, range(line.first, line.last), Role.NOTICE)
    if len(lines) > 1 and notices.is_about_the_author(lines[-1].sentences):
        _raise(roles, range(lines[-1].first, lines[-1].last), Role.NOTICE)
    for place in _posts(lines, len(document.text)):
        _raise(roles, place, Role.POST)
    return roles


def label_length(text: str) -> int:
    """Return the length of a label that says question, answer or reporter, or 0.

    One that says who speaks belongs to the sentence.
    """
    name, start = speaker_of(text)
    return start if name and is_nameless(name) else 0


def _lines_of(document: Document) -> list[_Line]:
    sentences, text = document.sentences, document.text
    lines: list[_Line] = []
    first = 0
    for n in range(1, len(sentences) + 1):
        if n == len(sentences) or "\n" in text[sentences[n - 1].end : sentences[n].start]:
            place = slice(sentences[first].start, sentences[n - 1].end)
            lines.append(_Line(first, n, text[place], tuple(s.text for s in sentences[first:n])))
            first = n
    return lines


def _raise(roles: list[Role], places: range, least: Role) -> None:
    for place in places:
        roles[place] = max(roles[place], least)


def _roles_in(line: _Line, asks: bool, *, alone: bool) -> Iterator[Role]:
    _, speech = speaker_of(line.text)
    captions = _captions(line, alone)
    items = _of_item(line) if (BULLET.match(line.text) or is_digest(line.text)) else range(0)
    sentences = [text[notices.bracketed_length(text) :] for text in line.sentences]
    flags = notices.notices_in(sentences, alone=alone)
    for n, (sentence, notice) in enumerate(zip(line.sentences, flags, strict=True)):
        spoken = (sentence[speech:] if n == 0 else sentence).lstrip(">» ")
        if notice:
            yield Role.NOTICE
        elif n < captions or has_sure_credit(sentence):
            yield Role.CAPTION
        elif is_courtesy(spoken):
            yield Role.COURTESY
        elif line.first + n in items:
            yield Role.ITEM
        else:
            yield Role.QUESTION if asks or is_question(sentence) else Role.STATEMENT


def _captions(line: _Line, alone: bool) -> int:
    """Return how many of the line's first sentences are a caption."""
    count = len(line.sentences)
    if count > 1 and notices.bracketed_length(line.sentences[1]) and only_shows(line.sentences[0]):
        return 1
    if LABEL.match(line.text) or SHOWN.match(line.text):
        return count if count <= _LONGEST_CAPTION and not alone else 1
    if alone or count > _LONGEST_CAPTION + 1:
        return 0
    if ends_with_credit(line.text, _TAIL):
        return count
    shows = count <= _LONGEST_CAPTION and only_shows(line.sentences[0])
    return count if shows and may_end_with_credit(line.text, _TAIL) else 0


def _of_item(line: _Line) -> range:
    """Return the sentences that belong to the line's list mark: of a paragraph only the first."""
    short = len(line.text) <= _LONGEST_ITEM
    return range(line.first, line.last if short else line.first + 1)


def _posts(lines: Sequence[_Line], size: int) -> Iterator[range]:
    """Yield the sentences of posts: those with an author or a link, and those before them."""
    for n, line in enumerate(lines):
        credit = CREDIT.search(line.text) if "(@" in line.text else None
        if credit is None and not any(map(line.text.__contains__, _POST_LINKS)):
            continue
        if credit is None or line.text[: credit.start()].strip():
            yield from _in_line(line, alone=2 * len(line.text) > size)
            continue
        yield range(line.first, line.last)
        for at in range(n - 1, max(-1, n - 1 - _NEARBY), -1):
            marked = at == n - 1 or _POST_MARK.search(lines[at].text)
            if not marked or len(lines[at].text) > _LONGEST_POST:
                break
            yield range(lines[at].first, lines[at].last)


def _in_line(line: _Line, *, alone: bool) -> Iterator[range]:
    """Yield the sentences of a line that is a post, or those of a paragraph that contains posts."""
    if len(line.text) <= _LONGEST_POST and not alone:
        yield range(line.first, line.last)
        return
    for n, text in enumerate(line.sentences):
        if mark := _POST_END.search(text):
            only_mark = len(text[: mark.start()].split()) < _FEW
            yield range(line.first + max(0, n - only_mark), line.first + n + 1)
