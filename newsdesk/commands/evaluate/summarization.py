"""Summaries compared with those that people wrote, and with the beginning of the article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from newsdesk.commands.evaluate.documents import batches, document_of
from newsdesk.commands.evaluate.estimates import Estimate, bootstrap
from newsdesk.commands.evaluate.metrics import Floats, Indices
from newsdesk.commands.evaluate.rouge import KINDS, Rouge
from newsdesk.commands.evaluate.rows import Row
from newsdesk.enrichment.document import Document, Limits
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.sentences import split_sentences
from newsdesk.enrichment.summaries.summarization import DocumentSummarizer
from newsdesk.enrichment.text_work import accepted
from newsdesk.schemas import Summary
from newsdesk.terminal.progress import Advance

LEAD_TOKENS = 4
"""A shorter sentence is not part of the lead: it is a byline, a date, or a mark."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One article's summaries, and their scores, in the order of KINDS."""

    row: Row
    reference: str
    ours: str
    lead: str
    our_scores: tuple[float, ...]
    lead_scores: tuple[float, ...]

    @property
    def gain(self) -> float:
        """How much better ours is, as the mean of all three scores."""
        return float(np.mean(self.our_scores) - np.mean(self.lead_scores))


@dataclass(frozen=True)
class SummarizationResult:
    """The results of n articles; the lead has `sentences`, and a summary at most as many."""

    articles: Sequence[Compared]
    sentences: int
    model: ModelInfo

    @cached_property
    def figures(self) -> dict[str, dict[str, Estimate]]:
        """ROUGE of `ours` and of the `lead`, and the paired `difference`, each by KINDS."""
        ours = np.array([article.our_scores for article in self.articles])
        lead = np.array([article.lead_scores for article in self.articles])
        tables: dict[str, Floats] = {"ours": ours, "lead": lead, "difference": ours - lead}

        def statistic(rows: Indices) -> Mapping[str, float]:
            return {
                f"{name}/{kind}": float(mean)
                for name, table in tables.items()
                for kind, mean in zip(KINDS, table[rows].mean(axis=0), strict=True)
            }

        found = bootstrap(statistic, len(self.articles))
        return {name: {kind: found[f"{name}/{kind}"] for kind in KINDS} for name in tables}


def evaluate_summarization(
    rows: Sequence[Row],
    summarizer: DocumentSummarizer,
    limits: Limits,
    sentences: int,
    advance: Advance,
) -> SummarizationResult:
    """Summarize all rows, and compare the summaries with theirs.

    Raises:
        EvaluationError: if a row cannot be used.
    """
    pairs = [(row.text("article"), row.text("summary")) for row in rows]
    rouge = Rouge()
    articles: list[Compared] = []
    for batch in batches(list(zip(rows, pairs, strict=True))):
        documents = [document_of(row, {"text": article}, limits) for row, (article, _) in batch]
        summarized = map(accepted, summarizer.summarize(documents))
        for (row, (article, reference)), document, ours in zip(
            batch, documents, summarized, strict=True
        ):
            lead = _lead(article, document.language, sentences, rouge)
            articles.append(_compare(row, reference, document, ours.summary, lead, rouge))
        advance(len(batch))
    return SummarizationResult(articles, sentences, summarizer.model)


def _lead(article: str, language: str, sentences: int, rouge: Rouge) -> list[str]:
    """Return the first sentences of the text before cleaning, as a reader would see it."""
    texts = (sentence.text for sentence in split_sentences(article, language))
    return [text for text in texts if rouge.tokens(text) >= LEAD_TOKENS][:sentences]


def _compare(
    row: Row, reference: str, document: Document, ours: Summary, lead: list[str], rouge: Rouge
) -> Compared:
    wanted = _sentences(reference, document.language)
    found = [sentence.text for sentence in ours.sentences]
    found = found or _sentences(ours.text, document.language)
    our_scores, lead_scores = rouge.score(wanted, found), rouge.score(wanted, lead)
    return Compared(
        row=row,
        reference=reference,
        ours=ours.text,
        lead=" ".join(lead),
        our_scores=tuple(our_scores.values()),
        lead_scores=tuple(lead_scores.values()),
    )


def _sentences(text: str, language: str) -> list[str]:
    """Return lines where there are several, or else sentences."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines if len(lines) > 1 else [s.text for s in split_sentences(text, language)]
