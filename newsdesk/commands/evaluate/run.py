"""The four evaluations: a set and settings in, a result in three formats out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from newsdesk.commands.evaluate import as_json, html_page, view
from newsdesk.commands.evaluate.classification import evaluate_classification
from newsdesk.commands.evaluate.cleaning import evaluate_cleaning
from newsdesk.commands.evaluate.language import choose_rows, evaluate_language
from newsdesk.commands.evaluate.origin import Origin
from newsdesk.commands.evaluate.page_set import read_pages
from newsdesk.commands.evaluate.rows import read_rows
from newsdesk.commands.evaluate.summarization import evaluate_summarization
from newsdesk.enrichment.document import Limits
from newsdesk.enrichment.summaries.summarization import DocumentSummarizer
from newsdesk.enrichment.topics.decision import DocumentClassifier
from newsdesk.settings import Settings
from newsdesk.terminal.progress import progress_bar


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A result: its JSON object, what prints it, and what makes its HTML page."""

    fields: dict[str, Any]
    print: Callable[[Console], None]
    page: Callable[[], str]


def run_classification(settings: Settings, data: Path, label_map: Path | None) -> Evaluation:
    """Evaluate the topics.

    Raises:
        EvaluationError: if the set or the map cannot be used.
        TaxonomyError, ModelSourceError: if the taxonomy or a model cannot be used.
    """
    rows = read_rows(data)
    classifier = _classifier(settings)
    with progress_bar("Classifying", len(rows)) as advance:
        result = evaluate_classification(rows, classifier, _limits(settings), label_map, advance)
    origin = Origin.of("classification", data, [("classification", result.model)])
    return Evaluation(
        as_json.with_origin(as_json.classification_json(result), origin),
        lambda console: view.print_classification(console, result),
        lambda: html_page.classification_page(result, origin),
    )


def run_summarization(settings: Settings, data: Path) -> Evaluation:
    """Evaluate the summaries.

    Raises:
        EvaluationError: if the set cannot be used.
        ModelSourceError: if a model cannot be used.
    """
    rows = read_rows(data)
    summarizer = _summarizer(settings)
    sentences = settings.summarizer.sentences
    with progress_bar("Summarizing", len(rows)) as advance:
        result = evaluate_summarization(rows, summarizer, _limits(settings), sentences, advance)
    origin = Origin.of("summarization", data, [("summarization", result.model)])
    return Evaluation(
        as_json.with_origin(as_json.summarization_json(result), origin),
        lambda console: view.print_summarization(console, result),
        lambda: html_page.summarization_page(result, origin),
    )


def run_cleaning(settings: Settings, data: Path, folder: Path) -> Evaluation:
    """Evaluate the cleaning of pages, and how much boilerplate gets into extractive summaries.

    Raises:
        EvaluationError: if the set cannot be used.
    """
    pages = read_pages(data, folder)
    extractive = settings.summarizer.model_copy(update={"model": None})
    settings = settings.model_copy(update={"summarizer": extractive})
    summarizer = _summarizer(settings)
    with progress_bar("Cleaning", len(pages)) as advance:
        result = evaluate_cleaning(pages, summarizer, _limits(settings), advance)
    origin = Origin.of("cleaning", data, [("summarization", result.model)])
    return Evaluation(
        as_json.with_origin(as_json.cleaning_json(result), origin),
        lambda console: view.print_cleaning(console, result),
        lambda: html_page.cleaning_page(result, origin),
    )


def run_language(
    settings: Settings, data: Path, min_characters: int, languages: Collection[str]
) -> Evaluation:
    """Evaluate the detection of languages.

    Raises:
        EvaluationError: if the set cannot be used.
    """
    rows = choose_rows(read_rows(data), min_characters, languages)
    with progress_bar("Detecting languages", len(rows)) as advance:
        result = evaluate_language(rows, _limits(settings), advance)
    origin = Origin.of("language", data, [])
    return Evaluation(
        as_json.with_origin(as_json.language_json(result), origin),
        lambda console: view.print_language(console, result),
        lambda: html_page.language_page(result, origin),
    )


def _limits(settings: Settings) -> Limits:
    return Limits(settings.limits.max_characters)


# torch is imported after the set was read, so that errors in the set are reported at once.


def _classifier(settings: Settings) -> DocumentClassifier:
    from newsdesk.composition import Composition

    return Composition(settings).classifier


def _summarizer(settings: Settings) -> DocumentSummarizer:
    from newsdesk.composition import Composition

    return Composition(settings).summarizer
