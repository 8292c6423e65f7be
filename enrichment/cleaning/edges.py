"""Taking datelines and credits off the ends of a line whose sentence stays."""
# ruff: noqa: RUF001 (datelines end in typographic dashes)

import re

from enrichment.cleaning.cleaned import RemovedLine
from enrichment.cleaning.rules import CAPITAL

_EDGE = 200
_AGENCY = (
    r"(?:CNN(?: Business| Money|\.com)?|AP|Reuters|REUTERS|AFP|UPI|ANI|PTI|IANS|Xinhua|Bloomberg|"
    r"Thomson Reuters Foundation|Kyodo|TASS|dpa|EFE|PRNewswire|PR Newswire|GLOBE NEWSWIRE|"
    r"Business Wire|BUSINESS WIRE|The Conversation|ProPublica|KHN|Stateline|StatePoint|NAN)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_DASH = r"\s?(?:--+|[-–—])\s"
_NOT_A_CITY = (
    r"(?:COVID|UNESCO|UNICEF|NATO|NASA|FIFA|UEFA|OPEC|ASEAN|BRICS|ECOWAS|DNA"
    r"|EXCLUSIVE|BREAKING|WATCH|UPDATE|VIDEO|OPINION|ANALYSIS)"
)
_CITY = (
    rf"(?!{_NOT_A_CITY}\b)(?:{CAPITAL}{{4,}}|(?:{CAPITAL}{{2,}}|(?:ST|FT|MT)\.)"
    rf"(?:[ /-]{CAPITAL}{{2,}}){{1,3}})"
)
_WORD = (
    rf"(?:(?:{CAPITAL}\.){{1,4}}|(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass"
    r"|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|St|Ft|Mt)\."
    rf"|{CAPITAL}[\w'’-]*)"
)
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}"
_REGION = rf"(?:, {_PLACE})"
_WIRE = rf"\s?\({CAPITAL}[\w.&'’/]*(?: [\w.&'’/]+){{0,4}}\)"
_DATELINE = re.compile(
    rf"(?:{_CITY}{_REGION}{{0,2}}(?:,? {_DATE})?(?:{_WIRE})?{_DASH}"
    rf"|{_PLACE}{_REGION}{{0,2}},? {_DATE}(?:{_WIRE})?{_DASH}"
    rf"|{_PLACE}{_REGION}{{0,2}}\s?\({_AGENCY}\){_DASH}"
    rf"|{_CITY}{_REGION}{{0,2}}(?:,? {_DATE})?\s?\({_AGENCY}\)\s"
    rf"|\({_AGENCY}\)(?:{_DASH}|\s)"
    rf"|\((?:{CAPITAL}[\w.&'’]* ){{1,4}}(?:Wire|News|Press|Agency|Service)\){_DASH})"
    rf"(?=[“\"‘'(\[«„]?(?:{CAPITAL}|\d))"
)
_CREDITED = (
    r"(?:(?i:(?:file )?(?:photo(?:graph)?|image|picture|pic|credit|courtesy|source)s?"
    r"(?: credit| courtesy| by)?\s?[:/])"
    r"|(?i:(?:file )?photo(?:graph)?s? (?:by|courtesy))"
    r"|AP Photo|Getty|AFP|(?:REUTERS|Reuters)/|EPA)"
)
_CREDIT = re.compile(rf"\s?[(\[]{_CREDITED}[^()\[\]]{{0,100}}[)\]]\.?$")
_RUN_IN_BYLINE = re.compile(rf"By ?\. ?{CAPITAL}[\w'’-]*(?: [\w'’-]+){{0,8}} ?\. (?=\S)")
_RUN_IN_DATE = re.compile(
    r"(?:\|\s?\.?\s?)?(?:PUBLISHED|UPDATED|Published|Updated|Last updated|Created)"
    r"(?: at|:\s?\.?)? ?"
    r"[\w:, ]{8,50}?\d{4} ?\. (?=\S)"
)
_CHANGES = re.compile(
    r"\((?:Adds|Updates|Recasts|Corrects|Rewrites|Refiles)\b[^()]{0,150}\)(?: |$)"
)
_PREFIXES = (
    ("byline", _RUN_IN_BYLINE),
    ("timestamp", _RUN_IN_DATE),
    ("timestamp", _RUN_IN_DATE),
    ("dateline", _DATELINE),
    ("update_note", _CHANGES),
)


def trim_edges(line: str) -> tuple[str, list[RemovedLine]]:
    """Return `line` without byline, date and dateline before, or photo credit after a sentence."""
    removed = []
    for kind, pattern in _PREFIXES:
        prefix = pattern.match(line, 0, _EDGE)
        if prefix:
            removed.append(RemovedLine(kind, prefix.group().strip()))
            line = line[prefix.end() :]
    tail = max(0, len(line) - _EDGE)
    credit = _CREDIT.search(line, tail)
    if credit and credit.start() > 0:
        removed.append(RemovedLine("photo_credit", credit.group().strip()))
        line = line[: credit.start()]
    return line, removed
