"""Results as evaluations give them, made up."""

import numpy as np

from newsdesk.commands.evaluate.classification import ClassificationResult
from newsdesk.commands.evaluate.cleaning import Cleaned, CleaningResult
from newsdesk.commands.evaluate.language import Detected, LanguageResult
from newsdesk.commands.evaluate.page_set import Page
from newsdesk.commands.evaluate.summarization import Compared, SummarizationResult
from tests.newsdesk.evaluate.sets import MODEL, rows


def classified(names: tuple[str, ...], text: str = "Some words.") -> ClassificationResult:
    random = np.random.default_rng(3)
    truth = np.repeat(np.arange(len(names)), 4)
    predicted = np.where(random.random(len(truth)) < 0.7, truth, np.roll(truth, 4))
    return ClassificationResult(
        rows=rows(*({"text": text, "title": text} for _ in truth)),
        names=names,
        truth=truth,
        predicted=predicted,
        confidence=random.random(len(truth)),
        abstained=("low_confidence", *[None] * (len(truth) - 1)),
        model=MODEL,
    )


def summarized(text: str = "Some words.") -> SummarizationResult:
    row = rows({})[0]
    articles = [
        Compared(row, text, text, text, (40.0 + gain, 20.0, 30.0), (40.0, 20.0, 30.0))
        for gain in (-9.0, 0.0, 3.0)
    ]
    return SummarizationResult(articles, 3, MODEL)


def cleaned(text: str = "snippet") -> CleaningResult:
    found = Page(text, "", (text,), (text,))
    return CleaningResult([Cleaned(found, "", text, text), Cleaned(found, text, "", "")], MODEL)


def language_result(text: str = "Some words.") -> LanguageResult:
    row = rows({})[0]
    return LanguageResult(
        [Detected(row, text * 9, "en", "en", text), Detected(row, text, "de", text, "de")]
    )
