"""Questions of an interviewer, which look like a site's questions to its readers."""
# ruff: noqa: RUF001 (answers end in typographic quotes)

import re
from collections.abc import Sequence
from itertools import pairwise

from newsdesk.enrichment.cleaning.rules.ruleset import FAR, kind_of

_TO_READERS = re.compile(
    r"\b(?:comments?|below|e-?mail|tell us|let us know|news ?desk|get in touch|contact|share)\b|@",
    re.IGNORECASE,
)


def answered_questions(lines: Sequence[str]) -> set[int]:
    """Return the indexes of questions that the next line answers."""
    return {
        index
        for index, (line, answer) in enumerate(pairwise(lines))
        if line.endswith("?")
        and not _TO_READERS.search(line)
        and not _TO_READERS.search(answer[:80])
        and answer[-1] in '.!?…”"’»'
        and kind_of(answer, FAR) is None
    }
