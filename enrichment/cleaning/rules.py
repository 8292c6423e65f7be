"""What a rule against boilerplate is."""
# ruff: noqa: RUF001 (menus and speech are set with typographic marks)

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

# Other scripts have no capitals, or use dashes and names in other ways.
CAPITAL = "[A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŐŘŚŞŠŻŽ]"
_REPORTED = re.compile(
    r"^[\"“‘«„']|\b(?:said|says|saying|told|tells|asked|added|adds|argued|argues|claimed|claims|"
    r"announced|urged|urges|urging|warned|warns|wrote|writes|according to|he|she|his|her|was|were|"
    r"had|did|dijo|dice|afirmó|declaró|explicó|aseguró|según|a déclaré|a dit|affirme|explique|"
    r"selon|sagte|sagt|erklärte|teilte|laut|war|ha detto|dichiara|disse|secondo|afirmou|declarou|"
    r"segundo|escribió|écrit|schrieb|schreibt|scrive|escreveu)\b",
    re.IGNORECASE,
)

_TOKEN = re.compile(r"[^\s,|•·/&+:;()\[\]–—»›>]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that passes `test`, or begins as a pattern does, is boilerplate of this kind.

    Only lines of at most `longest` characters count, within the first `lines` lines where that
    is given. With `spares_reports`, a line that quotes or tells what happened is left alone.
    """

    kind: str
    test: re.Pattern[str] | Callable[[str], object]
    longest: int = 200
    lines: int | None = None
    spares_reports: bool = True

    def matches(self, line: str, position: int) -> bool:
        """Tell whether the line at `position`, counted from 0, is such boilerplate."""
        return (
            len(line) <= self.longest
            and (self.lines is None or position < self.lines)
            and self._fits(line)
            and not (self.spares_reports and is_report(line))
        )

    def _fits(self, line: str) -> bool:
        test = self.test.match if isinstance(self.test, re.Pattern) else self.test
        return bool(test(line))


def is_report(line: str) -> bool:
    """Tell whether the line begins a quotation, or tells what somebody did or said."""
    return _REPORTED.search(line) is not None


def opening(*phrases: str) -> re.Pattern[str]:
    """Return a pattern, whatever the case, for lines that begin with one of the patterns."""
    return re.compile(rf"(?:{'|'.join(phrases)})", re.IGNORECASE)


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Return a pattern that matches where one of the patterns does; they differ in case alone."""
    parts = (("(?i:" if p.flags & re.IGNORECASE else "(?:") + f"{p.pattern})" for p in patterns)
    return re.compile("|".join(parts))


def tokens(line: str) -> list[str]:
    """Return the words of a menu, a row of buttons or a date, in lower case."""
    return _TOKEN.findall(line.lower())


def tokens_among(line: str, vocabulary: Container[str]) -> list[str]:
    """Return the line's words as `tokens` does, or none where one is not in `vocabulary`."""
    words = []
    for match in _TOKEN.finditer(line.lower()):
        if match.group() not in vocabulary:
            return []
        words.append(match.group())
    return words
