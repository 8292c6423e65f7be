"""Lines that look like boilerplate alone, and are part of the article by the lines around them."""

from collections.abc import Callable, Collection, Sequence

from newsdesk.enrichment.cleaning.rules.ruleset import ORNAMENTS
from newsdesk.enrichment.cleaning.surroundings.dated_entries import dated_entries
from newsdesk.enrichment.cleaning.surroundings.headed_entries import (
    authors_of_books,
    counts,
    headings_of_sections,
    repeated_labels,
    titles_of_works,
)
from newsdesk.enrichment.cleaning.surroundings.lists import (
    clauses,
    columns,
    credited_works,
    introduced_items,
    labelled_sentences,
    labelled_values,
    members,
    short_items,
)
from newsdesk.enrichment.cleaning.surroundings.questions import answered_questions
from newsdesk.enrichment.cleaning.surroundings.tables import table_rows

Evidence = Callable[[Sequence[str]], Collection[int]]
_EVIDENCE: dict[str, tuple[Evidence, ...]] = {
    "advertisement": (short_items,),
    "byline": (members, authors_of_books, labelled_values, credited_works, introduced_items),
    "comments": (answered_questions, introduced_items),
    "copyright": (clauses,),
    "donation": (introduced_items,),
    "kicker": (headings_of_sections, short_items, introduced_items, table_rows),
    "navigation": (
        table_rows,
        repeated_labels,
        titles_of_works,
        labelled_values,
        short_items,
        introduced_items,
    ),
    "newsletter": (introduced_items,),
    "photo_credit": (
        members,
        labelled_values,
        labelled_sentences,
        credited_works,
        introduced_items,
        table_rows,
    ),
    "related": (columns, labelled_values, labelled_sentences, table_rows),
    "share": (counts, table_rows),
    "timestamp": (dated_entries, labelled_values, introduced_items),
}


class Surroundings:
    """The lines of a text, blank ones left out, and which of them others speak for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [line.strip(ORNAMENTS) or line for line in lines]
        self._found: dict[Evidence, Collection[int]] = {}

    def confirm(self, index: int, kind: str | None) -> str | None:
        """Return `kind`, or None if the lines around that at `index` show that it must stay."""
        is_spared = any(index in self._indexes(e) for e in _EVIDENCE.get(kind or "", ()))
        return None if is_spared else kind

    def _indexes(self, evidence: Evidence) -> Collection[int]:
        if evidence not in self._found:
            self._found[evidence] = evidence(self._lines)
        return self._found[evidence]
