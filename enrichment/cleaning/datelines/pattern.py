"""The pattern of datelines in Latin, Greek and Cyrillic letters."""
# ruff: noqa: RUF001 (datelines end in typographic marks)

import re

from newsdesk.enrichment.cleaning.datelines.parts import (
    AGENCIES,
    BEGINS,
    DATELIKE,
    MOMENT_OF_DAY,
    NOT_A_PLACE,
    PLACE,
    SERVICE,
)

_BRACKETS = r"[(\[（][^()\[\]（）\n]{2,60}[)\]）]"
# "ON THE SENTRA RIVER", "ABOARD AIR FORCE ONE".
_WHERE = r"(?P<where>(?:ABOARD|ALONG|AT|IN|NEAR|OFF|ON|OUTSIDE)(?: THE)? )?"
_JOIN = r"(?:\s?-{2}\s?|\s[–—-]\s)?\s?"
LATIN = re.compile(
    rf"(?:{_WHERE}(?P<place>{NOT_A_PLACE}{PLACE})"
    rf"(?P<region>(?:, ?(?:The )?{NOT_A_PLACE}{PLACE}){{0,2}})"
    rf"(?P<near>\s?{_BRACKETS}(?:\s?{_BRACKETS})?)?)?"
    rf"(?P<date>(?(place)(?P<comma>[.,]|\s[–—-](?=\s))?\s?)"
    rf"(?:{MOMENT_OF_DAY})?{DATELIKE}(?:,? [^\W\d_]{{4,12}}(?=\s?\())?)?"
    rf"(?:(?P<agency>,?{_JOIN}{_BRACKETS})"
    rf"|\s?/\s?(?P<slashed>[A-ZА-ЯЁ][\w .-]{{2,24}}?)\s?/(?:\s?{DATELIKE}\s?/)?"
    rf"|(?P<bare>(?(place)\s?(?:[,|–—:-]|(?(date)\.|(?!)))?\s?){SERVICE}(?=\s?[-–—|:]|(?(date)\.\s|(?!)))"
    rf"|\s?[|–—:-]\s?{AGENCIES}(?=\s)))?"
    rf"(?:\s(?(bare)(?:[-–—]\s)?)(?:{MOMENT_OF_DAY})?{DATELIKE})?"
    r"(?P<mark>\s?\.?\s?(?:-{2,}|[-–—―_])\s*|\s?[:：]\s*|\s[•·|]\s|\s?\.\s|(?(agency)\s?=\s|(?!))"
    r"|(?(agency)\s?|(?(near)\s?|(?(slashed)\s?|(?(bare)\s?|(?!))))))"
    rf"(?={BEGINS})"
)
BARE_PLACE = re.compile(rf"\[(?P<place>{PLACE})\](?P<mark>\s?[-–—:]?\s)(?={BEGINS})")
