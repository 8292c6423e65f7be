# ruff: noqa: RUF001 (questions in several scripts)
from pathlib import Path

import pytest
import yaml

from newsdesk.enrichment.summaries.notices import is_notice
from newsdesk.enrichment.summaries.standalone import is_question, needs_context

CASES: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("context_cases.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("language", CASES)
def test_words_that_point_back_are_known_in_each_language(language: str) -> None:
    assert needs_context(CASES[language]["leans"], language, first=False)
    assert not needs_context(CASES[language]["stands"], language, first=False)


@pytest.mark.parametrize("language", CASES)
def test_notices_about_the_article_are_known_in_each_language(language: str) -> None:
    assert is_notice(CASES[language]["notice"])
    assert not is_notice(CASES[language]["report"])


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Πότε θα γυρίσουν οι οικογένειες;", True),
        ("Ե՞րբ կվերադառնան ընտանիքները։", True),
        ("ቤተሰቦቹ መቼ ይመለሳሉ፧", True),
        ("متى تعود العائلات؟", True),
        ("Schools, shops, offices;", False),
        ("Οι οικογένειες γύρισαν.", False),
    ],
)
def test_questions_are_marked_by_each_script(text: str, asks: bool) -> None:
    assert is_question(text) is asks
