"""Checking the names of a claim against an article."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from newsdesk.enrichment.summaries.faithfulness.name_index import NameIndex
from newsdesk.enrichment.summaries.faithfulness.names import Name, Word, names_in, words_of
from newsdesk.enrichment.summaries.faithfulness.same_names import (
    LONGEST_ALIAS,
    Forms,
    aliases_of,
)
from newsdesk.enrichment.words.name_words import ROLES
from newsdesk.enrichment.words.ordinary_words import is_ordinary

_Keys = tuple[str, ...]

_SHORT_ACRONYM = 3
_MOSTLY = 0.7
_MIN_CASED = 5
_NOUNS_ARE_CAPITALIZED = ("de", "lb")
_STRANGE_WORDS = 2


class NameSupport:
    """The words and the names of an article."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._language = language
        self._keys: set[str] = set()
        self._small: set[str] = set()
        self._capital: set[str] = set()
        self._acronyms: set[str] = set()
        names: dict[_Keys, None] = {}
        for text in texts:
            words = words_of(text)
            self._keys.update(word.key for word in words)
            self._small.update(word.key for word in words if not word.capital)
            self._capital.update(word.key for word in words if word.capital)
            self._acronyms.update(word.key for word in words if word.capitals)
            names.update((name.keys, None) for name in names_in(words))
        self._names = [name for name in names if len(name) > 1]
        self._in_names = {key for name in self._names for key in name}
        alone = {name[0] for name in names if len(name) == 1}
        self._apart = (self._small | alone) - self._in_names
        self._phrases = " ".join(f"-{'-'.join(name)}-" for name in self._names)
        self._initials = {"".join(key[0] for key in name) for name in self._names}

    def unsupported(self, claim: str) -> list[str]:
        """Return the names of `claim` that the article does not support, as written there.

        A name is a sequence of capitalized words. It is supported by a name in the article with the
        same words in this order, so a surname is supported by the full name and an initial by a
        first name, but not by words of two names: John Smith and Mary Brown do not support John
        Brown. Titles, accents, case, and forms of a country's name are ignored, and an acronym
        supports the name with these initials. A word that begins a sentence counts as a name only
        in English, and only if it is neither a word of the article nor ordinary English. German
        capitalizes all nouns, so a name there has two words that the article lacks. Scripts without
        capitals have no names.
        """
        words = words_of(claim)
        anyhow = _capitalizes_all(words)
        return [
            claim[name.words[0].start : name.words[-1].end]
            for name in names_in(words)
            if not self._supports(name, anyhow)
        ]

    def _supports(self, name: Name, anyhow: bool) -> bool:
        words = name.words
        if self._language in _NOUNS_ARE_CAPITALIZED:
            return sum(not self._knows(word) for word in words) < _STRANGE_WORDS
        if anyhow:
            return all(is_ordinary(word.key) or self._knows(word) for word in words)
        if name.starts and self._may_be_no_name(words):
            words = words[1:]
        elif name.starts and len(words) > 2 and self._has(name.keys[1:]):
            return True
        return all(map(self._supports_part, _between_roles(words)))

    def _may_be_no_name(self, words: Sequence[Word]) -> bool:
        """Whether the first word may be capitalized only because it begins a sentence."""
        first = words[0].key
        if self._language != "en":
            return True
        part_of_name = len(words) > 1 and first in self._in_names
        return not part_of_name and (first in self._small or is_ordinary(first))

    def _supports_part(self, words: Sequence[Word]) -> bool:
        if len(words) == 1:
            return self._knows(words[0])
        return self._has(tuple(word.key for word in words)) or self._has_parts(words)

    def _knows(self, word: Word) -> bool:
        """Whether the article has a word, in any form."""
        key = word.key
        if len(key) == 1 or key in self._initials or self._has_another(key):
            return True
        if word.capitals and len(key) <= _SHORT_ACRONYM:
            return key in self._acronyms
        return key in self._keys or key in self._forms

    def _has_another(self, key: str) -> bool:
        """Whether the article has another name for the same thing: US, United States."""
        return any(
            f"-{other}-" in self._phrases if "-" in other else other in self._capital
            for other in aliases_of(key)
        )

    def _has(self, keys: _Keys) -> bool:
        """Whether a name in the article has these words in this order."""
        return self._reach(keys, 0) == len(keys)

    def _reach(self, keys: _Keys, first: int) -> int:
        """Return the end of the longest part of `keys` from `first` on that the article has.

        A part has at least two words; without one, the end is not after the first.
        """
        ends = [first + self._index.longest(keys, first)]
        aliases = range(first + 2, min(first + LONGEST_ALIAS, len(keys)) + 1)
        ends += [end for end in aliases if self._has_another("-".join(keys[first:end]))]
        initials = "".join(key[0] for key in keys[first:])
        ends += [first + n for n in self._acronym_sizes if initials[:n] in self._acronyms]
        return max(end for end in ends if end <= len(keys))

    def _has_parts(self, words: Sequence[Word]) -> bool:
        """Whether the words are a name in the article with other words next to it (Dutch MP Smit).

        If no two of them belong together in the article, each must occur there by itself.
        """
        keys = tuple(word.key for word in words)
        for first in range(len(keys) - 1):
            last = self._reach(keys, first)
            if last > first + 1:
                return all(map(self._knows, [*words[:first], *words[last:]]))
        return all(
            word.key in self._apart or (aliases_of(word.key) and self._knows(word))
            for word in words
        )

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self._keys, self._language)

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._names, self._language)

    @cached_property
    def _acronym_sizes(self) -> list[int]:
        return [size for size in set(map(len, self._acronyms)) if size >= _SHORT_ACRONYM]


def _between_roles(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the names between titles and offices: Dutch Prime Minister Jan Smit has two."""
    part: list[Word] = []
    for i, word in enumerate(words):
        if word.key in ROLES and (word.capitals or i + 1 < len(words)):
            yield from [part] if part else []
            part = []
        else:
            part.append(word)
    yield from [part] if part else []


def _capitalizes_all(words: Sequence[Word]) -> bool:
    """Whether a text capitalizes all words, as some headlines do."""
    cased = [
        word for word in words if word.text[0].isalpha() and word.text.lower() != word.text.upper()
    ]
    capitals = sum(word.capital for word in cased)
    return len(cased) >= _MIN_CASED and capitals >= _MOSTLY * len(cased)
