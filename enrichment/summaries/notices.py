"""Notices to the reader: they stay in the text, being content, and never make a summary.

Those are corrections and clarifications, notes of the editors, warnings of the content, helplines,
disclosures of who paid, and what the rules for boilerplate know. What a notice is taken for is its
form; a report about a correction or a helpline has another one.
"""
# ruff: noqa: RUF001 (typographic apostrophes and dashes)

import re
from collections.abc import Sequence

from newsdesk.enrichment.cleaning.inserts.picture_credits import IN_BRACKETS
from newsdesk.enrichment.cleaning.rules.rule import is_report
from newsdesk.enrichment.cleaning.rules.ruleset import ANYWHERE, SENTENCE_RULES, kind_of
from newsdesk.enrichment.summaries.notice_phrases import (
    LABEL,
    SENTENCE,
    SENTENCE_OF_LANGUAGES,
)

_WITHIN = re.compile(
    r"\b(?:regrets?|apologi[sz]es? for) (?:the|this|any|these) (?:errors?|mistakes?|confusion)\.$"
    r"|\b(?:readers|viewers|listeners|people) (?:may|might) find (?:\w+ ){0,4}(?:distressing|"
    r"upsetting|disturbing|offensive|triggering)"
    r"|\bas (?:stated|reported|written|said) in an earlier version\b",
    re.IGNORECASE,
)
_HINTS_OF_WITHIN = ("regret", "apolog", "find", "earlier version")
_LINE = re.compile(
    r"helpline|hotline|lifeline|crisis line|crisis text|samaritans|befrienders|childline|"
    r"telefonseelsorge|"
    r"nummer gegen kummer|hilfetelefon|línea|teléfono de la esperanza|numéro (?:vert|national|"
    r"gratuit)|"
    r"sos amitié|telefono amico|\bcvv\b|113 zelfmoord|kindertelefoon|hjälplinje|हेल्पलाइन|خط "
    r"المساعدة|телефон доверия|求助热线|mental helse|"
    r"livslinien",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(
    r"\b(?:988|116 ?\d{3}|113|3114|3919|024|1522|188|0?\d{2,4}[ /-]\d{2,4}[ /-]?\d+|0800\b|"
    r"\d{3}-\d)"
)
_BACK = re.compile(
    r"(?:it|the (?:correct|right)|that|this|these|we|our|they|he|she|es|richtig|korrekt|"
    r"tatsächlich|son|es|fue|ils?|"
    r"elles?|c['’]est|sono|è|são|é|het|dat|in fact|in the uk|in the us|you|sie|hilfe|anonym|more|"
    r"learn)\b",
    re.IGNORECASE,
)
_ABOUT_THE_AUTHOR = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]*+ ){2,4}(?:is|are) (?:an? |the |[A-Z][\w.'’]*+ "
    r")[^.!?\n]{0,60}\b(?:reporter|writer|"
    r"journalist|columnist|correspondent|editor|contributor|producer|professor|lecturer|fellow|"
    r"author)\b"
    r"[^.!?\n]{0,120}\."
)
_LONGEST_ABOUT = 2
_PREFIX = re.compile(
    r"(?:updated?|note|please note|n\.b\.|nb|ps|aktualisierung|actualización|mise à jour|"
    r"aggiornamento|atualização)\b[^:.!?]{0,30}: ?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{2,300}+)[)\]]\s+(?=\W?[^\W\d_])")
_SHORT = 9
_LONGEST = 160
_LONGEST_OF_LANGUAGES = 80
_MARKS = " *_•·–—-\t([|"


def is_notice(sentence: str) -> bool:
    """Whether the sentence on its own has the form of a notice, or of boilerplate."""
    bare = sentence.lstrip(_MARKS)
    prefix = _PREFIX.match(bare)
    bare = bare[prefix.end() :] if prefix else bare
    return (
        SENTENCE.match(bare) is not None
        or (len(bare) <= _LONGEST_OF_LANGUAGES and SENTENCE_OF_LANGUAGES.match(bare) is not None)
        or _has_apology_or_warning(bare)
        or _names_a_helpline(bare)
        or (len(bare) <= _LONGEST and kind_of(bare, ANYWHERE, SENTENCE_RULES) is not None)
    )


def _has_apology_or_warning(text: str) -> bool:
    hinted = any(map(text.lower().__contains__, _HINTS_OF_WITHIN))
    return hinted and _WITHIN.search(text) is not None


def _names_a_helpline(text: str) -> bool:
    """Whether the sentence has the name of a helpline and its number, and reports nothing."""
    return (
        _DIGIT.search(text) is not None
        and _NUMBER.search(text) is not None
        and _LINE.search(text) is not None
        and not is_report(text)
    )


def bracketed_length(sentence: str) -> int:
    """Return the length of the notice or credit in brackets that a sentence begins with, or 0."""
    found = _BRACKETED.match(sentence) if sentence[:1] in ("(", "[") else None
    if found is None or sentence[found.end() :].lstrip("“\"'‘«")[:1].islower():
        return 0
    inner = found[1]
    known = IN_BRACKETS.fullmatch(inner) or LABEL.match(inner) or is_notice(inner)
    return found.end() if known else 0


def has_label(line: str) -> bool:
    """Whether the line is only the name of a notice, which follows it."""
    return LABEL.fullmatch(line) is not None


def is_about_the_author(line: Sequence[str]) -> bool:
    """Whether a line says who the author is, if it is an article's last."""
    return len(line) <= _LONGEST_ABOUT and _ABOUT_THE_AUTHOR.match(line[0]) is not None


def notices_in(line: Sequence[str], *, alone: bool) -> list[bool]:
    """Return which sentences of a line are part of a notice.

    Args:
        line: The sentences of the line.
        alone: Whether most of the article is in this line, so that it cannot be a notice as a
            whole; any other line that begins as a notice is one.
    """
    flags = [is_notice(sentence) for sentence in line]
    flags[0] = flags[0] or LABEL.match(line[0]) is not None
    if not alone and (flags[0] or 2 * sum(flags) > len(line)):
        return [True] * len(line)
    for n in range(1, len(line)):
        short = line[n].count(" ") < _SHORT and _BACK.match(line[n].lstrip(_MARKS))
        flags[n] = flags[n] or (flags[n - 1] and bool(short))
    return flags
