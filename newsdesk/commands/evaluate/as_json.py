"""Results as JSON. Shares are of 1, ROUGE is times 100; `NAME_ci` is the interval of `NAME`."""

from collections.abc import Mapping
from typing import Any

from newsdesk.commands.evaluate.classification import ClassificationResult
from newsdesk.commands.evaluate.cleaning import CleaningResult
from newsdesk.commands.evaluate.estimates import Estimate
from newsdesk.commands.evaluate.language import LanguageResult
from newsdesk.commands.evaluate.origin import Origin
from newsdesk.commands.evaluate.summarization import SummarizationResult

_DIGITS = 4


def classification_json(result: ClassificationResult) -> dict[str, Any]:
    """Return the figures, each label's scores, and the confusion table."""
    seen = [result.names[i] for i in result.seen]
    return {
        "n": len(result.rows),
        **flat(result.figures),
        "abstained": _rounded(sum(result.abstentions.values()) / len(result.rows)),
        "abstentions": result.abstentions,
        "per_label": {
            label.name: {
                "precision": _rounded(label.precision),
                "recall": _rounded(label.recall),
                "f1": _rounded(label.f1),
                "support": label.support,
            }
            for label in result.label_scores
        },
        "confusion": {"labels": seen, "counts": result.confusion},
    }


def summarization_json(result: SummarizationResult) -> dict[str, Any]:
    """Return ROUGE of our summaries, that of the lead, and the paired difference."""
    figures = result.figures
    return {
        "n": len(result.articles),
        "sentences": result.sentences,
        **flat(figures["ours"]),
        "lead": flat(figures["lead"]),
        "difference": flat(figures["difference"]),
    }


def cleaning_json(result: CleaningResult) -> dict[str, Any]:
    """Return the figures, trafilatura's, and the boilerplate in summaries."""
    return {
        "n": len(result.pages),
        **flat(result.figures["ours"]),
        "baseline": flat(result.figures["baseline"]),
        "boilerplate_in_summaries": len(result.boilerplate),
        "boilerplate_found": [{"url": url, "snippet": text} for url, text in result.boilerplate],
    }


def language_json(result: LanguageResult) -> dict[str, Any]:
    """Return the figures, those of the largest languages, each language's, and confusions."""
    largest = result.largest
    return {
        **_language_figures(result),
        "largest": _language_figures(largest) if largest else None,
        "per_language": {
            language.code: {
                "n": language.n,
                "accuracy": _rounded(language.accuracy),
                "baseline": _rounded(language.baseline),
            }
            for language in result.by_language
        },
        "confusions": [
            {"label": label, "answer": answer, "count": count}
            for label, answer, count in result.confusions
        ],
    }


def with_origin(figures: Mapping[str, Any], origin: Origin) -> dict[str, Any]:
    """Return figures together with their origin."""
    return {
        "task": origin.task,
        "data": origin.data,
        "version": origin.version,
        "models": [use.model_dump() for use in origin.models],
        **figures,
    }


def flat(figures: Mapping[str, Estimate]) -> dict[str, float | list[float]]:
    """Return each figure and its interval."""
    fields: dict[str, float | list[float]] = {}
    for name, figure in figures.items():
        fields[name] = _rounded(figure.value)
        fields[f"{name}_ci"] = [_rounded(figure.low), _rounded(figure.high)]
    return fields


def _language_figures(result: LanguageResult) -> dict[str, Any]:
    figures = result.figures
    difference = flat({"difference": figures["difference"]})
    return {
        "n": len(result.rows),
        "languages": [language.code for language in result.by_language],
        **flat({"accuracy": figures["accuracy"]}),
        "baseline": flat({"accuracy": figures["baseline"]}),
        **difference,
    }


def _rounded(value: float) -> float:
    return round(value, _DIGITS)
