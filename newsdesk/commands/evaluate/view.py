"""Results as tables for the terminal."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.commands.evaluate.classification import ClassificationResult
from newsdesk.commands.evaluate.cleaning import CleaningResult
from newsdesk.commands.evaluate.estimates import Estimate
from newsdesk.commands.evaluate.language import LanguageResult
from newsdesk.commands.evaluate.rouge import KINDS
from newsdesk.commands.evaluate.summarization import SummarizationResult
from newsdesk.terminal.rendering import counted, safe, shorten

_LABEL_CHARACTERS = 32
_SNIPPET_CHARACTERS = 80
_LISTED = 15
_WIDEST_CONFUSION = 12
_NUMBERS = frozenset("+-0123456789")


def print_classification(console: Console, result: ClassificationResult) -> None:
    """Print the figures, the labels' scores, and the confusion table."""
    _print_figures(console, result.figures)
    abstained = sum(result.abstentions.values())
    reasons = ", ".join(f"{reason} {n}" for reason, n in result.abstentions.items())
    share = f"{abstained / len(result.rows):.4f}"
    console.print(Text(f"abstained {share}{f' ({reasons})' if reasons else ''}\n"))
    rows = [
        (x.name, f"{x.precision:.3f}", f"{x.recall:.3f}", f"{x.f1:.3f}", str(x.support))
        for x in result.label_scores
    ]
    _print(console, ("label", "precision", "recall", "f1", "support"), rows)
    _print_confusion(console, result)
    console.print(counted(len(result.rows), "row") + ".")


def print_summarization(console: Console, result: SummarizationResult) -> None:
    """Print ROUGE of both, and the difference."""
    figures = result.figures
    rows = [
        (
            kind,
            _shown(figures["ours"][kind], 2),
            _shown(figures["lead"][kind], 2),
            _shown(figures["difference"][kind], 2, signed=True),
        )
        for kind in KINDS
    ]
    lead = f"lead {counted(result.sentences, 'sentence')}"
    _print(console, ("F, times 100", "summary", lead, "difference"), rows)
    console.print(counted(len(result.articles), "article") + ".")


def print_cleaning(console: Console, result: CleaningResult) -> None:
    """Print the figures beside trafilatura's, and the boilerplate in summaries."""
    ours, baseline = result.figures["ours"], result.figures["baseline"]
    rows = [(name, _shown(ours[name]), _shown(baseline[name])) for name in ours]
    _print(console, ("", "newsdesk", "trafilatura alone"), rows)
    found = result.boilerplate
    console.print(f"Boilerplate in summaries: {counted(len(found), 'snippet')}.")
    if found:
        _print(console, ("page", "snippet"), found)
    console.print(counted(len(result.pages), "page") + ".")


def print_language(console: Console, result: LanguageResult) -> None:
    """Print the figures beside py3langid's, those of each language, and the main confusions."""
    rows = [_language_row("all languages", result)]
    if result.largest:
        rows.append(_language_row("the largest, over 50 characters", result.largest))
    _print(console, ("accuracy", "newsdesk", "py3langid alone", "difference", "rows"), rows)
    languages = [
        (scores.code, f"{scores.accuracy:.3f}", f"{scores.baseline:.3f}", str(scores.n))
        for scores in result.by_language
    ]
    _print(console, ("language", "newsdesk", "py3langid alone", "rows"), languages)
    confused = [(label, answer, str(n)) for label, answer, n in result.confusions[:_LISTED]]
    if confused:
        _print(console, ("language", "taken for", "times"), confused)
    console.print(counted(len(result.rows), "row") + ".")


def _language_row(name: str, result: LanguageResult) -> tuple[str, ...]:
    figures = result.figures
    difference = _shown(figures["difference"], signed=True)
    shown = (_shown(figures["accuracy"]), _shown(figures["baseline"]), difference)
    return (name, *shown, str(len(result.rows)))


def _print_confusion(console: Console, result: ClassificationResult) -> None:
    if len(result.seen) > _WIDEST_CONFUSION:
        confused = [(*pair, str(n)) for *pair, n in result.confused[:_LISTED]]
        _print(console, ("label", "taken for", "times"), confused)
        return
    # Columns are headed by numbers: names would make the table too wide.
    head = ("label (row) taken for (column)", *(str(i + 1) for i in range(len(result.seen))))
    rows = [
        (f"{place + 1} {_name(result.names[i])}", *map(str, counts))
        for place, (i, counts) in enumerate(zip(result.seen, result.confusion, strict=True))
    ]
    _print(console, head, rows)


def _print_figures(console: Console, figures: Mapping[str, Estimate]) -> None:
    rows = [(name, _shown(figure)) for name, figure in figures.items()]
    _print(console, ("", "value (95 % interval)"), rows)


def _print(console: Console, head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    cells = [[shorten(safe(cell), _SNIPPET_CHARACTERS) for cell in row] for row in rows]
    table = Table(box=None, pad_edge=False)
    for place, name in enumerate(head):
        numbers = place > 0 and all(row[place][:1] in _NUMBERS for row in cells)
        table.add_column(name, justify="right" if numbers else "left")
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)
    console.print()


def _name(label: str) -> str:
    return shorten(safe(label), _LABEL_CHARACTERS)


def _shown(figure: Estimate, digits: int = 4, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    value, low, high = (f"{x:{sign}.{digits}f}" for x in (figure.value, figure.low, figure.high))
    return f"{value} ({low} to {high})"
