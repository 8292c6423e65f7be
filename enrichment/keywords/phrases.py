"""Which words in a row make a phrase that may be a keyword."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from enrichment.keywords.english import TITLES, is_noun_like
from enrichment.keywords.stop_words import stop_words
from enrichment.keywords.words import Word, runs_of
from enrichment.summaries.faithfulness.ordinary_words import is_ordinary

LONGEST = 4
"""Words of a phrase, at most."""

Phrase: TypeAlias = Sequence[Word]

_CONNECTORS = frozenset(["of", "for", "de", "du", "des", "del", "di", "da", "do", "von", "van"])
_LEAST_CHARACTERS = 2
# Chinese, Japanese, Thai, Lao, Khmer and Burmese have no spaces: a long word is a clause.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)
_LONGEST_UNSPACED = 4


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is known of a language: which words are no content, and how nouns end."""

    language: str
    stops: frozenset[str]

    @classmethod
    def of(cls, language: str) -> "Grammar":
        """Return what is known of the language with this ISO 639-1 code."""
        return cls(language, stop_words(language))

    def phrases(self, words: Sequence[Word]) -> Iterator[Phrase]:
        """Yield the phrases of a sentence: one to four words, content at both ends.

        Within, a name may have "of" and the like. No phrase has a part of a name, nor a title
        beside its name; an English one has neither adverbs nor participles after its first word.
        """
        for run in runs_of(words):
            for first in range(len(run)):
                if self._is_content(run[first]):
                    for last in range(first + 1, min(first + LONGEST, len(run)) + 1):
                        if self._is_phrase(run, first, last):
                            yield run[first:last]

    def _is_phrase(self, run: Sequence[Word], first: int, last: int) -> bool:
        phrase = run[first:last]
        return (
            self._is_content(phrase[-1])
            and self._holds_together(phrase)
            and self._is_nominal(phrase)
            and not (self._cuts_name(run, first) or self._cuts_name(run, last))
            and not _is_title_of(phrase, run[last : last + 1])
        )

    def _holds_together(self, phrase: Phrase) -> bool:
        for before, word, after in zip(phrase, phrase[1:], phrase[2:], strict=False):
            connects = word.text in _CONNECTORS and before.capital and after.capital
            if not connects and not self._is_content(word):
                return False
        titles = [_is_title(word) for word in phrase]
        return all(titles) or not any(titles)

    def _is_content(self, word: Word) -> bool:
        if len(word.text) < _LEAST_CHARACTERS or not word.text[0].isalpha():
            return False
        if len(word.text) > _LONGEST_UNSPACED and _UNSPACED.search(word.text):
            return False
        return word.small not in self.stops

    def _is_nominal(self, phrase: Phrase) -> bool:
        if self.language != "en":
            return True
        return all(word.capital or is_noun_like(word.text) for word in phrase[1:] or phrase)

    def _cuts_name(self, run: Sequence[Word], at: int) -> bool:
        """Whether a name goes on over the place before the word `at`."""
        if not 0 < at < len(run) or not (run[at - 1].capital and run[at].capital):
            return False
        before, after = run[at - 1], run[at]
        begins = before.first and self.language == "en" and is_ordinary(before.small)
        return not (begins or before.small in self.stops or _is_title(before) or _is_title(after))

    def is_name(self, phrase: Phrase) -> bool:
        """Whether a phrase is capitalized, and not only because a sentence begins with it."""
        if phrase[0].first:
            told = self.language == "en" and not is_ordinary(phrase[0].small)
            if len(phrase) == 1 or not told:
                return False
        return all(word.capital or word.text in _CONNECTORS for word in phrase)


def _is_title(word: Word) -> bool:
    return word.capital and word.small in TITLES


def _is_title_of(phrase: Phrase, after: Sequence[Word]) -> bool:
    """Whether the phrase ends with the title of the name that begins after it."""
    return _is_title(phrase[-1]) and any(word.capital for word in after)
