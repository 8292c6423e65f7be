"""Checking the quotations of a claim against an article, word by word."""
# ruff: noqa: RUF001 (quotation marks of many scripts)

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsdesk.enrichment.cleaning.marks import without_marks
from newsdesk.enrichment.words.character_classes import MARKS, UNSPACED, WORD

_PAIRS = (
    r"“(?P<a>[^“”]*)(?:”|$)",
    r"„(?P<b>[^„“”]*)(?:[“”]|$)",
    rf"(?<![^\W_])(?<![{MARKS}])\"(?P<c>[^\"]*)(?:\"|$)",
    r"«(?P<d>[^«»]*)(?:»|$)",
    r"「(?P<e>[^「」]*)(?:」|$)",
    r"『(?P<f>[^『』]*)(?:』|$)",
    r"(?<![^\W_])‘(?P<g>[^\s’](?:[^‘’]++|’(?=[^\W_]))*)(?:’|$)",
    r"(?<![^\W_])'(?P<h>[^\s'](?:[^']++|'(?=[^\W_]))*)'",
)
_QUOTATION = re.compile("|".join(_PAIRS))
_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\[\]]*+\]|\([^()]*+\)")
_APOSTROPHE = re.compile("['’]")
_WORD = re.compile(WORD)
_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between quotation marks; `start` and `end` include the marks."""

    text: str
    start: int
    end: int


def quotations_in(text: str) -> Iterator[Quotation]:
    """Yield the quotations in `text`; an unclosed one extends to the end.

    Straight single marks count only in pairs around text that neither begins nor ends with a space.
    """
    for match in _QUOTATION.finditer(text):
        quoted = next((group for group in match.groups() if group is not None), "")
        if _WORD.search(quoted):
            yield Quotation(quoted.strip(), match.start(), match.end())


class QuotationSupport:
    """The words of an article, in order."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [_words(text) for text in texts]

    def unsupported(self, claim: str) -> list[Quotation]:
        """Return the quotations of `claim` that the article does not have.

        Case, accents, white space and punctuation are ignored; every word must match. An ellipsis
        or brackets may replace any text, but the parts around them must occur in this order. The
        speaker is not checked.
        """
        return [q for q in quotations_in(claim) if not any(_has(t, q.text) for t in self._texts)]


def _words(text: str) -> str:
    """Return the words of `text` with single spaces between them; Han and Thai without spaces."""
    plain = _APOSTROPHE.sub("", without_marks(text.casefold()))
    return " " + " ".join(_WORD.findall(plain)) + " "


def _has(text: str, quoted: str) -> bool:
    at = 0
    for part in map(_words, _LEFT_OUT.split(quoted)):
        if part.isspace():
            continue
        if _UNSPACED.search(part):
            found = text.replace(" ", "").find(part.replace(" ", ""))
            if found < 0:
                return False
            continue
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part) - 1
    return True
