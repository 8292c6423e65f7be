"""Compares an original with its cleaned text, and says what was removed, by place and kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.desk.removals.kinds import Labelled, labelled
from newsdesk.desk.removals.placing import Placed, placed
from newsdesk.desk.removals.removal import MOST_SHOWN, Removal, Removals, removal
from newsdesk.desk.removals.run import Run
from newsdesk.desk.removals.shown_text import has_markup, shown_text
from newsdesk.desk.removals.words import Words, words_of

MOST_CHARACTERS = 2_000_000
"""Characters of an original that are compared."""

_MOST_ELSEWHERE = 100
_ANOTHER = (
    "The message that was found reads otherwise than this text, so that the places of what was"
    " removed are not certain."
)
_TOO_LONG = f"The original has more than {MOST_CHARACTERS:,} characters, and is not compared."


@dataclass(frozen=True, slots=True)
class Comparison:
    """An original beside its cleaned text, and what of it was removed."""

    original: Words
    text: Words
    placed: Placed

    def removals(self, kinds: Sequence[tuple[str, str]] = ()) -> Removals:
        """Return what was removed; `kinds` are those and the texts that cleaning reports."""
        labels = labelled(self.original, self.placed.runs, kinds)
        return _removals(self.original, self.text, self.placed, labels)


def compared(original: str, text: str) -> Comparison | Removals:
    """Compare an original with its cleaned text. Tags of HTML are left out of the original.

    Where they cannot be compared, the removals have the problem.
    """
    if len(original) > MOST_CHARACTERS:
        return Removals(problem=_TOO_LONG)
    cleaned = words_of(text)
    readings = [shown_text(original)] if has_markup(original) else []
    for reading in (*readings, original):
        words = words_of(reading)
        if (found := placed(words, cleaned)).is_same:
            return Comparison(words, cleaned, found)
    return Removals(problem=_ANOTHER)


def _removals(original: Words, text: Words, found: Placed, labels: Labelled) -> Removals:
    elsewhere = [*labels.elsewhere]
    for words in found.elsewhere:
        elsewhere.append(("", original.text[original.starts[words[0]] : original.ends[words[-1]]]))
    shown = [(kind, each[:MOST_SHOWN]) for kind, each in elsewhere[:_MOST_ELSEWHERE]]
    runs = sorted(found.runs, key=lambda run: run.start)
    everything = [each for run in runs for each in _of_run(original, text, run, labels)]
    return Removals(everything, shown, len(elsewhere) - len(shown))


def _of_run(original: Words, text: Words, run: Run, labels: Labelled) -> Iterator[Removal]:
    """Yield a run as it stands in the original, in one piece for each of its kinds."""
    start, end, at = _bounds(original, text, run)
    is_line = original.begins_line(run.start) and original.begins_line(run.end)
    if is_line:
        at = _past_spaces(text.text, at)
    for first, last, kind in labels.parts_of(run):
        part_start = start if first == run.start else original.starts[first]
        part_end = end if last == run.end else original.start_of(last)
        if shown := original.text[part_start:part_end].strip():
            yield removal(at, shown, kind, is_line=is_line)


def _bounds(original: Words, text: Words, run: Run) -> tuple[int, int, int]:
    """Return where a run begins and ends in the original, and its place in the text.

    Marks between words that are in the text as well are no part of it.
    """
    start, end = original.end_before(run.start), original.start_of(run.end)
    at, stop = text.end_before(run.at), text.start_of(run.at)
    while True:
        mark, other = _past_spaces(original.text, start), _past_spaces(text.text, at)
        if mark >= end or other >= stop or not _is_mark(original.text[mark], text.text[other]):
            break
        start, at = mark + 1, other + 1
    while True:
        mark, other = _before_spaces(original.text, end), _before_spaces(text.text, stop)
        if mark < start or other < at or not _is_mark(original.text[mark], text.text[other]):
            break
        end, stop = mark, other
    return start, end, at


def _is_mark(one: str, other: str) -> bool:
    return one == other and not one.isalnum()


def _past_spaces(text: str, at: int) -> int:
    """Return the place of the first character from `at` on that is no space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _before_spaces(text: str, end: int) -> int:
    """Return the place of the last character before `end` that is no space; -1 for none."""
    end -= 1
    while end >= 0 and text[end].isspace():
        end -= 1
    return end
