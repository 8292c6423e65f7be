"""The phrases of an article that may be its keywords."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from enrichment.document import Document
from enrichment.keywords.phrases import Grammar
from enrichment.keywords.words import Word, words_of

SHORT = 5
"""An English article of so many sentences, or fewer, need not say a thing twice."""

Key: TypeAlias = tuple[str, ...]


@dataclass(slots=True)
class Candidate:
    """A phrase: its first mention, from `start` to `end`, and the sentences that hold it.

    `named` tells whether it is a name, `titled` whether the title has it too.
    """

    key: Key
    start: int
    end: int
    named: bool = False
    titled: bool = False
    sentences: set[int] = field(default_factory=set)

    @property
    def mentions(self) -> int:
        """How many sentences hold it, and the title."""
        return len(self.sentences) + self.titled


def candidates_of(document: Document) -> list[Candidate]:
    """Return the phrases that may carry the document, each once.

    What is no name must come at least twice, the title included, unless the article is short. A
    surname counts for the full name, and a phrase that mostly comes within a longer one is left
    out.
    """
    grammar = Grammar.of(document.language)
    found: dict[Key, Candidate] = {}
    for index, sentence in enumerate(document.sentences):
        for phrase in grammar.phrases(words_of(sentence.text, document.language)):
            start, end = sentence.start + phrase[0].start, sentence.start + phrase[-1].end
            candidate = found.setdefault(_key(phrase), Candidate(_key(phrase), start, end))
            candidate.sentences.add(index)
            candidate.named = candidate.named or grammar.is_name(phrase)
    for phrase in grammar.phrases(words_of(document.title or "", document.language)):
        if titled := found.get(_key(phrase)):
            titled.titled = True
    once = document.language == "en" and len(document.sentences) <= SHORT
    kept = [c for c in found.values() if c.named or c.mentions > 1 or once]
    return _without_parts(_with_surnames(kept))


def _key(phrase: Sequence[Word]) -> Key:
    return tuple(word.key for word in phrase)


def _with_surnames(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Let the mentions of a single name count for the longer one that was there before it."""
    longer: dict[str, Candidate] = {}
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        whole = longer.get(candidate.key[0]) if len(candidate.key) == 1 else None
        if whole and candidate.named:
            whole.sentences |= candidate.sentences
            whole.titled = whole.titled or candidate.titled
            continue
        kept.append(candidate)
        if candidate.named and len(candidate.key) > 1:
            longer.setdefault(candidate.key[-1], candidate)
            longer.setdefault(candidate.key[0], candidate)
    return kept


def _without_parts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what is as often, or nearly, mentioned as a part of a longer phrase."""
    within: dict[Key, int] = {}
    for candidate in candidates:
        for part in parts_of(candidate.key):
            within[part] = max(within.get(part, 0), candidate.mentions)
    return [c for c in candidates if c.mentions > 2 * within.get(c.key, 0)]


def parts_of(key: Key) -> set[Key]:
    """Return the words in a row of which a key has more."""
    ends = range(1, len(key) + 1)
    return {key[first:last] for last in ends for first in range(last)} - {key}
