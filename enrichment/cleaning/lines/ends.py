"""Removing boilerplate sentences from both ends of a text that has lost its line breaks."""

import re

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.rules.ruleset import SENTENCE_RULES, kind_of

_LONGEST = 240
_FIRST_SENTENCE = re.compile(r"[^.!?»|]{2,220}[.!?»|]+\s+(?=\S)")
_LAST_SENTENCE = re.compile(
    r"(?:(?<=[.!?»|])\s+|(?<=[a-z][a-z]\.)(?=[A-Z][a-z]))[^.!?»|]{2,220}[.!?»]*$"
)


def drop_first_sentences(line: str) -> tuple[str, list[RemovedLine]]:
    """Return a text's first line without the boilerplate sentences at its start."""
    removed = []
    start = 0
    while first := _FIRST_SENTENCE.match(line, start, start + _LONGEST):
        sentence = first.group().strip()
        kind = kind_of(sentence, 0, SENTENCE_RULES)
        if not kind:
            break
        removed.append(RemovedLine(kind, sentence))
        start = first.end()
    return line[start:], removed


def drop_last_sentences(line: str) -> tuple[str, list[RemovedLine]]:
    """Return a text's last line without the boilerplate sentences at its end."""
    removed = []
    end = len(line)
    while last := _LAST_SENTENCE.search(line, max(0, end - _LONGEST), end):
        sentence = last.group().strip()
        kind = kind_of(sentence, len(line), SENTENCE_RULES)
        if not kind:
            break
        removed.append(RemovedLine(kind, sentence))
        end = last.start()
    return line[:end], removed[::-1]
