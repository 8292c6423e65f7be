"""Removing the captions of pictures, which newspapers set apart from the article."""
# ruff: noqa: RUF001 (typographic quotes)

import re
from collections.abc import Sequence

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.inserts.picture_credits import AT_END, LABEL, SURE, SURE_AT_END
from newsdesk.enrichment.cleaning.inserts.tenses import only_shows, reports
from newsdesk.enrichment.cleaning.rules.credits import AGENCY
from newsdesk.enrichment.cleaning.rules.ruleset import kind_of

KIND = "caption"
_HINTS = (
    "/", "©", "摄", "攝", "photo", "foto", "imag", "pictur", "illustr", "bild", "beeld", "credit",
    "crédit", "quelle", "composite", "graphic", "ap)", "via ", "alliance", "фото", "zdj", "archi",
    "courtesy", "grab", "handout",
)  # fmt: skip
_LONGEST = 700
_TAIL = 200
_HEAD = 450
_FIRST_LINES = 6
_AFTER = 10
_MOST_WORDS = 35
_SHORTEST_LEAD = 60
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!?])[”\"'’)]?\s+(?=[A-ZÀ-Þ\"“«])")
_ENDS = (".", "!", "?", ".”", '."')
_TOGGLE = re.compile(r"(?:hide|toggle|show) caption$", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:said|says|told|announced|according to|will)\b")
_LEAD = re.compile(rf"{SURE.pattern}|\((?:Reuters|REUTERS|AP|AFP|dpa|EFE|ANSA|Lusa|CNN)\)")
_ANY = 10
_LONGEST_CREDIT = 130
_HINTS_OF_CREDITS = (*_HINTS, ":", "|", "getty", "caption", "fot.", " - ", "(")
_BRACKETS = (")", "]", ").", "].")
_AGENCY = re.compile(rf"\b{AGENCY}\b")


def drop_captions(lines: Sequence[str]) -> tuple[list[str], list[RemovedLine]]:
    """Return `lines` without captions, and these.

    A caption has a label ("FILE PHOTO:") or an agency's credit, in its line or, before the article,
    in the next one; where the credit may also belong to a paragraph, it is a caption if it
    nothing. If less is left than goes, as in a gallery, all lines stay.
    """
    found = {at: len(line) for at, line in enumerate(lines) if line and _is_caption(lines, at)}
    glued = _glued(lines, found)
    dropped = sum(found.values()) + sum(glued.values())
    left = sum(map(len, lines)) - dropped
    if not dropped or left < max(dropped, _SHORTEST_LEAD):
        return list(lines), []
    removed = [
        RemovedLine(KIND, lines[at][: found.get(at) or glued[at]].strip())
        for at in sorted(found | glued)
    ]
    return [
        line[glued.get(at, 0) :].lstrip() if at in glued else line
        for at, line in enumerate(lines)
        if at not in found
    ], removed


def _is_caption(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if len(line) > _LONGEST:
        return False
    if LABEL.match(line):
        return _is_labelled(line)
    tail = line[-_TAIL:].lower()
    if tail.endswith(_BRACKETS) or any(map(tail.__contains__, _HINTS)):
        start = max(0, len(line) - _TAIL)
        if sure := SURE_AT_END.search(line, start):
            return sure.start() > 0 and not _REPORTED.search(_SENTENCE_END.split(line)[0])
        if credit := AT_END.search(line, start):
            head = line[: credit.start() + 1].strip()
            return bool(head) and len(_SENTENCE_END.split(head)) == 1 and only_shows(head)
    return at < _FIRST_LINES and _stands_by_its_credit(lines, at)


def _is_labelled(line: str) -> bool:
    """Whether a line with a label is all caption: with a credit at its end, or of one sentence."""
    if SURE_AT_END.search(line, max(0, len(line) - _TAIL)):
        return True
    one = len(_SENTENCE_END.split(line)) == 1
    return one and not _REPORTED.search(line) and not _LEAD.search(line)


def _stands_by_its_credit(lines: Sequence[str], at: int) -> bool:
    """Whether the line shows something, beside a credit, and an article that reports follows."""
    line = lines[at]
    if not line.endswith(_ENDS) or line.count(" ") > _MOST_WORDS:
        return False
    before = [text for text in lines[:at] if text]
    after = [text for text in lines[at + 1 : at + 1 + _AFTER] if text]
    credits = 0
    while credits < len(after) and _is_credit(after[credits]):
        credits += 1
    if not credits and not (before and _is_credit(before[-1])):
        return False
    if not only_shows(line) or len(_SENTENCE_END.split(line)) > 1:
        return False
    return any(len(text) >= _SHORTEST_LEAD and reports(text) for text in after[credits:][:2])


def _is_credit(line: str) -> bool:
    if len(line) > _LONGEST_CREDIT or not any(map(line.lower().__contains__, _HINTS_OF_CREDITS)):
        return False
    kind = kind_of(line, _ANY)
    return (kind == "photo_credit" and not reports(line)) or bool(
        _TOGGLE.match(line) or (kind and _AGENCY.search(line))
    )


def _glued(lines: Sequence[str], found: dict[int, int]) -> dict[int, int]:
    """Return where the caption ends with which the first line begins, by the line's number."""
    at = next((n for n, line in enumerate(lines) if line and n not in found), None)
    if at is None or not (sure := SURE.search(lines[at], 0, _HEAD)):
        return {}
    head, rest = lines[at][: sure.start()], lines[at][sure.end() :].lstrip()
    one = len(_SENTENCE_END.split(head)) == 1 or LABEL.match(head)
    caption = head.strip() and one and not _REPORTED.search(head)
    begins = len(rest) >= _SHORTEST_LEAD and (rest[0].isupper() or not rest[0].isalnum())
    return {at: len(lines[at]) - len(rest)} if caption and begins else {}
