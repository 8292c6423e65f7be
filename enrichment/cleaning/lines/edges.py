"""Removing bylines, dates and credits from the ends of a line whose sentence stays."""
# ruff: noqa: RUF001 (names are written with typographic apostrophes)

import re
from collections.abc import Iterator

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.rules.credits import AGENCY, DESK, MEDIUM, NOT_A_NAME, PARTICLE
from newsdesk.enrichment.cleaning.rules.dates import CLOCK, DATE, MOMENT, NUMERIC_DATE
from newsdesk.enrichment.cleaning.rules.rule import CAPITAL, any_of
from newsdesk.enrichment.cleaning.surroundings.standing import Standing, dateline_end

_EDGE = 300
_BEGINS = rf"(?=[“\"‘'(\[«„¿¡]?(?:{CAPITAL}|\d))"
_WORD = r"(?:[A-Z]\.|[\w'’-]+)"
_PART = rf"(?:{CAPITAL}[\w'’-]+|{CAPITAL}\.)"
_NAME = rf"{NOT_A_NAME}{_PART}(?: (?:{_PART}|{PARTICLE})){{1,4}}"
_AUTHOR = rf"(?:{DESK}|{_NAME})"
_LABEL = (
    r"(?:(?:First |Last |Originally )?(?:[Pp]ublished|[Uu]pdated|[Mm]odified|[Pp]osted|[Cc]reated)"
    r"|(?:LAST |FIRST )?(?:PUBLISHED|UPDATED|POSTED)|Publicado|Actualizado|Atualizado|Publié|"
    r"Mis à jour|Veröffentlicht|Aktualisiert|Stand|Pubblicato|Aggiornato)"
    r"(?: (?:on|at|el|em|le|am|il|a las|à|um))?[:.]*+"
)
# Scrapers that put a full stop after each element of a page produce "By. Name." and "UPDATED:.".
_DOTTED_BYLINE = re.compile(
    rf"By ?\. ?(?:{CAPITAL}\.|{CAPITAL}[\w'’-]*)(?: {_WORD}){{0,8}}"
    rf"(?:, {CAPITAL}{_WORD}(?: {_WORD}){{0,4}})?"
    rf"(?: ?\. ?(?i:and|in|for)\b\.? ?{CAPITAL}[\w'’-]*(?: {_WORD}){{0,8}}){{0,4}} ?\. (?=\S)"
)
_BYLINE = re.compile(
    rf"(?:By|BY) {_AUTHOR}(?:(?:,| and| &|, and) {_AUTHOR}){{0,3}}"
    rf"(?:,? (?:for|For|FOR|in) {CAPITAL}\w+(?: {CAPITAL}\w+)?)?"
    rf"(?:(?:\. |\s?[|•·]\s?){_BEGINS}|,?\s(?=[|•·]?\s?{_LABEL}\s?\.?\s?(?:{CLOCK}|{MOMENT})))"
)
_STAMP = re.compile(
    rf"(?:\|\s?\.?\s?)?{_LABEL}\s?(?:{MOMENT}|{CLOCK}(?:,? {DATE})?)"
    rf"(?: by {_NAME})?\s?(?:[.|•·]++\s?+)*+{_BEGINS}"
)
_DATE_AND_TIME = re.compile(rf"(?=[^|]{{0,60}}\d[:.h]\d\d\b){MOMENT}\s?[.|•·]+\s{_BEGINS}")
_DATE_AND_DASH = re.compile(rf"{NUMERIC_DATE}(?:,? {CLOCK})?\s?[-–—|•·]\s{_BEGINS}")
_NAME_AND_MOMENT = re.compile(rf"{_NAME}\s?[|•·]\s?{MOMENT}\s?[|•·.]\s?{_BEGINS}")
_PHOTO = re.compile(
    rf"[(\[]?{MEDIUM}(?i: by| via| credit| courtesy of)?:? "
    rf"(?:{_NAME}\s?(?:/|\||,| via | for )\s?)?{AGENCY}\b(?:\s?/\s?{AGENCY}\b)*[)\]]?\.? {_BEGINS}"
)
_CHANGES = re.compile(
    r"\((?:Adds|Updates|Recasts|Corrects|Rewrites|Refiles)\b[^()]{0,150}\)(?: |$)"
)
_HANDLE = re.compile(r"Follow @{1,2}\w+(?: on (?:Twitter|X))?\s?\.? " + _BEGINS)
# These stand once, before the first sentence; below it, they head the days of a timeline.
_OPENING = (
    ("byline", _NAME_AND_MOMENT),
    ("timestamp", _DATE_AND_DASH),
    ("timestamp", _DATE_AND_TIME),
)
# A list of books or a live blog has more of these than an article with an update.
_FEW = (("byline", _DOTTED_BYLINE), ("byline", _BYLINE), ("timestamp", _STAMP))
_ANYWHERE = (("photo_credit", _PHOTO), ("share", _HANDLE), ("update_note", _CHANGES))
_MOST = 2
_ANY_PREFIX = any_of(pattern for _, pattern in (*_FEW, *_OPENING, *_ANYWHERE))
_CREDITED = (
    r"(?:(?i:(?:file )?(?:photo(?:graph)?|image|picture|pic|credit|courtesy|source|foto|imagen|"
    r"imagem|bild|crédit)s?(?: credit| courtesy| by)?\s?[:/])"
    r"|(?i:(?:file )?photo(?:graph)?s? (?:by|courtesy))"
    r"|AP Photo|Getty|AFP|(?:REUTERS|Reuters)/|EPA)"
)
_CREDIT = re.compile(rf"\s?[(\[]{_CREDITED}[^()\[\]]{{0,100}}[)\]]\.?$")
_CREDIT_ENDS = (")", "]", ").", "].")


def trim_edges(line: str, standing: Standing) -> tuple[str, list[RemovedLine]]:
    """Return `line` without byline, date and dateline at its start and photo credit at its end."""
    removed = []
    start = 0
    while stamp := _stamp_at(line, start, standing):
        removed.append(stamp[0])
        start = stamp[1]
    end = len(line)
    while line.endswith(_CREDIT_ENDS, start, end):
        credit = _CREDIT.search(line, max(start, end - _EDGE), end)
        if credit is None or credit.start() <= start:
            break
        removed.append(RemovedLine("photo_credit", credit.group().strip()))
        end = credit.start()
    return line[start:end], removed


def _stamp_at(line: str, start: int, standing: Standing) -> tuple[RemovedLine, int] | None:
    if _ANY_PREFIX.match(line, start, start + _EDGE):
        for kind, pattern in _patterns_for(standing):
            stamp = pattern.match(line, start, start + _EDGE)
            if stamp:
                return RemovedLine(kind, stamp.group().strip()), stamp.end()
    end = standing.is_near_the_start and dateline_end(line, start, standing)
    return (RemovedLine("dateline", line[start:end].strip()), end) if end else None


def _patterns_for(standing: Standing) -> Iterator[tuple[str, re.Pattern[str]]]:
    yield from (p for p in _FEW if standing.count(p[1].match) <= _MOST)
    if standing.is_near_the_start:
        yield from (p for p in _OPENING if standing.count(p[1].match) <= 1)
    yield from _ANYWHERE
