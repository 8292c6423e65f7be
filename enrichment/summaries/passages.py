"""Passages: the units of text that can be extracted from an article."""
# ruff: noqa: RUF001 (quotation marks and end marks of many scripts)

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.sentences import Sentence
from newsdesk.enrichment.words.character_classes import TIBETAN, UNSPACED

LONGEST = 6
"""Sentences of a passage, at most: a quotation open for longer is treated as a stray mark."""

_END_MARKS = tuple(".!?…。！？।؟۔։።။។៕།༎")
_AFTER_END_MARKS = "\"'”’“»«)]」』】"
_UNFINISHED_LINE = re.compile(r"[\w,;–—-]")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CLOSERS = {
    '"': '"',
    "'": "'",
    "“": "”",
    "”": "”",
    "„": "“”",
    "‘": "’",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
}
_MARK = re.compile(f"[{''.join({*_CLOSERS, *_CLOSERS.values()})}]")
_SPACED_INSIDE = "«「『"
_UNSPACED = re.compile(f"[{UNSPACED}{TIBETAN}]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences `first` to `last` (exclusive): `article.text[start:end] == text`.

    `sentences` is their number; a sentence that is broken over lines counts as one.
    """

    first: int
    last: int
    sentences: int
    text: str
    start: int
    end: int

    @classmethod
    def of(cls, document: Document, first: int, last: int, sentences: int = 1) -> "Passage":
        """Return the passage of the document's sentences `first` to `last` (exclusive)."""
        start, end = document.sentences[first].start, document.sentences[last - 1].end
        return cls(first, last, sentences, document.text[start:end], start, end)

    @property
    def words(self) -> int:
        """The number of words."""
        return count_words(self.text)


def passages_of(document: Document) -> list[Passage]:
    """Return the document's passages, in order; each sentence is in exactly one.

    A passage is one sentence, or several that belong together: those within one quotation, and the
    pieces of a sentence that is broken over lines.
    """
    sentences = document.sentences
    broken = _broken_lines(sentences)
    joined = broken | _within_quotations(sentences, document.text)
    firsts = [i for i in range(len(sentences)) if i not in joined]
    return [
        Passage.of(
            document, first, last, last - first - sum(map(broken.__contains__, range(first, last)))
        )
        for first, last in pairwise([*firsts, len(sentences)])
    ]


def has_end_mark(text: str) -> bool:
    """Whether `text` ends like a sentence, with an end mark of any script."""
    return text.rstrip(_AFTER_END_MARKS).endswith(_END_MARKS)


def starts_lowercase(text: str) -> bool:
    """Whether the first word of `text` is in lower case, unlike the start of a sentence."""
    word = _FIRST_WORD.match(text)
    return word is not None and word.group().islower()


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces, two characters are one word."""
    if text.isascii():
        return len(text.split())
    spaced, unspaced = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + (unspaced + 1) // 2


def open_quotation(text: str, mark: str | None = None) -> str | None:
    """Return the opening mark of a quotation that is still open after `text`, or None.

    Args:
        text: A sentence.
        mark: The opening mark of a quotation that was open before it.
    """
    for match in _MARK.finditer(text):
        found, before = match.group(), text[max(0, match.start() - 1) : match.start()]
        after = text[match.end() : match.end() + 1]
        if mark is None and found in _CLOSERS:
            mark = found if _opens(found, before, after) else None
        elif mark is not None and found in _CLOSERS[mark] and _closes(found, before, after):
            mark = None
    return mark


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in _SPACED_INSIDE:
        return True
    if before.isalnum() or (before in ("", *".,!?…") and not after.isalnum()):
        return False
    # 'em and 'til are no quotations; those in straight single marks begin with a capital.
    return mark != "'" or after.isupper()


def _closes(mark: str, before: str, after: str) -> bool:
    if mark in "'’":
        return not after.isalnum() and not before.isspace()
    return mark != '"' or not after.isalnum() or not (before.isspace() or before.isalnum())


def _within_quotations(sentences: Sequence[Sentence], text: str) -> set[int]:
    """Return the sentences that begin within a quotation opened by an earlier one."""
    within: set[int] = set()
    i = 0
    while i < len(sentences):
        last = _closing(sentences, text, i)
        within.update(range(i + 1, last + 1))
        i = last + 1
    return within


def _closing(sentences: Sequence[Sentence], text: str, first: int) -> int:
    """Return the sentence that closes the quotation open after `first`, or `first`."""
    mark = open_quotation(sentences[first].text)
    for i in range(first + 1, min(first + LONGEST, len(sentences))):
        if mark is None:
            return i - 1
        sentence = sentences[i]
        reopened = sentence.text.startswith(mark)
        if not reopened and "\n" in text[sentences[i - 1].end : sentence.start]:
            return first
        # A quotation of several paragraphs opens in each and closes in the last.
        mark = open_quotation(sentence.text[reopened:], mark)
        if mark is None:
            return i
    return first


def _broken_lines(sentences: Sequence[Sentence]) -> set[int]:
    """Return the lines that continue, in lower case, a line without an end mark."""
    continuations: set[int] = set()
    run = 1
    for i, (before, line) in enumerate(pairwise(sentences), start=1):
        continues = (
            run < LONGEST
            and _UNFINISHED_LINE.match(before.text[-1:])
            and starts_lowercase(line.text)
        )
        run = run + 1 if continues else 1
        continuations.update([i] if continues else [])
    return continuations
