"""Cleaned pages compared with the snippets that belong to the article, and those that do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import trafilatura

from newsdesk.commands.evaluate.documents import batches, prepare
from newsdesk.commands.evaluate.estimates import Estimate, bootstrap
from newsdesk.commands.evaluate.metrics import Indices
from newsdesk.commands.evaluate.page_set import Page
from newsdesk.enrichment.document import UNDETERMINED, Document, Limits
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.summaries.summarization import DocumentSummarizer
from newsdesk.enrichment.text_work import accepted
from newsdesk.schemas import InvalidMessage
from newsdesk.terminal.progress import Advance


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page, its text as newsdesk and as trafilatura alone clean it, and its summary."""

    page: Page
    ours: str
    baseline: str
    summary: str

    @property
    def missing(self) -> tuple[str, ...]:
        """The snippets of the article that newsdesk loses."""
        return tuple(snippet for snippet in self.page.wanted if snippet not in self.ours)

    @property
    def kept(self) -> tuple[str, ...]:
        """The snippets around the article that newsdesk keeps."""
        return tuple(snippet for snippet in self.page.unwanted if snippet in self.ours)

    @property
    def in_summary(self) -> tuple[str, ...]:
        """The snippets around the article that are in the summary."""
        return tuple(snippet for snippet in self.page.unwanted if snippet in self.summary)


@dataclass(frozen=True)
class CleaningResult:
    """The results of n pages; `model` made their summaries."""

    pages: Sequence[Cleaned]
    model: ModelInfo

    @cached_property
    def figures(self) -> dict[str, dict[str, Estimate]]:
        """`precision`, `recall` and `f1`, shares of 1, of `ours` and of the `baseline`.

        Snippets are counted over all pages, as trafilatura's evaluation does; the intervals come
        from resampled pages, since the snippets of one page depend on each other.
        """
        counts = {
            who: np.array([_counts(cleaned.page, getattr(cleaned, who)) for cleaned in self.pages])
            for who in ("ours", "baseline")
        }

        def statistic(rows: Indices) -> Mapping[str, float]:
            return {
                f"{who}/{name}": value
                for who, table in counts.items()
                for name, value in _scores(*table[rows].sum(axis=0).tolist()).items()
            }

        found = bootstrap(statistic, len(self.pages))
        names = _scores(0, 0, 0)
        return {who: {name: found[f"{who}/{name}"] for name in names} for who in counts}

    @property
    def boilerplate(self) -> list[tuple[str, str]]:
        """The URL and the snippet of all boilerplate that is in summaries."""
        return [(c.page.url, snippet) for c in self.pages for snippet in c.in_summary]


def evaluate_cleaning(
    pages: Sequence[Page], summarizer: DocumentSummarizer, limits: Limits, advance: Advance
) -> CleaningResult:
    """Clean and summarize all pages."""
    cleaned: list[Cleaned] = []
    for batch in batches(pages):
        documents = [_document(page, limits) for page in batch]
        summarized = map(accepted, summarizer.summarize(documents))
        for page, document, ours in zip(batch, documents, summarized, strict=True):
            baseline = trafilatura.extract(page.html) or ""
            cleaned.append(Cleaned(page, document.text, baseline, ours.summary.text))
            advance(1)
    return CleaningResult(cleaned, summarizer.model)


def _document(page: Page, limits: Limits) -> Document:
    """Return the page's document; an empty one if the page would be rejected."""
    try:
        return prepare({"html": page.html}, limits)
    except InvalidMessage:
        return Document.of(None, "", UNDETERMINED)


def _counts(page: Page, text: str) -> tuple[int, int, int]:
    """Return how many snippets are rightly kept, wrongly kept, and wrongly removed."""
    kept = sum(snippet in text for snippet in page.wanted)
    return kept, sum(snippet in text for snippet in page.unwanted), len(page.wanted) - kept


def _scores(rightly_kept: int, wrongly_kept: int, wrongly_removed: int) -> dict[str, float]:
    precision = rightly_kept / max(1, rightly_kept + wrongly_kept)
    recall = rightly_kept / max(1, rightly_kept + wrongly_removed)
    f1 = 2 * precision * recall / (precision + recall) if rightly_kept else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
