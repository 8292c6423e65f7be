"""Rules for lines about where an article comes from: agencies, feeds, disclaimers of a site."""
# ruff: noqa: RUF001 (typographic apostrophes)

import re

from newsdesk.enrichment.cleaning.datelines.parts import AGENCY, CODE
from newsdesk.enrichment.cleaning.rules.rule import CAPITAL, Rule, opening

_PIECE = r"(?:article|content|copy|item|news|piece|post|report|story|text)"
_WRITER = r"(?:authors?|columnists?|contributors?|writers?)"
_WITH = (
    r"(?i:quellen?|source|fuentes?|fonti?e?|źródło|zdroj|kaynak|sumber|bron|kilde|källa|lähde|"
    r"forrás|sursa|izvor)\s?: ?"
    r"|(?i:mit material(?:ien)? (?:von|der)|con información de(?: la)?|com informações d[aeo]|"
    r"con informazioni di|with (?:inputs?|files|reporting|material) from|mit|avec|con|com|with)"
    r" (?:(?i:the|l['’]agence|nachrichtenagentur(?:en)?|(?:la )?agencia) ?)?"
)
_NAMED = rf"(?:(?i:l['’]|the )?(?:{AGENCY}|{CODE}|Associated Press|Agence France-Presse))"
_LIST = rf"{_NAMED}(?:(?:, ?| ?/ ?| (?:und|et|y|e|and|en|og|och|i) ){_NAMED}){{0,4}}"
_MEDIUM = rf"(?:(?:The|Le|La|El|Il|Die|Der) )?{CAPITAL}[\w'’]{{2,20}}(?: {CAPITAL}[\w'’]{{2,20}})?"
# Names that stand alone on a line, of which none is also a party's or a club's.
_ALONE = (
    r"(?:dpa|ANSA|EFE|TASS|ТАСС|ČTK|TASR|Agence France-Presse|(?:The )?Associated Press|"
    r"Redazione ANSA|Agencias|Agenturen)"
)

_CREDIT = re.compile(
    rf"[(\[]?(?:(?:{_WITH}){_LIST}|{_MEDIUM},? (?:avec|con|mit|with) {_LIST}"
    rf"|(?:[a-zäöü]{{2,5}}/){{0,3}}{_ALONE}(?:/(?:AFP|AP|dpa|epd|KNA|rtr|afp|ap)){{0,3}})"
    r"[)\]]?\.?$"
)
# As a function, it is asked for short lines only.
AGENCIES = Rule("byline", lambda line: _CREDIT.match(line), longest=90)
FEEDS = Rule(
    "notice",
    opening(
        rf"\(?(?:except for the headline,? )?(?:this|the) {_PIECE} (?:has|have|is|was) "
        r"(?:not )?(?:been )?(?:edited|published|(?:auto-?|automatically )generated|syndicated|"
        r"taken|sourced)\b.{0,120}\b(?:staff|feed|agency|agencies|newsroom|third[- ]party)\b"
        r".{0,120}$",
        r"\(?(?:disclaimer\s?: ?)?(?:the )?(?:views?|opinions?)(?:(?: and|,| or) [\w ]{4,20})?,? "
        rf"expressed (?:here|above|in this|by (?:the )?{_WRITER}|are)\b.{{0,60}}"
        rf"\b(?:{_WRITER}|his own|her own|their own|personal)\b.{{0,160}}$",
        r"the [\w ]{2,30} (?:is|are) not responsible for (?:the )?content (?:of|on) external\b"
        r".{0,30}$",
        r"the-cnn-wire$",
    ),
    longest=300,
    skips_reports=False,
)
SYNDICATION = (AGENCIES, FEEDS)
