"""Removing the captions of pictures, which newspapers set apart from the article."""
# ruff: noqa: RUF001 (typographic quotes)

import re
from collections.abc import Sequence

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.credits import AGENCY
from newsdesk.enrichment.cleaning.picture_credits import AT_END, LABEL, SURE, SURE_AT_END
from newsdesk.enrichment.cleaning.ruleset import kind_of
from newsdesk.enrichment.cleaning.tenses import only_shows, tells

KIND = "caption"
_HINT = re.compile(
    r"[\[(/©摄攝]|[Pp]hoto|PHOTO|[Ff]oto|FOTO|[Ii]mage|IMAG|[Pp]ictur|[Bb]ild|[Bb]eeld|[Cc]aption|"
    r"FILE|Credit"
    r"|[Фф]ото|[Aa]rchiv|图|圖|picture.alliance"
)
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
_AGENCY = re.compile(rf"\b{AGENCY}\b")


def drop_captions(lines: Sequence[str]) -> tuple[list[str], list[RemovedLine]]:
    """Return `lines` without captions, and these.

    A caption has a label ("FILE PHOTO:") or an agency's credit, in its line or, before the article,
    in the next one; where the credit may also belong to a paragraph, it is a caption if it tells
    nothing. If less is left than goes, as in a gallery, all lines stay.
    """
    hinted = [_HINT.search(line) is not None for line in lines]
    if not any(hinted):
        return list(lines), []
    found = {
        at: len(line)
        for at, line in enumerate(lines)
        if line and (hinted[at] or at < _FIRST_LINES) and _is_caption(lines, at)
    }
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
    tail = max(0, len(line) - _TAIL)
    sentences = _SENTENCE_END.split(line)
    if sure := SURE_AT_END.search(line, tail):
        return bool(LABEL.match(line)) or (sure.start() > 0 and not _REPORTED.search(sentences[0]))
    if LABEL.match(line):
        return len(sentences) == 1 and not _REPORTED.search(line) and not _LEAD.search(line)
    if credit := AT_END.search(line, tail):
        head = line[: credit.start() + 1].strip()
        return bool(head) and len(_SENTENCE_END.split(head)) == 1 and only_shows(head)
    return _stands_by_its_credit(lines, at)


def _stands_by_its_credit(lines: Sequence[str], at: int) -> bool:
    """Whether the line shows something, beside a credit, and an article that tells follows."""
    line = lines[at]
    if at >= _FIRST_LINES or not line.endswith(_ENDS) or line.count(" ") > _MOST_WORDS:
        return False
    if not only_shows(line) or len(_SENTENCE_END.split(line)) > 1:
        return False
    before = [text for text in lines[:at] if text]
    after = [text for text in lines[at + 1 : at + 1 + _AFTER] if text]
    credits = 0
    while credits < len(after) and _is_credit(after[credits]):
        credits += 1
    if not credits and not (before and _is_credit(before[-1])):
        return False
    return any(len(text) >= _SHORTEST_LEAD and tells(text) for text in after[credits:][:2])


def _is_credit(line: str) -> bool:
    kind = kind_of(line, _ANY)
    return kind == "photo_credit" or bool(_TOGGLE.match(line) or (kind and _AGENCY.search(line)))


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
