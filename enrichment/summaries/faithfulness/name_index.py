"""Finding parts of a claimed name in the names of an article."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from newsdesk.enrichment.summaries.faithfulness.same_names import Forms


class NameIndex:
    """An article's names, each a sequence of keys, found by any of their words."""

    def __init__(self, names: Iterable[Sequence[str]], language: str) -> None:
        self._names = list(names)
        self._containing: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for key in dict.fromkeys(name):
                self._containing[key].append(number)
        self._forms = Forms(self._containing, language)
        self._found: dict[str, frozenset[str]] = {}

    def longest(self, keys: Sequence[str], first: int) -> int:
        """Return how many of `keys` from `first` on one of the names has in this order.

        Other words may be in between. An initial stands for any word that begins with it. Zero if
        no name has the first of them.
        """
        starting = {n for key in self._matching(keys[first]) for n in self._containing[key]}
        return max((self._common(self._names[n], keys, first) for n in starting), default=0)

    def _common(self, name: Sequence[str], keys: Sequence[str], first: int) -> int:
        at = first
        for key in name:
            if at < len(keys) and key in self._matching(keys[at]):
                at += 1
        return at - first

    def _matching(self, key: str) -> frozenset[str]:
        """Return the words of the names that match a claimed word."""
        if key not in self._found:
            is_initial = len(key) == 1
            words = self._starting_with(key) if is_initial else self._forms.of(key)
            self._found[key] = frozenset(words)
        return self._found[key]

    def _starting_with(self, letter: str) -> Iterable[str]:
        return (word for word in self._containing if word.startswith(letter))
