# ruff: noqa: RUF001 (full stops of several scripts)
import re
from pathlib import Path

import pytest
import yaml

from newsdesk.enrichment.cleaning import RemovedLine, clean_text
from newsdesk.enrichment.cleaning.rules.phrases import PHRASES
from newsdesk.enrichment.cleaning.rules.rule import Rule
from tests.support.growth import assert_linear

BEFORE = "The river rose by two metres in the night and flooded the market of Port Lund."
AFTER = "The town opened three schools for the families that had to leave their homes."
CASES = yaml.safe_load(Path(__file__).with_name("phrase_cases.yaml").read_text("utf-8"))
GO = [
    (language, kind, line)
    for language, cases in CASES.items()
    for kind, lines in cases["go"].items()
    for line in lines.splitlines()
]
STAY = [
    (language, line) for language, cases in CASES.items() for line in cases["stay"].splitlines()
]


@pytest.mark.parametrize(("language", "kind", "line"), GO)
def test_boilerplate_goes_with_its_kind(language: str, kind: str, line: str) -> None:
    cleaned = clean_text(f"{BEFORE}\n{line}\n{AFTER}")
    assert cleaned.text == f"{BEFORE}\n{AFTER}", language
    assert cleaned.removed == (RemovedLine(kind, line),)


@pytest.mark.parametrize(("language", "line"), STAY)
def test_a_sentence_of_an_article_that_looks_like_it_stays(language: str, line: str) -> None:
    text = f"{BEFORE}\n{line}\n{AFTER}"
    assert clean_text(text).text == text, language


@pytest.mark.parametrize(("language", "kind", "line"), [g for g in GO if g[1] != "byline"])
def test_boilerplate_with_more_behind_it_stays(language: str, kind: str, line: str) -> None:
    text = f"{BEFORE}\n{line.rstrip('.。।۔።')}. {AFTER} {AFTER}\n{AFTER[::-1]}"
    assert line.rstrip(".。।۔።") in clean_text(text).text, (language, kind)


def test_each_language_has_cases_both_ways() -> None:
    for language, cases in CASES.items():
        assert sum(len(lines.splitlines()) for lines in cases["go"].values()) >= 5, language
        assert len(cases["stay"].splitlines()) >= 5, language


@pytest.mark.parametrize("rule", PHRASES, ids=lambda rule: rule.kind)
@pytest.mark.parametrize("part", ["a ", "Foto: A ", "Author: A. ", "12:22 ", "cookies ", "我们"])
def test_a_long_line_takes_a_time_that_grows_with_it(rule: Rule, part: str) -> None:
    assert not isinstance(rule.test, re.Pattern)
    test = rule.test
    assert_linear(lambda size: test(part * size), 200_000)
