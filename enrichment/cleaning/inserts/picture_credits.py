"""Patterns for the credits and labels that pictures' captions have."""
# ruff: noqa: RUF001 (captions are set with typographic marks)

import re

from newsdesk.enrichment.cleaning.rules.credits import AGENCY, PARTICLE
from newsdesk.enrichment.cleaning.rules.rule import CAPITAL, Rule

_AGENCIES = (
    rf"(?:{AGENCY}|dpa|EFE|ANSA|Ansa|Lusa|LUSA|Keystone|KEYSTONE|Belga|ANP|TT|NTB|Ritzau|Scanpix|"
    r"imago(?: images)?|IMAGO|picture[ -]alliance|Europa Press|Al Jazeera|CNN|NPR|BBC|AAP|LaPresse|"
    r"Associated Press|The Canadian Press|Press Association|Kyodo|Yonhap|PTI|ANI|TASS|Sputnik|"
    r"Divulgação|Reprodução|Agência Brasil|Pool|Redux|Cuartoscuro|Notimex|The Guardian)"
)
_PERSON = rf"{CAPITAL}[\w'’.-]*+(?: (?:{CAPITAL}[\w'’.-]*+|{PARTICLE}\b)){{0,4}}"
_FULL_NAME = rf"{CAPITAL}[\w'’.-]*+(?: (?:{CAPITAL}[\w'’.-]*+|{PARTICLE}\b)){{1,4}}"
_BEGIN = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄΑ-Ω]"
_MEDIUM = (
    r"(?i:(?:file |main |top |lead )?(?:photograph|photo|image|picture|illustration|foto|bild|"
    r"beeld|composite|graphic|quelle|fotograf[ií]a|imagen|imagem|immagine|crédit photo|crédits? "
    r"photos?|crédit|credit|фото|zdjęcie)s?)"
)
_END = r"\s(?<=[.!?…”\"»)\]]\s)"

# Marks that only captions have, within a line.
_AP = r"\((?:[^()\n]{2,80}(?: via |/ ?)AP(?: Photo)?|AP Photo(?:[/ ][^()\n]{1,80})?)\)"
_IN_BRACKETS = (
    rf"\[(?:File(?: photo)?: ?)?(?:{CAPITAL}[^\[\]\n]{{1,80}}/ ?)?{_AGENCIES}[^\[\]\n]{{0,40}}\]"
    r"|\[(?:Courtesy|Screengrab|Handout)\b[^\[\]\n]{0,80}\]"
)
_PAPER = r"(?:Times|Post|Tribune|Chronicle|Herald|News|Globe|Press|Star|Gazette|Courier|Guardian)"
_MEDIUM_AND_AGENCY = (
    rf"[(\[](?:{_MEDIUM}\s?[:/]\s?|(?i:foto|ph\.?) )(?:{_AGENCIES})[^()\[\]\n]{{0,60}}[)\]]"
    rf"|[(\[]{_MEDIUM}(?i: by| credit| courtesy of)?[:/]? ?[^()\[\]\n/,]{{2,60}}[/,] ?{_AGENCIES}"
    r"[^()\[\]\n]{0,60}[)\]]"
)
_NAMED = (
    rf"\({_FULL_NAME}\s?/\s?(?:{_AGENCIES}|The {CAPITAL}|(?:{CAPITAL}\w+ ){{1,3}}{_PAPER}\b)"
    rf"[^()\n]{{0,40}}\)"
    rf"|\({_FULL_NAME} for The (?:{CAPITAL}\w+ ){{1,3}}{_PAPER}\)"
)
_AFTER_END = r"(?:REUTERS/(?<=\w[.”\"] REUTERS/)|Reuters/(?<=\w[.”\"] Reuters/))"
_REUTERS = rf"{_AFTER_END}{CAPITAL}[\w'’.-]*+ {CAPITAL}[\w'’-]*+(?:/File Photo)?"

SURE = re.compile(rf"(?:{_AP}|{_IN_BRACKETS}|{_MEDIUM_AND_AGENCY}|{_REUTERS})")
"""Searched in a line: a credit that stands behind captions only."""

SURE_AT_END = re.compile(
    rf"(?:{_AP}|{_IN_BRACKETS}|{_MEDIUM_AND_AGENCY})\.?$"
    rf"|{_AFTER_END}{CAPITAL}[^.!?\n]{{1,80}}\.?$"
    r"|[.!?”\"]\s?Credit(?:\.{3}|…)\s?[^.!?\n]{2,80}\.?$"
    r"|(?:记者|記者|通讯员)[^。！？\n]{1,20}(?<!拍)[摄攝][)）]?[。.]?$"
)
"""Searched at a line's end: such a credit, or one that begins after a sentence's end."""

_OLD = (
    r"file (?:photo|image|picture|pic|footage)|representati(?:ve|onal) (?:photo|image|picture|pic)|"
    r"stock (?:photo|image)|handout (?:photo|image)|"
    r"(?:foto|imagen|fotografía) de archivo|imagen ilustrativa|foto archivo|"
    r"(?:photo|image) d['’](?:archives?|illustration)|"
    r"archiv(?:bild|foto)|symbol(?:bild|foto)|(?:foto|immagine) d['’]archivio|"
    r"(?:foto|imagem) de arquivo|imagem ilustrativa|archief(?:foto|beeld)|arki?v(?:bild|foto)|"
    r"zdjęcie (?:archiwalne|ilustracyjne)|архивное фото|фото из архива|arşiv fotoğrafı|"
    r"foto ilustrasi|foto arsip|资料图片?|資料(?:圖片?|照片)|图为|圖為"
)
AT_END = re.compile(
    rf"(?:{_END}|\s[—–|-]\s)(?:{_MEDIUM}(?i: credit| courtesy of)?\s?[:/©]\s?©? ?|© ?)"
    rf"(?:{_BEGIN}|picture|dpa|imago)[^!?\n]{{0,70}}$"
    rf"|\s[(\[]{_MEDIUM}\s?[:/©]\s?[^()\[\]\n]{{2,80}}[)\]]\.?$"
    rf"|{_END}{_PERSON}\s?/\s?{_AGENCIES}[^.!?\n]{{0,40}}\.?$"
    rf"|{_END}{_AGENCIES}\s?/\s?{_PERSON}(?:/[^.!?\n/]{{1,30}})?\.?$"
    rf"|{_END}{_AGENCIES}\s?/\s?Archiv\w{{0,4}}(?: - {_PERSON})?\.?$"
    rf"|{_END}{_PERSON} via {_AGENCIES}[^.!?\n]{{0,40}}\.?$"
    rf"|[.!?”\"»]\s?(?:/ ?)?{_PERSON} \({_AGENCIES}[^()\n]{{0,40}}\)\.?$"
    rf"|{_END}picture[ -]alliance\b[^.!?\n]{{0,60}}$"
    rf"|\s(?:{_NAMED})\.?$"
    rf"|\s[(\[](?i:{_OLD}|archiv|archivo|archives?|arquivo|archivio)[)\]]\.?$"
)
"""Searched at a line's end: a credit that may also stand behind a paragraph of the article."""

_WORD_OF_MEDIUM = r"(?:Beeld|Bild|Foto|Photo|Image|Picture)"
WEAK_AT_END = re.compile(
    rf"{_END}(?:[—–-] ?)?{_AGENCIES}(?: (?:pic|file|photo)| - {_PERSON})?\.?$"
    rf"|{_END}{_PERSON}(?:\s?[/|]\s?{CAPITAL}[\w'’. ]{{1,30}}){{1,3}}$"
    rf"|{_END}{_WORD_OF_MEDIUM} (?:{_AGENCIES}|{_FULL_NAME})$"
    rf"|\s\((?:{_AGENCIES}(?:/{_PERSON})?|[A-Z]{{2,4}} File|(?:\w+ )?Photos? by {_PERSON})\)\.?$"
)
"""Searched at a line's end: a credit, or the signature of an agency behind its report."""

IN_BRACKETS = re.compile(
    rf"{_AGENCIES}(?: (?i:photo|file|image|pic))?(?:\s?[/|]\s?[^()\n]{{2,40}})?|[A-Z]{{2,4}} File"
    rf"|{_FULL_NAME}\s?[/|]\s?[^()\n]{{2,50}}|(?:\w+ )?Photos? by {_PERSON}"
    rf"|(?i:{_OLD}|फाइल फोटो)(?:\s?[:/]\s?[^()\n]{{1,40}})?"
)
"""Fully matched within brackets: a credit and nothing else."""

# Every credit has one of these; most sentences have none.
_HINTS = ("/", "(", "[")
_HINTS_AT_END = (*_HINTS, ":", "©", " via ", "picture")

LABEL = re.compile(
    rf"(?:[(\[]?(?i:{_OLD})[)\]]?\s?(?:[:.|–—-]\s|：|$)"
    r"|FILE\s?[–—:-]\s(?=[A-Z])"
    r"|(?:Image|Photo|Media|Video|Picture) caption(?:[,:]? (?=[A-ZÀ-Þ“\"'‘])|[,:]?$)"
    r"|(?i:caption|bildunterschrift|légende|didascalia|leyenda)\s?: (?=[A-ZÀ-Þ“\"'‘]))"
)
"""Matched at a line's start: a label that only captions have."""

SHOWN = re.compile(
    r"(?:In this (?i:(?:undated|handout|still|screengrab|\w{3,9}\.? \d{1,2}(?:, \d{4},?)?|\d{4}) )?"
    r"(?i:(?:file )?(?:photo|image|picture)(?:graph)?)"
    r"(?:,? (?i:provided|taken|released|made available|from|posted|supplied)\b|, )"
    r"|(?:An? |The )?(?i:file|undated|representative) (?i:photo|image|picture|pic)(?:graph)? "
    r"(?:of|shows|taken|provided|released)\b"
    r"(?! [^.!?,\n]{1,60}(?<! who)(?<! that)(?<! which) (?:was|were|has|have|had)\b)"
    r"|(?:(?:This|The|An?) )?(?:\w+ )?(?i:photo|image|picture)(?:graph)? taken (?:on|in) "
    r"[^.!?\n]{1,40} shows\b"
    r"|This (?:\w+ )?(?:photo|image|picture)(?:graph)? shows (?!that\b|how\b)"
    r"|(?i:imagen|foto|fotografía|imagem|immagine|photo) "
    r"(?i:de archivo|de arquivo|d['’]archivio|d['’]archives?) (?:de|del|da|do|di|della|du|des)\b"
    r"|Pictured(?: (?:above|below|here|left|right|from left))?\s?[:,]\s(?=[A-Z])"
    r"|(?:Above|Below|Left|Right|Top|From left|Clockwise from top(?: left)?)\s?: (?=[A-Z])"
    rf"|{_MEDIUM}\s?[:©]\s(?=[A-ZÀ-Þ])"
    r"|(?:Im Bild|Auf dem (?:Bild|Foto)|Das (?:Bild|Foto) zeigt|En la (?:imagen|foto)|"
    r"Sur la photo|Nella foto|Na (?:foto|imagem)|Op de foto)\s?[:,] )"
)
"""Matched at a line's start: words that most captions, and few other lines, begin with."""

WORLD = Rule(
    "photo_credit",
    re.compile(
        r"[\[(]?(?i:фото|фотографія|φωτο(?:γραφία)?|fotoğraf|zdjęcie|zdj\.|fot\.|kuva|fotó|"
        r"nuotr\.|ảnh|"
        r"صورة|तस्वीर|फोटो|ছবি|ภาพ|图片来源|圖片來源|图源|写真|"
        r"사진)\s?[:：/©]?\s?[:：/©]\s?[^.!?\n]{1,80}[)\]]?\.?$"
        r"|(?i:fot\.|zdj\.) [A-ZĄĆĘŁŃÓŚŹŻ][^.!?\n]{1,60}$"
    ),
    longest=120,
    skips_reports=False,
)
"""A line that is a credit, in languages beyond those of the other rules."""


def has_sure_credit(text: str) -> bool:
    """Whether a credit that stands behind captions only is in `text`."""
    return any(map(text.__contains__, _HINTS)) and SURE.search(text) is not None


def ends_with_credit(line: str, tail: int) -> bool:
    """Whether a credit begins within the last `tail` characters of the line, and ends it."""
    start = max(0, len(line) - tail)
    hinted = any(map(line[start:].__contains__, _HINTS_AT_END))
    return hinted and AT_END.search(line, start) is not None


def may_end_with_credit(line: str, tail: int) -> bool:
    """Whether a credit, or an agency's signature, ends the line within its last characters."""
    return WEAK_AT_END.search(line, max(0, len(line) - tail)) is not None
