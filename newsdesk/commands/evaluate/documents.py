"""Rows prepared as articles are: decoded, cleaned, with a language, split into sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import orjson

from newsdesk.commands.evaluate.rows import Row
from newsdesk.enrichment import document
from newsdesk.enrichment.document import Document, Limits
from newsdesk.schemas import InvalidMessage, decode_article

BATCH = 64
"""Documents per call of the models; results do not depend on it."""

_T = TypeVar("_T")


def prepare(fields: Mapping[str, str], limits: Limits) -> Document:
    """Return the document that a message with these fields becomes in the stage `classify`.

    Raises:
        InvalidMessage: if it would be rejected.
    """
    return document.prepare(decode_article(orjson.dumps(fields)), limits).document


def document_of(row: Row, fields: Mapping[str, str], limits: Limits) -> Document:
    """Return the document of a row.

    Raises:
        EvaluationError: if the message would be rejected, with the reason.
    """
    try:
        return prepare(fields, limits)
    except InvalidMessage as error:
        raise row.error(f"the article would be rejected: {error.problem}", error.advice) from error


def batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield `items` in slices of BATCH."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
