"""Checks on the articles for an adaptation, and on its result."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from newsdesk.enrichment.document import Document
from newsdesk.schemas.errors import NewsdeskError

Indices = npt.NDArray[np.intp]

MIN_ARTICLES = 100
MIN_READABLE = 0.5
"""The minimum share of articles in a language that the encoder reads."""

MAX_BACKGROUND = 0.5
"""The maximum mean share of votes for the background; above it, the labels do not fit."""

MAX_IN_ONE_LABEL = 0.9
"""The maximum share of articles for one label, if there are three or more."""

MAX_CHANGED = 0.4
"""The maximum share of articles that may change their first topic."""


class AdaptationRefused(NewsdeskError):
    """Raised when a taxonomy should not be adapted to the given articles."""


def readable(documents: Sequence[Document], languages: frozenset[str]) -> list[Document]:
    """Return the documents with text in one of `languages`, or in any language if that is empty.

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
            f"Of {len(documents):,} articles, {len(kept):,} have text in a language that the "
            f"encoder reads; at least {MIN_ARTICLES} are needed."
        )
    if len(kept) < MIN_READABLE * len(documents):
        raise AdaptationRefused(
            f"Only {len(kept):,} of {len(documents):,} articles are in a language that the encoder "
            f"reads ({', '.join(sorted(languages))}).",
            "Check that this is the right stream.",
        )
    return kept


def check_fit(background: float) -> None:
    """Refuse articles that fit the labels badly: `background` is the mean share of such votes.

    Raises:
        AdaptationRefused: if it is more than MAX_BACKGROUND.
    """
    if background > MAX_BACKGROUND:
        raise AdaptationRefused(
            f"{background:.0%} of the articles' content fits none of the labels "
            f"(limit: {MAX_BACKGROUND:.0%}).",
            "Check that the taxonomy is for these articles.",
        )


def check_result(before: Indices, after: Indices, names: Sequence[str]) -> None:
    """Refuse an adaptation that would change the articles' first topics implausibly.

    Args:
        before: The index of each article's first topic in `names`, shape (articles,).
        after: The same with the adapted taxonomy.
        names: The labels' names.

    Raises:
        AdaptationRefused: if nearly all articles would have one topic, or too many would change.
    """
    shares = np.bincount(after, minlength=len(names)) / len(after)
    largest = int(np.argmax(shares))
    if len(names) > 2 and shares[largest] > MAX_IN_ONE_LABEL:
        raise AdaptationRefused(
            f"{shares[largest]:.0%} of the articles would be assigned to {names[largest]!r}: a "
            "stream about one topic says nothing about the others.",
            "Use a wider range of articles.",
        )
    changed = float((before != after).mean())
    if changed > MAX_CHANGED:
        raise AdaptationRefused(
            f"{changed:.0%} of the articles would change their topic (limit: {MAX_CHANGED:.0%}): "
            "the labels' texts do not describe these articles.",
            "Write examples for the labels first.",
        )
