"""Dates over the entries of timelines, diaries, live blogs and listings."""

from collections.abc import Sequence

from newsdesk.enrichment.cleaning.menus import is_bare_date
from newsdesk.enrichment.cleaning.sentence_lines import ends_a_sentence

_MOST_LINES_OF_ENTRY = 3
_FEWEST_ENTRIES = 3


def dated_entries(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the dates that head entries, if there are several.

    The date of publication, which heads none or is the only one, is not among them.
    """
    dates = {index for index, line in enumerate(lines) if is_bare_date(line)}
    heads = [i for i in sorted(dates) if i + 1 < len(lines) and i + 1 not in dates]
    over_sentences = sum(ends_a_sentence(lines[i + 1]) for i in heads)
    if over_sentences > 1 or _come_regularly(heads):
        return set(heads)
    return set()


def _come_regularly(heads: Sequence[int]) -> bool:
    gaps = [below - above for above, below in zip(heads, heads[1:], strict=False)]
    return len(heads) >= _FEWEST_ENTRIES and max(gaps) <= _MOST_LINES_OF_ENTRY
