"""Which kinds the removed words have: cleaning reports texts with kinds, and no places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from newsdesk.desk.removals.run import Run
from newsdesk.desk.removals.words import Words, words_of

_MOST_TEXTS = 1_000
"""Different texts that are looked for, each in all runs."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Parts of runs with their kinds: by the first word of the run, each as (first, last, kind).

    `elsewhere` are the reported texts that are in no run.
    """

    parts: Mapping[int, Sequence[tuple[int, int, str]]] = field(default_factory=dict)
    elsewhere: Sequence[tuple[str, str]] = ()

    def parts_of(self, run: Run) -> Iterator[tuple[int, int, str]]:
        """Yield all of a run in parts; a part whose kind is not known has an empty one."""
        at = run.start
        for first, last, kind in sorted(self.parts.get(run.start, ())):
            if first < at:
                continue
            if at < first:
                yield at, first, ""
            yield first, last, kind
            at = last
        if at < run.end:
            yield at, run.end, ""


def labelled(original: Words, runs: Sequence[Run], reported: Sequence[tuple[str, str]]) -> Labelled:
    """Find the reported texts in the runs.

    A text that is there more or less often than it is reported, or with several kinds, gets none.
    """
    texts: dict[str, list[tuple[str, str]]] = {}
    for kind, text in reported:
        words = words_of(text)
        if len(words):
            texts.setdefault(words.joined(0, len(words)), []).append((kind, text))
    if len(texts) > _MOST_TEXTS:
        return Labelled()
    joined = [(run, original.joined(run.start, run.end)) for run in runs]
    parts: dict[int, list[tuple[int, int, str]]] = {}
    elsewhere: list[tuple[str, str]] = []
    for wanted, pairs in texts.items():
        places = [(run, place) for run, words in joined for place in _places(words, wanted)]
        if not places:
            elsewhere.extend(pairs)
        elif len(places) == len(pairs) and len({kind for kind, _ in pairs}) == 1:
            for run, first in places:
                start = run.start + first
                last = start + wanted.count(" ") - 1
                parts.setdefault(run.start, []).append((start, last, pairs[0][0]))
    return Labelled(parts, elsewhere)


def _places(words: str, wanted: str) -> Iterator[int]:
    """Yield how many words precede each place of `wanted`, which may share the space between."""
    place, counted, before = words.find(wanted), 0, 0
    while place >= 0:
        before += words.count(" ", counted, place)
        counted = place
        yield before
        place = words.find(wanted, place + len(wanted) - 1)
