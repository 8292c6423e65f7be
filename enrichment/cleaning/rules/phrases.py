"""Rules for boilerplate lines in many languages, from the phrases of `phrases.yaml`."""
# ruff: noqa: RUF001 (marks and letters of many scripts)

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from newsdesk.enrichment.cleaning.rules.rule import Rule

_STOPS = ".!?。！？؟।۔።"
_SMALL = "a-zß-öø-ÿăąćčďęěğıłńňőřśšşșťțůűźżžа-яёіїєґα-ωά-ώ"
_NO_NAME = r"\s\d:;!?\"“”«»—|/=<>@#"
_FIGURES = r"\d[\d.,:/年月日時時时分 -]{0,25}+"
_SIGNS = {
    "…": rf"[^{_STOPS}]{{0,140}}",
    "*": r"(?!.{0,150}\d{3}).{1,150}$(?<![^\W\d_A-ZÀ-Þ]{2}[.。।۔።])",
    "#": rf"(?:[^\s\d!?]{{1,15}} ){{0,3}}{_FIGURES}"
    rf"(?:[^\W\d_][^\s\d!?]{{0,12}}+[\s,|•·–-]{{0,3}}+{_FIGURES}){{0,4}}(?:[^\W\d_]{{1,6}}\.?)?",
    "@": rf"(?-i:(?![{_SMALL}]))[^\W\d_][^{_NO_NAME}]{{0,25}}(?: [^{_NO_NAME}]{{1,25}}){{0,5}}",
}
_SIGN = re.compile("[…*#@]")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_END = r"[\s.!:»›>。！：।۔።…]{0,4}$"
_HEAD = 4
_LITERAL = re.compile(r"\\([^\w\s])|([^\\\[\](|).?…*#@{}])|(\[[^\]]+\])")
_WITHOUT_SPACES = frozenset(["ja", "ko", "th", "zh"])
_LONGEST = {
    "byline": 120,
    "donation": 200,
    "newsletter": 200,
    "photo_credit": 130,
    "privacy": 400,
    "related": 180,
    "share": 160,
    "timestamp": 100,
}
_USUAL_LENGTH = 120


def _read() -> Mapping[str, Mapping[str, str]]:
    text = files("newsdesk.enrichment.cleaning.rules").joinpath("phrases.yaml").read_text("utf-8")
    phrases: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return phrases


def _pattern_of(kind: str) -> str:
    """Return the pattern of a kind: a group for each language."""
    lists = {code: own[kind].splitlines() for code, own in _PHRASES.items() if kind in own}
    groups = (f"(?P<{code}>{'|'.join(phrases)})" for code, phrases in lists.items())
    whole = "|".join(_GROUP.sub("(?:", group) for group in groups)
    whole = _SIGN.sub(lambda sign: _SIGNS[sign.group()], whole)
    return f"(?:{whole.replace(chr(39), '[' + chr(39) + '’]')}){_END}"


def _start() -> str:
    """Return a pattern for how the phrases of all kinds begin."""
    lists = (text for own in _PHRASES.values() for kind, text in own.items() if kind != "reports")
    return _tree(head for text in lists for phrase in text.splitlines() for head in _heads(phrase))


def _heads(phrase: str, most: int = _HEAD) -> Iterator[tuple[str, ...]]:
    """Yield the characters, or classes, that lines of the phrase begin with: at most so many."""
    if most and phrase.startswith("("):
        alternatives, rest = _alternatives(phrase)
        for alternative in alternatives:
            yield from _heads(alternative + rest, most)
        return
    found = _LITERAL.match(phrase) if most else None
    if found is None:
        yield ()
        return
    rest = phrase[found.end() :]
    if rest.startswith("?"):
        yield from _heads(rest[1:], most)
        rest = rest[1:]
    elif rest.startswith("{"):
        yield (found[0],)
        return
    for others in _heads(rest, most - 1):
        yield (found[0], *others)


def _alternatives(phrase: str) -> tuple[list[str], str]:
    """Return the alternatives of the group that the phrase begins with, and the rest."""
    depth, parts, last = 0, [], 1
    for at, sign in enumerate(phrase):
        if at and phrase[at - 1] == "\\":
            continue
        depth += (sign == "(") - (sign == ")")
        if (sign == "|" and depth == 1) or depth == 0:
            parts.append(phrase[last:at])
            last = at + 1
        if depth == 0:
            break
    rest = phrase[last:]
    return ([*parts, ""], rest[1:]) if rest.startswith("?") else (parts, rest)


def _tree(heads: Iterable[tuple[str, ...]]) -> str:
    """Return a pattern that matches where one of `heads` does, and fails early elsewhere."""
    branches: dict[str, set[tuple[str, ...]]] = {}
    for head in heads:
        if not head:
            return ""
        branches.setdefault(head[0], set()).add(head[1:])
    return f"(?:{'|'.join(first + _tree(branches[first]) for first in sorted(branches))})"


def _reporting(code: str, words: str) -> str:
    found = "|".join(map(re.escape, words.split(", ")))
    whole = code not in _WITHOUT_SPACES
    return rf"(?<!\w)(?:{found})(?!\w)" if whole else found


_PHRASES = _read()
_KINDS = sorted({kind for own in _PHRASES.values() for kind in own} - {"reports"})
_REPORTS = {
    code: re.compile(_reporting(code, own["reports"]), re.IGNORECASE)
    for code, own in _PHRASES.items()
}
_START = re.compile(_start(), re.IGNORECASE)
_PATTERNS = {kind: re.compile(_pattern_of(kind), re.IGNORECASE) for kind in _KINDS}


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Finds a line that is a phrase of one kind, and reports nothing in the phrase's language."""

    pattern: re.Pattern[str]

    def __call__(self, line: str) -> bool:
        found = self.pattern.match(line)
        return found is not None and not _REPORTS[found.lastgroup or ""].search(line)


PHRASES = tuple(
    Rule(kind, _Phrases(pattern), longest=_LONGEST.get(kind, _USUAL_LENGTH), start=_START)
    for kind, pattern in _PATTERNS.items()
)
"""A rule for each kind, for all languages of the file."""
