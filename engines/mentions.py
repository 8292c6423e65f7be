"""Turning tagged words into mentions of names, and joining the views of several windows."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.engines.tags import Tag
from newsdesk.engines.words import Word
from newsdesk.enrichment.ports import Mention


@dataclass(frozen=True, slots=True)
class View:
    """One window's tags of the words from `start` on, with their probabilities."""

    start: int
    tags: list[Tag]
    scores: list[float]

    @property
    def end(self) -> int:
        """The index after the last word."""
        return self.start + len(self.tags)

    def cuts_before(self, word: int) -> bool:
        """Whether switching from or to this view before `word` may cut a name."""
        position = word - self.start
        if position == 0:
            return self.tags[0].may_continue
        if position == len(self.tags):
            return self.tags[-1].kind is not None and not self.tags[-1].ends
        return self.tags[position].continues(self.tags[position - 1])


def join_views(views: Sequence[View]) -> View:
    """Join the views of a text's overlapping windows, given in order, into one.

    Two views are joined where neither sees a name, as close as possible to the middle of their
    overlap, so a name that one window cuts is taken from the other. A name that spans the whole
    overlap is joined in the middle.
    """
    joined = View(views[0].start, list(views[0].tags), list(views[0].scores))
    for view in views[1:]:
        seam = _seam(joined, view)
        joined.tags[seam - joined.start :] = view.tags[seam - view.start :]
        joined.scores[seam - joined.start :] = view.scores[seam - view.start :]
    return joined


def _seam(left: View, right: View) -> int:
    middle = (right.start + left.end) / 2
    places = sorted(range(right.start, left.end + 1), key=lambda position: abs(position - middle))
    whole = (p for p in places if not left.cuts_before(p) and not right.cuts_before(p))
    return next(whole, places[0])


def mentions_of(words: Sequence[Word], view: View) -> tuple[Mention, ...]:
    """Return the names in a text, in order, each with the mean score of its words."""
    found: list[tuple[int, int]] = []
    for i, tag in enumerate(view.tags):
        if found and found[-1][1] == i and tag.continues(view.tags[i - 1]):
            found[-1] = (found[-1][0], i + 1)
        elif tag.kind is not None:
            found.append((i, i + 1))
    return tuple(
        Mention(
            start=words[first].start,
            end=words[last - 1].end,
            label=str(view.tags[first].kind),
            score=sum(view.scores[first:last]) / (last - first),
        )
        for first, last in found
    )
