"""The pattern for datelines: place, date and agency before the first sentence."""
# ruff: noqa: RUF001 (datelines end in typographic dashes)

import re

from newsdesk.enrichment.cleaning.dates import DATE
from newsdesk.enrichment.cleaning.rules import CAPITAL

_AGENCY = (
    r"(?:CNN(?: Business| Money|\.com)?|AP|Reuters|REUTERS|AFP|UPI|ANI|PTI|IANS|Xinhua|Bloomberg|"
    r"Thomson Reuters Foundation|Kyodo|TASS|dpa(?:/\w{2,3})?|DPA|EFE|PRNewswire|PR Newswire|"
    r"GLOBE NEWSWIRE|Business Wire|BUSINESS WIRE|The Conversation|ProPublica|KHN|Stateline|"
    r"StatePoint|NAN|ANSA|"
    r"Adnkronos|AGI|Lusa|Agência Brasil|Europa Press|Notimex|Télam|APA|ATS|Keystone-ATS|SDA|Belga|"
    r"ANP|KNA|epd|SID)"
)
_DASH = r"\.?\s?(?:(?<!-)--++|[-–—_])\s"
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
_WIRE = rf"\s?(?:/[\w ]{{3,20}}/|\((?:{CAPITAL}|dpa|epd|efe)[\w.&'’/]*(?: [\w.&'’/]+){{0,4}}\))"
_LATIN = (
    rf"(?:{_CITY}{_REGION}{{0,2}}(?:,? {DATE})?(?:{_WIRE})?{_DASH}"
    rf"|{_PLACE}{_REGION}{{0,2}},? {DATE}(?:{_WIRE})?{_DASH}"
    rf"|{_PLACE}{_REGION}{{0,2}}\s?\({_AGENCY}\){_DASH}"
    rf"|{_CITY}{_REGION}{{0,2}}(?:,? {DATE})?\s?\({_AGENCY}\)\s"
    rf"|(?:{_PLACE}{_REGION}?\s)?(?:CNN(?: Business)?|Reuters|AFP|AP){_DASH}"
    rf"|\({_AGENCY}\)(?:{_DASH}|\s?)"
    rf"|\((?:{CAPITAL}[\w.&'’]* ){{1,4}}(?:Wire|News|Press|Agency|Service)\){_DASH})"
    rf"(?=[“\"‘'(\[«„¿¡]?(?:{CAPITAL}|\d))"
)
_CHINESE = (
    r"(?:[（(]?[\u4e00-\u9fff]{2,14}\d{1,2}(?:月\d{1,2})?日[电電讯訊]"
    r"(?:\s?[（(][^（）()]{1,40}[）)]|[）)])?\s?|[（(]中央社[^（）()]{2,40}[）)])"
)
_RUSSIAN = (
    r"[А-ЯЁ-]{3,}(?: [А-ЯЁ-]{2,}){0,3}, \d{1,2} "
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
    r"(?:\s?[–—-] [А-ЯЁ][\w ]{2,20}\.|\.? /[А-ЯЁ]{3,12}/\.|\s?\([^()]{2,30}\)\s?[–—-])\s"
)
DATELINE = re.compile(f"(?:{_LATIN}|{_CHINESE}|{_RUSSIAN})")
