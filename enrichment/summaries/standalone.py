"""How well a passage reads where nothing of its article stands around it."""
# ruff: noqa: RUF001 (quotation marks and apostrophes as newspapers set them)

import re
from collections.abc import Sequence

from newsdesk.enrichment.summaries.passages import (
    Passage,
    has_end_mark,
    open_quotation,
    starts_lowercase,
)

MIN_WORDS = 6
"""Fewer words make a heading, a byline or a mark rather than a sentence of a summary."""

PENALTY = 0.2
"""What a passage loses for each thing that summaries seldom have."""

SEVERE_PENALTY = 0.5
"""What a question loses, which a summary should answer, and what begins in small letters."""

_UNFINISHED = re.compile(
    r"\b(?:a|an|the|and|or|of|into|than|who|which|whose|their|its)\.$", re.IGNORECASE
)
_LONGEST_UNFINISHED = len("whose.")
_QUESTION = re.compile(r"[?？؟][\"'”’»)]*$")
# These two begin with characters, and look behind only there: a text is soon searched through.
_QUOTES = re.compile(r"[\"“”„‘«»「『'](?:(?<!')|(?:(?<=^')|(?<=\s'))\w)")
_FIRST_OR_SECOND_PERSON = re.compile(
    r"[IWwMmOouYy](?<!\w\w)(?:(?<=I)|(?<=[WwMm])e|(?<=[Mm])y|(?<=[Oo])urs?|(?<=u)s"
    r"|(?<=[Yy])ou(?:rs?)?)\b(?!\.[A-Z])"
)
_LABEL = re.compile(r"[A-Z][\w ,.'’-]{0,45}: ")
_PICTURE = re.compile(
    r"\bpictured\b|\bscroll down\b"
    r"|\((?:[^()]*\b)?(?:left|right|centre|center|above|below|top|bottom)\b[^()]*\)",
    re.IGNORECASE,
)
_HINTS_OF_PICTURES = ("pictured", "scroll down", "(")
_WHOLLY_QUOTED = re.compile(
    r"[\"“„«「『][^\"”“»」』]*[\"”“»」』][.!?]?$|['‘](?:[^'’]|['’](?=\w))*['’][.!?]?$"
)
_A_NAME_FOLLOWS = re.compile(r"(?<=[^\W_])[,']?\s[^\W\d_a-zß-öø-ÿ][^\W\d_]")
_BACK_REFERENCES = {
    "en": "he she it they his her its their him them this that these those there such but and so "
    "or nor yet then also too however meanwhile instead moreover furthermore nevertheless "
    "therefore thus besides similarly likewise otherwise hence",
    "de": "er sie es ihr ihre sein seine dies diese dieser dieses das dabei dadurch damit dafür "
    "dagegen aber und oder doch jedoch denn dann auch zudem außerdem allerdings deshalb trotzdem",
    "fr": "il elle ils elles cela ceci ce ces celui celle mais et ou donc or alors aussi puis "
    "cependant pourtant toutefois ainsi ensuite",
    "es": "él ella ellos ellas esto eso estos esas esos aquello pero y o sino entonces también "
    "además así luego después",
    "it": "lui lei loro egli essa essi questo questa questi ciò ma e o però quindi allora anche "
    "inoltre così poi",
    "pt": "ele ela eles elas isto isso aquilo mas e ou porém então também além assim depois",
    "nl": "hij zij ze het dit dat deze die maar en of dus toch dan ook echter daarom bovendien",
}
_BACK_REFERENCE_WORDS = {
    language: frozenset(words.split()) for language, words in _BACK_REFERENCES.items()
}
_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)(?!-)")


def sentences_among(passages: Sequence[Passage]) -> list[bool]:
    """Tell of each passage whether it is a sentence: long enough, and with its end.

    End marks are asked for only where most passages have one; Thai, for instance, does without.
    """
    ends = [has_end_mark(passage.text) for passage in passages]
    marked = 2 * sum(ends) >= len(passages)
    return [
        (end or not marked)
        and passage.words >= MIN_WORDS
        and not _UNFINISHED.search(passage.text, len(passage.text) - _LONGEST_UNFINISHED)
        for passage, end in zip(passages, ends, strict=True)
    ]


def style_penalty(text: str, language: str) -> float:
    """Return what a passage loses for what makes it a poor part of a summary.

    Drawbacks are a quotation, the first or second person, a label or a word of captions, and a
    quotation left open; a question and a beginning in small letters are serious ones.
    """
    english = language == "en"
    found = (
        _QUOTES.search(text) is not None,
        english and _FIRST_OR_SECOND_PERSON.search(text) is not None,
        _LABEL.match(text) is not None or (english and _is_caption(text)),
        open_quotation(text) is not None,
    )
    serious = (_QUESTION.search(text) is not None, starts_lowercase(text))
    return PENALTY * sum(found) + SEVERE_PENALTY * sum(serious)


def _is_caption(text: str) -> bool:
    hinted = any(map(text.lower().__contains__, _HINTS_OF_PICTURES))
    return hinted and _PICTURE.search(text) is not None


def needs_context(text: str, language: str, *, first: bool) -> bool:
    """Whether `text` is only understood after what stands before it.

    It begins with a word that points back ("He", "But", "This"), or is a quotation without its
    speaker. Where it is an article's `first` sentence such a word points to a name that follows.
    """
    if _WHOLLY_QUOTED.match(text):
        return True
    word = _FIRST_WORD.match(text)
    if word is None or word.group(1).lower() not in _BACK_REFERENCE_WORDS.get(language, ()):
        return False
    return not (first and _A_NAME_FOLLOWS.search(text))
