"""The class of rules that recognize boilerplate, and helpers for writing them."""
# ruff: noqa: RUF001 (menus and speech are set with typographic marks)

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

# Other scripts have no capitals, or use dashes and names differently.
CAPITAL = "[A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŐŘŚŞŠŻŽ]"
QUOTED_TITLE = rf"[‘'“\"«](?=\S+ \S+ \S)[^“”\"«»‘\n]{{10,120}}?[’'”\"»](?= [“\"‘]?{CAPITAL})"
"""A title in quotation marks, after which a sentence begins without a mark."""

_REPORTED = re.compile(
    r"^[\"“‘«„']|\b(?:said|says|saying|told|tells|asked|added|adds|argued|argues|claimed|claims|"
    r"announced|urged|urges|urging|warned|warns|wrote|writes|according to|he|she|his|her|was|were|"
    r"had|did|dijo|dice|afirmó|declaró|explicó|aseguró|según|a déclaré|a dit|affirme|explique|"
    r"selon|sagte|sagt|erklärte|teilte|laut|war|ha detto|dichiara|disse|secondo|afirmou|declarou|"
    r"segundo|escribió|écrit|schrieb|schreibt|scrive|escreveu)\b"
    r"|, (?:[\w'’-]+ ){1,4}(?:advised?|advises|agreed|complained|explained|insisted|joked|noted|"
    r"promised|quipped|reads?|recalled|recommends?|recommended|replied|suggests?|suggested)[.!]?$",
    re.IGNORECASE,
)

_TOKEN = re.compile(r"[^\s,|•·/&+:;()\[\]–—»›>]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that passes `test`, or whose start matches a pattern, is boilerplate of this kind.

    The rule applies to lines of at most `longest` characters, and if `lines` is set, only within
    the first so many lines. With `skips_reports`, lines that quote or report are left alone. A
    function may have a pattern `start` for the lines that it has to look at.
    """

    kind: str
    test: re.Pattern[str] | Callable[[str], object]
    longest: int = 200
    lines: int | None = None
    skips_reports: bool = True
    start: re.Pattern[str] | None = None

    @property
    def quick(self) -> re.Pattern[str] | None:
        """A pattern that matches every line that passes `test`, and perhaps others."""
        return self.test if isinstance(self.test, re.Pattern) else self.start

    def matches(self, line: str, position: int) -> bool:
        """Whether the line at `position`, counted from 0, is boilerplate of this kind."""
        return (
            len(line) <= self.longest
            and (self.lines is None or position < self.lines)
            and self._fits(line)
            and not (self.skips_reports and is_report(line))
        )

    def _fits(self, line: str) -> bool:
        test = self.test.match if isinstance(self.test, re.Pattern) else self.test
        return bool(test(line))


def is_report(line: str) -> bool:
    """Whether the line begins a quotation, or reports what somebody did or said."""
    return _REPORTED.search(line) is not None


def opening(*phrases: str) -> re.Pattern[str]:
    """Return a case-insensitive pattern for lines that begin with one of `phrases`."""
    return re.compile(rf"(?:{'|'.join(phrases)})", re.IGNORECASE)


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Return a pattern that matches if any of `patterns` does; each keeps its case sensitivity."""
    parts = (("(?i:" if p.flags & re.IGNORECASE else "(?:") + f"{p.pattern})" for p in patterns)
    return re.compile("|".join(parts))


def tokens(line: str) -> list[str]:
    """Return the words of a menu, a row of buttons or a date, in lower case."""
    return _TOKEN.findall(line.lower())


def tokens_among(line: str, vocabulary: Container[str]) -> list[str]:
    """Return the line's words like `tokens`, or none if one of them is not in `vocabulary`."""
    words = []
    for match in _TOKEN.finditer(line.lower()):
        if match.group() not in vocabulary:
            return []
        words.append(match.group())
    return words
