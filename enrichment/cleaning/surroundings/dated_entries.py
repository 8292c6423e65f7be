"""Dates over the entries of timelines, diaries, live blogs and listings."""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsdesk.enrichment.cleaning.rules.menus import is_bare_date
from newsdesk.enrichment.cleaning.rules.ruleset import kind_of
from newsdesk.enrichment.cleaning.surroundings.sentence_lines import ends_a_sentence

_MOST_LINES_OF_ENTRY = 3
_FEWEST_ENTRIES = 3
_LONGEST = 120
_DIGIT = re.compile(r"\d")


def dated_entries(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the dates that head entries, if there are several.

    The date of publication, which heads none or is the only one, is not among them; nor is the
    time of an update, unless there are three.
    """
    stamps = {
        index
        for index, line in enumerate(lines)
        if len(line) <= _LONGEST and _DIGIT.search(line) and kind_of(line, 0) == "timestamp"
    }
    heads = [i for i in sorted(stamps) if i + 1 < len(lines) and i + 1 not in stamps]
    bare = [i for i in heads if is_bare_date(lines[i])]
    labelled = [i for i in heads if not is_bare_date(lines[i])]
    return {
        index
        for found, fewest in ((bare, 2), (labelled, _FEWEST_ENTRIES))
        if sum(ends_a_sentence(lines[i + 1]) for i in found) >= fewest or _come_regularly(found)
        for index in found
    }


def _come_regularly(heads: Sequence[int]) -> bool:
    gaps = [below - above for above, below in pairwise(heads)]
    return len(heads) >= _FEWEST_ENTRIES and max(gaps) <= _MOST_LINES_OF_ENTRY
