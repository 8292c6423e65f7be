"""How well a passage reads without its context."""
# ruff: noqa: RUF001 (quotation marks and apostrophes as newspapers set them)

import re
from collections.abc import Sequence
from importlib.resources import files

import yaml

from newsdesk.enrichment.summaries.passages import (
    Passage,
    has_end_mark,
    open_quotation,
    starts_lowercase,
)
from newsdesk.enrichment.words.character_classes import MARKS

MIN_WORDS = 6
"""With fewer words it is a heading, a byline or a label rather than a sentence."""

PENALTY = 0.2
"""The penalty for each feature that is rare in summaries."""

SEVERE_PENALTY = 0.5
"""The penalty for a question, which a summary should answer, and for a start in lower case."""

_UNFINISHED = re.compile(
    r"\b(?:a|an|the|and|or|of|into|than|who|which|whose|their|its)\.$", re.IGNORECASE
)
_LONGEST_UNFINISHED = len("whose.")
_WITHOUT_END_MARKS = re.compile("[\u0e00-\u0eff]")
_QUESTION_MARKS = ("?", "？", "؟", "፧")
# The marks of Greek, which is a semicolon elsewhere, and of Armenian, which stands in a word.
_MARKED_OTHERWISE = re.compile(r"[Ͱ-Ͽἀ-῿]\s?[;;]$|\u055e")
_AFTER_QUESTION_MARKS = "\"'”’»)"
# These two start with characters and look behind only there, so that searching is fast.
_QUOTES = re.compile(r"[\"“”„‘«»「『'](?:(?<!')|(?:(?<=^')|(?<=\s'))\w)")
_FIRST_OR_SECOND_PERSON = re.compile(
    r"[IWwMmOouYy](?<!\w\w)(?:(?<=I)|(?<=[WwMm])e|(?<=[Mm])y|(?<=[Oo])urs?|(?<=u)s"
    r"|(?<=[Yy])ou(?:rs?)?)\b(?!\.[A-Z])"
)
_LABEL = re.compile(r"[A-Z][\w ,.'’-]{0,45}: ")
_PICTURE = re.compile(
    r"\bpictured\b|\bscroll down\b"
    r"|\((?=[^()]*+\))(?:[^()]*\b)?(?:left|right|centre|center|above|below|top|bottom)\b",
    re.IGNORECASE,
)
_HINTS_OF_PICTURES = ("pictured", "scroll down", "(")
_WHOLLY_QUOTED = re.compile(
    r"[\"“„«「『][^\"”“»」』]*[\"”“»」』][.!?]?$|['‘](?:[^'’]++|['’](?=\w))*['’][.!?]?$"
)
_A_NAME_FOLLOWS = re.compile(r"(?<=[^\W_])[,']?\s[^\W\d_a-zß-öø-ÿ][^\W\d_]")
_UNSPACED_LANGUAGES = frozenset(["ja", "km", "lo", "my", "th", "zh"])


def _pattern_of(language: str, phrases: str) -> str:
    alternatives = "|".join(sorted(map(re.escape, phrases.split(", ")), key=len, reverse=True))
    after = "" if language in _UNSPACED_LANGUAGES else f"(?![\\w{MARKS}-])"
    return rf"\W*(?:{alternatives}){after}"


def _back_references() -> dict[str, str]:
    text = (
        files("newsdesk.enrichment.summaries").joinpath("back_references.yaml").read_text("utf-8")
    )
    phrases: dict[str, str] = yaml.safe_load(text)
    return phrases


_BACK_REFERENCES = {
    language: re.compile(_pattern_of(language, phrases), re.IGNORECASE)
    for language, phrases in _back_references().items()
}


def are_sentences(passages: Sequence[Passage]) -> list[bool]:
    """Return for each passage whether it is a complete sentence: long enough, with an end mark.

    End marks are required if most passages have one, or one that is long enough; but Thai and Lao
    do not use them.
    """
    ends = [has_end_mark(passage.text) for passage in passages]
    marked = 2 * sum(ends) >= len(passages) or any(
        end and passage.words >= MIN_WORDS and not _WITHOUT_END_MARKS.search(passage.text)
        for passage, end in zip(passages, ends, strict=True)
    )
    return [
        (end or not marked)
        and passage.words >= MIN_WORDS
        and not _UNFINISHED.search(passage.text, len(passage.text) - _LONGEST_UNFINISHED)
        for passage, end in zip(passages, ends, strict=True)
    ]


def is_question(text: str) -> bool:
    """Whether `text` is marked as a question, at its end or as Armenian does."""
    bare = text.rstrip(_AFTER_QUESTION_MARKS)
    if bare.endswith(_QUESTION_MARKS):
        return True
    return not bare.isascii() and _MARKED_OTHERWISE.search(bare) is not None


def style_penalty(text: str, language: str) -> float:
    """Return the penalty of a passage for features that do not belong in a summary.

    These are a quotation, the first or second person, a label or words of captions, and an unclosed
    quotation; a question and a start in lower case have a higher penalty.
    """
    english = language == "en"
    found = (
        _QUOTES.search(text) is not None,
        english and _FIRST_OR_SECOND_PERSON.search(text) is not None,
        _LABEL.match(text) is not None or (english and _is_caption(text)),
        open_quotation(text) is not None,
    )
    serious = (is_question(text), starts_lowercase(text))
    return PENALTY * sum(found) + SEVERE_PENALTY * sum(serious)


def _is_caption(text: str) -> bool:
    hinted = any(map(text.lower().__contains__, _HINTS_OF_PICTURES))
    return hinted and _PICTURE.search(text) is not None


def needs_context(text: str, language: str, *, first: bool) -> bool:
    """Whether `text` can only be understood after the preceding text.

    That is so if it begins with a word that refers back ("He", "But", "This"), or is a quotation
    without a speaker. In an article's `first` sentence, such a word may refer to a name after it.
    """
    if _WHOLLY_QUOTED.match(text):
        return True
    pattern = _BACK_REFERENCES.get(language)
    if pattern is None or not pattern.match(text):
        return False
    return not (first and _A_NAME_FOLLOWS.search(text))
