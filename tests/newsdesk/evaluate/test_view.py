import io
from collections.abc import Callable

from rich.console import Console

from newsdesk.commands.evaluate import view
from tests.newsdesk.evaluate import results


def _shown(write: Callable[[Console], None]) -> str:
    file = io.StringIO()
    write(Console(file=file, width=160))
    return file.getvalue()


def test_evaluate_view_topics_are_shown_with_every_label_and_confusion() -> None:
    result = results.classified(("Sport", "Money", "Rain"))
    shown = _shown(lambda console: view.print_classification(console, result))
    figure = result.figures["accuracy"]
    assert f"{figure.value:.4f} ({figure.low:.4f} to {figure.high:.4f})" in shown
    assert "abstained 0.0833 (low_confidence 1)" in shown
    for place, (name, counts) in enumerate(zip(result.names, result.confusion, strict=True)):
        row = next(line for line in shown.splitlines() if line.startswith(f"{place + 1} {name}"))
        assert row.split()[2:] == [str(count) for count in counts]
    assert shown.endswith("12 rows.\n")


def test_evaluate_view_of_many_labels_the_most_frequent_confusions_are_shown() -> None:
    result = results.classified(tuple(f"label {i}" for i in range(20)))
    shown = _shown(lambda console: view.print_classification(console, result))
    assert "taken for (column)" not in shown
    label, said, count = result.confused[0]
    assert [*label.split(), *said.split(), str(count)] in [
        line.split() for line in shown.split("\n")
    ]


def test_evaluate_view_summaries_are_shown_beside_the_lead() -> None:
    shown = _shown(lambda console: view.print_summarization(console, results.summarized()))
    first = next(line for line in shown.splitlines() if line.startswith("rouge1"))
    assert "38.00 (" in first
    assert "40.00 (40.00 to 40.00)" in first
    assert "-2.00 (" in first


def test_evaluate_view_cleaning_is_shown_with_the_boilerplate_in_summaries() -> None:
    hostile = "Read \x1b[2Jmore [bold]now"
    shown = _shown(lambda console: view.print_cleaning(console, results.cleaned(hostile)))
    assert "trafilatura alone" in shown
    assert "Boilerplate in summaries: 1 snippet." in shown
    assert "Read [2Jmore [bold]now" in shown


def test_evaluate_view_languages_are_shown_with_what_they_are_taken_for() -> None:
    lines = _shown(
        lambda console: view.print_language(console, results.language_result())
    ).splitlines()
    assert ["de", "0.000", "1.000", "1"] in [line.split() for line in lines]
    assert any(line.startswith("the largest, over 50 characters") for line in lines)
    assert any(line.split()[0] == "de" and "Some words." in line for line in lines if line)
