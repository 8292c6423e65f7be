"""Rules for menus and for lines that are only a date or time."""
# ruff: noqa: RUF001 (menus are set with typographic marks)

import re

from newsdesk.enrichment.cleaning.rules.dates import MOMENT
from newsdesk.enrichment.cleaning.rules.rule import Rule, opening, tokens, tokens_among

_SEPARATOR = re.compile(r"\s*[|•·»›>]\s*|\s/\s")
_MARK = re.compile("[|•·»›>/]")
_MAX_WORDS_OF_ITEM = 4
MENU_WORDS = frozenset(
    tokens(
        "home news sport sports business politics world weather opinion entertainment lifestyle "
        "technology tech science health travel video videos photos contact us about login log in "
        "sign subscribe search menu careers advertise help faq archive culture local national "
        "money markets arts style food jobs obituaries classifieds e-paper podcast podcasts shop "
        "more sections topics all sitemap privacy terms editorial africa europe asia americas "
        "middle east"
    )
)
"""The usual words of menus, in lower case."""
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMERIC_DATE = re.compile(r"\d{4}[-/]\d\d[-/]\d\d(?:t\d\d.*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:[ap]\.?m\.?)?")
_DATE_WORD = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?|\d{1,4}(?:st|nd|rd|th)?\.?"
    r"|\d{1,2}[ap]\.?m\.?|[ap]\.?m\.?|utc|gmt|[ecmp][sd]?t|bst|cest|ist|wat|eat|sast|hrs?|z"
    r"|at|on|ago|hours?|minutes?|mins?|days?|weeks?|months?|today|yesterday|last|updated|update"
    r"|published|posted|modified|read|just|now|and|date|first|time|[-.]"
)
_DATE_TOKEN = re.compile(r"[^\s,|•·()\u2013—]+")
_MOMENT = re.compile(MOMENT).fullmatch
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|uploaded|date|"
    r"publication date|update)\b",
    re.IGNORECASE,
)

NAVIGATION = Rule(
    "navigation",
    opening(
        r"(?:skip|jump|go) to (?:main |the )?(?:content|navigation|menu|search|footer|article)$",
        r"(?:back|return|scroll) to (?:the )?(?:top|home ?page|all \w+|articles)$",
        r"(?:toggle|open|close|show|main|hide|site) (?:navigation|menu|search|sidebar|nav)$",
        r"(?:previous|next|prev|older|newer) (?:article|post|story|page|posts|stories)$",
        r"(?:home|menu|search|log ?in|sign in|log ?out|register|close|sitemap|contact us|about us|"
        r"advertise(?: with us)?)$",
        r"(?:tags|topics|filed under|categories|posted in|keywords|category)\s?:.{1,150}(?<!\.)$",
    ),
)
MENU = Rule("navigation", lambda line: _is_menu(line))
LABELLED_DATE = Rule(
    "timestamp", lambda line: _LABEL.match(line) and _is_date(line), 120, skips_reports=False
)
AGE = Rule(
    "timestamp",
    opening(
        r"\d{1,3}[ -]min(?:ute)?s? read$|(?:reading time|estimated reading time)\b.{0,20}$",
        r"\d{1,3} (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago$",
    ),
    longest=60,
)
DATE = Rule("timestamp", lambda line: _is_date(line) or _MOMENT(line), longest=70, lines=8)
MENUS = (NAVIGATION, MENU, LABELLED_DATE, AGE, DATE)


def is_bare_date(line: str) -> bool:
    """Whether `line` is nothing but a date, a time of day or an age, without a label."""
    return (
        len(line) <= DATE.longest
        and _DIGIT.search(line) is not None
        and not _LABEL.match(line)
        and (DATE.matches(line, 0) or AGE.matches(line, 0))
    )


def _is_menu(line: str) -> bool:
    if len(tokens_among(line, MENU_WORDS)) > 2:
        return True
    if not _MARK.search(line):
        return False
    items = [item for item in _SEPARATOR.split(line) if item]
    return len(items) > 2 and all(_is_menu_item(item) for item in items)


def _is_menu_item(item: str) -> bool:
    return item[0].isalpha() and item[-1] not in ".,;!?" and item.count(" ") < _MAX_WORDS_OF_ITEM


def _is_date(line: str) -> bool:
    """Whether the line is only a complete date or a time of day."""
    words = [word.strip(":") for word in _DATE_TOKEN.findall(line.lower())]
    whole = (
        (any(map(_MONTH.fullmatch, words)) and {"day", "year"} <= set(map(_part_of_date, words)))
        or any(map(_NUMERIC_DATE.fullmatch, words))
        or (any(map(_CLOCK.fullmatch, words)) and len(words) > 2)
        or ("ago" in words and any(map(str.isdecimal, words)))
    )
    return whole and all(map(_is_date_word, words))


def _is_date_word(word: str) -> bool:
    return any(p.fullmatch(word) for p in (_DATE_WORD, _MONTH, _CLOCK, _NUMERIC_DATE))


def _part_of_date(word: str) -> str | None:
    number = word.rstrip("stndrh.")
    return {1: "day", 2: "day", 4: "year"}.get(len(number)) if number.isdecimal() else None
