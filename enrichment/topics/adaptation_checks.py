"""What articles must be like for a taxonomy to be adapted to them, and what may come of it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsdesk.enrichment.document import Document
from newsdesk.schemas.errors import NewsdeskError

Indices = npt.NDArray[np.intp]

MIN_ARTICLES = 100
MIN_READ = 0.5
"""The share of the articles that has to be in a language that the encoder reads."""

MAX_BACKGROUND = 0.5
"""The mean share of votes that may go to no label: above, the labels do not fit the articles."""

MAX_IN_ONE_LABEL = 0.9
"""The share of articles that one label of three or more may take."""

MAX_CHANGED = 0.4
"""The share of articles that may change their first topic."""


class AdaptationRefused(NewsdeskError):
    """Raised when articles are not such as a taxonomy can be adapted to."""


def readable(documents: Sequence[Document], languages: frozenset[str]) -> list[Document]:
    """Return the documents with text in one of `languages`; of any, where there are none.

    Raises:
        AdaptationRefused: if they are too few.
    """
    kept = [
        document
        for document in documents
        if document.sentences and (not languages or document.language in languages)
    ]
    if len(kept) < MIN_ARTICLES:
        raise AdaptationRefused(
            f"Of {len(documents):,} articles, {len(kept):,} have text in a language that is "
            f"read; at least {MIN_ARTICLES} are needed."
        )
    if len(kept) < MIN_READ * len(documents):
        raise AdaptationRefused(
            f"Only {len(kept):,} of {len(documents):,} articles are in a language that is read "
            f"({', '.join(sorted(languages))}): is this the right stream?"
        )
    return kept


def check_fit(background: float) -> None:
    """Refuse articles that give `background`, a share of their votes, to none of the labels.

    Raises:
        AdaptationRefused: if it is more than MAX_BACKGROUND.
    """
    if background > MAX_BACKGROUND:
        raise AdaptationRefused(
            f"{background:.0%} of what the articles say tells of none of the labels "
            f"(at most {MAX_BACKGROUND:.0%}): are these the articles that the taxonomy is for?"
        )


def check_result(before: Indices, after: Indices, names: Sequence[str]) -> None:
    """Refuse what adapting would do to the first topics of articles.

    Args:
        before: The place of each article's first topic in `names`, shape (articles,).
        after: The same with the adapted taxonomy.
        names: The labels'.

    Raises:
        AdaptationRefused: if nearly all would have one topic, or too many would change theirs.
    """
    shares = np.bincount(after, minlength=len(names)) / len(after)
    largest = int(np.argmax(shares))
    if len(names) > 2 and shares[largest] > MAX_IN_ONE_LABEL:
        raise AdaptationRefused(
            f"{shares[largest]:.0%} of the articles would be under {names[largest]!r}: a stream on "
            "one topic teaches nothing about the others."
        )
    changed = float((before != after).mean())
    if changed > MAX_CHANGED:
        raise AdaptationRefused(
            f"{changed:.0%} of the articles would change their topic (at most {MAX_CHANGED:.0%}): "
            "the labels' texts do not describe these articles. Write examples for them first."
        )
