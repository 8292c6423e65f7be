"""How two texts differ, by words: what stays is shortened, and what changed is shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsdesk.desk.alignment import blocks_of, gaps_of
from newsdesk.desk.unspaced import IN_FIRST_PLANE, UNSPACED

MOST_CHARACTERS = 600_000
"""Characters of each text that are compared."""

_MOST_CHANGES = 500
_LONGEST = 5_000
_AROUND = 160
"""Characters that are shown before and after a change."""

_WORD = re.compile(f"(?:[{UNSPACED}]|[^\\W{IN_FIRST_PLANE}]+|[^\\w\\s])\\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of two texts: `kind` is same, inserted, removed, or skipped.

    Of a skipped one, and of the middle of a long one, `left_out` characters are not shown.
    """

    kind: str
    text: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """The pieces in order. `is_cut` is whether more changes are not shown."""

    changes: Sequence[Change]
    is_cut: bool = False

    @property
    def is_none(self) -> bool:
        """Whether the texts have the same words."""
        return all(change.kind in ("same", "skipped") for change in self.changes)


def difference_of(earlier: str, later: str) -> Difference:
    """Return how two texts differ; of spaces and line ends nothing is said."""
    old, new = (_WORD.findall(text[:MOST_CHARACTERS]) for text in (earlier, later))
    shown = list(_shortened(list(_changes(old, new))))
    changed = [n for n, change in enumerate(shown) if change.kind in ("inserted", "removed")]
    if len(changed) > _MOST_CHANGES:
        return Difference(shown[: changed[_MOST_CHANGES]], is_cut=True)
    return Difference(shown, is_cut=max(len(earlier), len(later)) > MOST_CHARACTERS)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    keys = [[word.strip() for word in words] for words in (old, new)]
    at = 0
    for in_old, in_new in gaps_of(blocks_of(*keys), len(old), len(new)):
        yield Change("same", "".join(new[at : in_new.start]))
        yield Change("removed", "".join(old[in_old.start : in_old.stop]))
        yield Change("inserted", "".join(new[in_new.start : in_new.stop]))
        at = in_new.stop
    yield Change("same", "".join(new[at:]))


def _shortened(changes: Sequence[Change]) -> Iterator[Change]:
    last = len(changes) - 1
    for number, change in enumerate(changes):
        text = change.text
        if not text:
            continue
        if change.kind != "same":
            yield replace(change, text=text[:_LONGEST], left_out=max(0, len(text) - _LONGEST))
            continue
        before, after = (0 if number == 0 else _AROUND), (0 if number == last else _AROUND)
        if len(text) <= before + after + _AROUND:
            yield change
            continue
        if before:
            yield Change("same", text[:before])
        yield Change("skipped", left_out=len(text) - before - after)
        if after:
            yield Change("same", text[-after:])
