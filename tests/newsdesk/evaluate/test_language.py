import pytest

from newsdesk.commands.evaluate.as_json import language_json
from newsdesk.commands.evaluate.language import (
    LARGEST,
    Detected,
    LanguageResult,
    choose_rows,
    evaluate_language,
)
from newsdesk.commands.evaluate.rows import EvaluationError
from newsdesk.enrichment.document import Limits
from tests.newsdesk.evaluate.sets import ignore, rows

_ENGLISH = "The minister announced on Tuesday that the railway would be repaired before winter."
_GERMAN = "Die Ministerin kündigte am Dienstag an, dass die Strecke vor dem Winter repariert wird."
_WELSH = (
    "Cyhoeddodd y gweinidog ddydd Mawrth y byddai'r rheilffordd yn cael ei thrwsio cyn y gaeaf."
)


def test_evaluate_language_languages_are_reported_and_the_detector_alone_beside_them() -> None:
    data = rows(
        {"text": _ENGLISH, "label": "en", "language": "fr"},
        {"text": _GERMAN, "label": "DE"},
        {"text": _WELSH, "label": "cy"},
        {"text": _ENGLISH, "label": "de"},
    )
    fields = language_json(evaluate_language(data, Limits(), ignore))
    assert (fields["n"], fields["accuracy"], fields["baseline"]["accuracy"]) == (4, 0.75, 0.75)
    assert fields["difference"] == 0.0
    assert fields["per_language"]["de"] == {"n": 2, "accuracy": 0.5, "baseline": 0.5}
    assert fields["confusions"] == [{"label": "de", "answer": "en", "count": 1}]
    assert fields["largest"]["languages"] == ["de", "en"]
    assert (fields["largest"]["n"], fields["largest"]["accuracy"]) == (3, 0.6667)
    low, high = fields["accuracy_ci"]
    assert low <= 0.75 <= high


def test_evaluate_language_the_largest_languages_count_texts_over_fifty_characters() -> None:
    def data(text: str, label: str) -> Detected:
        return Detected(rows({})[0], text, label, label, label)

    result = LanguageResult(
        [
            data("a" * 50, "en"),
            data("a" * 51, "en"),
            data("  " + "a" * 50, "en"),
            data("a" * 99, "cy"),
        ]
    )
    assert result.largest is not None
    assert [len(row.text) for row in result.largest.rows] == [51]
    assert LanguageResult([data("a" * 99, "cy")]).largest is None


def test_evaluate_language_the_largest_languages_are_forty_codes_of_two_letters() -> None:
    assert len(LARGEST) == len(set(LARGEST)) == 40
    assert all(len(code) == 2 and code.islower() for code in LARGEST)


def test_evaluate_language_rows_are_chosen_by_length_and_language() -> None:
    data = rows(
        {"text": "short", "label": "en"},
        {"text": _ENGLISH, "label": "EN"},
        {"text": _GERMAN, "label": "de"},
    )
    assert choose_rows(data, 1, ()) == data
    assert choose_rows(data, 6, {"en"}) == data[1:2]
    with pytest.raises(EvaluationError, match=r"set\.jsonl: no row is in these languages"):
        choose_rows(data, 1, {"fr"})


@pytest.mark.parametrize("label", ["eng", "English", "e1", "é"])
def test_evaluate_language_a_label_that_is_no_code_is_reported_with_its_line(label: str) -> None:
    with pytest.raises(EvaluationError, match=r"set\.jsonl:1: unknown label .*\n.* ISO 639-1"):
        choose_rows(rows({"text": _ENGLISH, "label": label}), 1, ())
