"""Marks, labels and times before the sentences of lists, digests and live blogs."""
# ruff: noqa: RUF001 (list marks and typographic quotes)

import re

BULLET = re.compile(
    r"\s*(?:[•▪◦‣⁃●○■□▸►▶➤➢✓✔✅❖◆→*·]+\s*|[–—-]\s+"
    r"|[\U0001F300-\U0001FAFF\u2600-\u27bf]\ufe0f?\s+)"
)
NUMBER = re.compile(r"\s*\(?(?:\d{1,2}|[a-h])[.)/]\s+")
_DIGEST = re.compile(
    r"\s*(?:tl;?\s?dr|in (?:short|brief|a nutshell)|at a glance|key (?:points?|takeaways?|facts)"
    r"|summary|the gist|highlights|kurz (?:gefasst|zusammengefasst)|das wichtigste(?: in kürze)?"
    r"|in kürze|auf einen blick|l['’]essentiel|en bref|à retenir|en (?:breve|resumen|síntesis)"
    r"|las claves|lo esencial|in (?:breve|sintesi)|(?:em )?resumo|in het kort|samengevat"
    r")\s?:\s+(?=\S)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\s*[\[(]?(?:[01]?\d|2[0-3])[.:h][0-5]\d"
    r"(?:\s?(?:[ap]\.?m\.?|uhr|uur|klo|gmt|utc|bst|c?es?t|edt|[cmp]?[sd]?t|ist|hrs?|h)(?!\w))?[\])]?"
    r"\s*(?:[–—:|•·>-]\s*)?",
    re.IGNORECASE,
)
_OPENING = "“\"'‘«(["


def is_digest(line: str) -> bool:
    """Whether a line begins with a label that says that it sums the article up."""
    return ":" in line and _DIGEST.match(line) is not None


def mark_length(text: str) -> int:
    """Return the length of the list mark or digest's label that `text` begins with, or 0."""
    found = BULLET.match(text) or NUMBER.match(text) or _DIGEST.match(text)
    return found.end() if found else 0


def time_length(text: str) -> int:
    """Return the length of the time of day that `text` begins with, before a capital, or 0.

    "12.50 crowns" is none.
    """
    if not text[:1].isdigit() and text[:1] not in ("(", "["):
        return 0
    found = _TIME.match(text)
    first = text[found.end() :].lstrip(_OPENING)[:1] if found else ""
    return found.end() if found and first.isalpha() and not first.islower() else 0
