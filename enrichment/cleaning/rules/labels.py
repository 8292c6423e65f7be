"""Rules for labels above an article: its section, the type of piece, the desk that wrote it."""
# ruff: noqa: RUF001 (labels are set with typographic marks)

import re

from newsdesk.enrichment.cleaning.rules.credits import NAME
from newsdesk.enrichment.cleaning.rules.dates import CLOCK, DATE, MOMENT
from newsdesk.enrichment.cleaning.rules.rule import Rule, tokens

_PIECES = re.compile(
    r"(?:the )?(?:(?:news |in-depth )?analysis|breaking(?: news)?|column|comment(?: is free)?|"
    r"developing(?: story)?|editorial|exclusive|explained|explainer|fact check|features?|"
    r"first person|guest column|in[ -]depth|in pictures|interview|investigation|"
    r"letters(?: to the editor)?|live(?: blog| updates)?|(?:long|big) ?reads?|obituary|op-ed|"
    r"opinion|photo essay|profile|q ?& ?a|reviews?|special report|briefing|viewpoint)"
    r"|análisis|opinión|entrevista|reportaje|tribuna|exclusiva|última hora|analyse|tribune|"
    r"entretien|reportage|exclusif|enquête|chronique|éditorial|kommentar|meinung|gastbeitrag|"
    r"leitartikel|"
    r"exklusiv|eilmeldung|analisi|commento|intervista|esclusiva|editoriale|análise|opinião|"
    r"reportagem",
    re.IGNORECASE,
)
SECTIONS = frozenset(
    tokens(
        "news sport sports football soccer cricket rugby tennis golf boxing basketball baseball "
        "racing athletics politics world business opinion analysis comment editorial culture arts "
        "books film films music tv radio theatre theater stage review reviews lifestyle life style "
        "travel food drink recipes fashion health science technology tech environment climate "
        "weather education schools crime courts law money markets economy companies finance "
        "property jobs local national international regional city metro nation uk us usa africa "
        "europe asia americas america middle east latin pacific the and & of in from your our big "
        "long read reads short weekend sunday saturday special report reports feature features "
        "investigation investigations interview profile obituary obituaries explainer exclusive "
        "breaking live video photos pictures gallery podcast letters q&a fact check premium "
        "deportes fútbol economía cultura opinión análisis política internacional sociedad sucesos "
        "mundo tecnología ciencia salud españa politique économie société monde culture france "
        "santé sciences politik wirtschaft kultur meinung gesellschaft panorama wissen ausland "
        "inland deutschland esteri cronaca politica economia cultura sport italia mondo salute "
        "esportes desporto saúde ciência sociedade brasil"
    )
)
"""The words of names of sections, in lower case."""
_NAMES_OF_SECTIONS = frozenset(
    tokens(
        "news sport sports football politics business culture lifestyle health science technology "
        "environment deportes economía política sociedad politique économie société politik "
        "wirtschaft kultur gesellschaft cronaca politica economia esportes sociedade"
    )
)
_SEPARATED = re.compile(r"\S\s*[|•·›»/]\s*\S|\s>\s")
_DESK = re.compile(
    r"(?:the |our )?(?:[\w&'’-]+ ){1,3}(?:desk|bureau|newsroom|staff(?: (?:reports?|writers?|"
    r"reporters?))?|correspondents?|reporters?|team)$",
    re.IGNORECASE,
)
_DESK_ALONE = re.compile(
    r"(?:(?:news|web|sports?|city|foreign|world|business|weather|political|politics|digital|online|"
    r"national|night|metro|features|culture|science|health|money|regional) )?(?:desk|newsroom)"
    r"|(?:news |sports )?staff (?:reports?|writers?|reporters?)"
    r"|[\w&'’-]+(?: affairs| and [\w-]+)? (?:correspondent|reporter|editor|columnist)"
    r"|(?:from )?(?:our |a |special )(?:own |staff |special )?correspondent"
    r"|(?:de la )?redacción|la rédaction|(?:die )?redaktion|(?:la )?redazione|da redação",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:[\w&'’-]+ ){0,4}(?i:writer|reporter|correspondent|editor|columnist|contributor|producer|"
    r"photographer|journalist|reporting)s?(?:,? (?:in|at|for) [A-Z].{0,40})?"
    r"|(?:BBC|CNN|ABC|NBC|CBS|NPR|ITV|Sky)(?: News| Sport)?|Reuters|AFP|AP"
    r"|(?:The )?Associated Press|Press Association|Bloomberg(?: News)?|For Mailonline|MailOnline"
)
_SIGNED = re.compile(
    rf"{NAME}(?:(?: and |, | & ){NAME}){{0,2}}(?:,|\s?[|•·–—]| -) (?:{_ROLE})(?<![a-z]{{2}}\.)$"
)
_DIGIT = re.compile(r"\d")
_DATED = re.compile(
    rf"(?P<author>.{{2,60}}?)(?:,|\s?[|•·–—]| -)? (?:{_ROLE})?(?:,|\s?[|•·–—]| -)? ?"
    rf"(?:{MOMENT}|{DATE}(?:,? {CLOCK})?)\.?$"
)
_NAMED = re.compile(rf"{NAME}(?:(?: and |, | & ){NAME}){{0,2}}$")

KICKER = Rule("kicker", lambda line: is_kicker(line), longest=60, lines=3)
DESK = Rule("byline", lambda line: _is_signature(line), longest=110, lines=6)
LABELS = (KICKER, DESK)


def is_name_of_section(line: str) -> bool:
    """Whether `line` is the name of a section, such as "Sport"."""
    return line.strip(": ").casefold() in _NAMES_OF_SECTIONS


def is_kicker(line: str) -> bool:
    """Whether `line` is a section's name, or the name of a type of piece."""
    bare = line.strip(": ")
    if _PIECES.fullmatch(bare):
        return True
    if bare.casefold() in _NAMES_OF_SECTIONS:
        return True
    return (bare.isupper() or bool(_SEPARATED.search(bare))) and SECTIONS.issuperset(tokens(bare))


def _is_signature(line: str) -> bool:
    if _DESK_ALONE.fullmatch(line) or _SIGNED.match(line):
        return True
    dated = _DIGIT.search(line) and _DATED.match(line)
    return bool(dated and any(p.match(dated["author"]) for p in (_NAMED, _DESK, _DESK_ALONE)))
