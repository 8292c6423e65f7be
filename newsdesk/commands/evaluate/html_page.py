"""Results as an HTML page: one file that needs nothing from outside.

What a set holds is untrusted: it is escaped, cut short, and without control characters.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from newsdesk.commands.evaluate.charts import coverage_curve, histogram
from newsdesk.commands.evaluate.classification import ClassificationResult
from newsdesk.commands.evaluate.cleaning import CleaningResult
from newsdesk.commands.evaluate.estimates import Estimate
from newsdesk.commands.evaluate.language import LanguageResult
from newsdesk.commands.evaluate.metrics import reliability
from newsdesk.commands.evaluate.origin import Origin
from newsdesk.commands.evaluate.rouge import KINDS
from newsdesk.commands.evaluate.summarization import SummarizationResult
from newsdesk.terminal.rendering import counted, safe, shorten

_TEMPLATES = Path(__file__).parent / "templates"
_WORST = 12
_EXAMPLES = 5
_CONFUSIONS = 30
_WIDEST_HEAT_MAP = 50


def classification_page(result: ClassificationResult, origin: Origin) -> str:
    """Return the page on topics, with the surest of the wrong answers."""
    wrong = np.flatnonzero(~result.correct)
    surest = wrong[np.argsort(-result.confidence[wrong], kind="stable")][:_WORST]
    return _render(
        "classification.html.j2",
        origin,
        result=result,
        seen=[result.names[i] for i in result.seen],
        with_heat_map=len(result.seen) <= _WIDEST_HEAT_MAP,
        confused=result.confused[:_CONFUSIONS],
        bins=reliability(result.confidence, result.correct),
        curve=coverage_curve(result.confidence, result.correct),
        surest=[_example(result, int(i)) for i in surest],
    )


def _example(result: ClassificationResult, place: int) -> dict[str, Any]:
    row = result.rows[place]
    return {
        "place": row.place,
        "title": row.fields.get("title"),
        "text": row.fields.get("text"),
        "label": result.names[result.truth[place]],
        "predicted": result.names[result.predicted[place]],
        "confidence": float(result.confidence[place]),
    }


def summarization_page(result: SummarizationResult, origin: Origin) -> str:
    """Return the page on summaries, with those that are most, and least, better than the lead."""
    ordered = sorted(result.articles, key=lambda article: article.gain, reverse=True)
    return _render(
        "summarization.html.j2",
        origin,
        result=result,
        kinds=list(KINDS),
        gains=histogram([article.gain for article in result.articles]),
        best=ordered[:_EXAMPLES],
        worst=ordered[::-1][:_EXAMPLES],
    )


def cleaning_page(result: CleaningResult, origin: Origin) -> str:
    """Return the page on cleaning, with all pages that are not as they should be."""
    faulty = [c for c in result.pages if c.missing or c.kept or c.in_summary]
    faulty.sort(key=lambda c: -len(c.missing) - len(c.kept) - len(c.in_summary))
    return _render("cleaning.html.j2", origin, result=result, faulty=faulty)


def language_page(result: LanguageResult, origin: Origin) -> str:
    """Return the page on languages."""
    return _render(
        "language.html.j2", origin, result=result, confused=result.confusions[:_CONFUSIONS]
    )


def _render(template: str, origin: Origin, **values: Any) -> str:
    return _environment().get_template(template).render(origin=origin, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    environment.filters["line"] = _line
    environment.filters["figure"] = _figure
    environment.filters["interval"] = _interval
    return environment


def _line(text: object, characters: int = 300) -> str:
    return shorten(safe(str(text)), characters)


def _figure(value: float, digits: int = 1, scale: float = 100.0, sign: str = "") -> str:
    return f"{scale * value:{sign}.{digits}f}"


def _interval(figure: Estimate, digits: int = 1, scale: float = 100.0, sign: str = "") -> str:
    low, high = (_figure(bound, digits, scale, sign) for bound in (figure.low, figure.high))
    return f"{low} to {high}"
