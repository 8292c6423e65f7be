# ruff: noqa: RUF001 (Chinese commas are meant)
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrichment.language import UNDETERMINED, DetectedLanguage, detect_language

SENTENCES = Path(__file__).parents[3] / "shared" / "data" / "langid" / "sentences.jsonl"
ENGLISH = "The river rose by two metres overnight and the council opened three shelters."


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", ENGLISH),
        ("en", ENGLISH.upper()),
        ("de", "Der Fluss stieg über Nacht um zwei Meter, und die Stadt öffnete drei Schulen."),
        ("fr", "La rivière est montée de deux mètres et la ville a ouvert trois écoles."),
        ("es", "El río subió dos metros durante la noche y la ciudad abrió tres escuelas."),
        ("zh", "河水一夜之间上涨了两米，市政府为离开家园的居民开放了三所学校。"),
        ("ar", "ارتفع النهر مترين خلال الليل وفتحت المدينة ثلاث مدارس للعائلات."),
        ("sw", "Mto uliongezeka kwa mita mbili usiku na mji ukafungua shule tatu kwa familia."),
    ],
)
def test_a_sentence_is_enough(code: str, text: str) -> None:
    detected = detect_language(text)
    assert detected.code == code
    assert 0.5 < detected.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The river rose.",
        "https://example.org/the/river/rose/by/two/metres/overnight www.example.org/and/more",
        "jane.roe@an-example-newspaper.org",
        "😀" * 100,
        "12 345 678 " * 100,
        " " * 10_000,
        "@lakeharborcouncil #theriverrosebytwometres",
    ],
)
def test_too_little_text_is_undetermined(text: str) -> None:
    assert detect_language(text) == DetectedLanguage(UNDETERMINED, 0.0)


def test_addresses_do_not_count_as_words() -> None:
    german = "Der Fluss stieg über Nacht um zwei Meter, und die Stadt öffnete drei Schulen."
    addresses = "https://example.org/the-river-rose-by-two-metres-overnight-and-it-was-bad " * 20
    assert detect_language(f"{addresses}\n{german}").code == "de"


def test_only_the_beginning_decides() -> None:
    assert detect_language(f"{ENGLISH * 100}{'Der Fluss stieg über Nacht. ' * 10_000}").code == "en"


def test_a_language_without_a_two_letter_code_counts_as_its_nearest_relative() -> None:
    assert detect_language("Wetin dey happen for Lagos na im make people dey fear water").code == (
        "en"
    )


@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_any_text_has_a_code_and_a_confidence(text: str) -> None:
    detected = detect_language(text)
    assert detected.code == UNDETERMINED or len(detected.code) == 2
    assert 0 <= detected.confidence <= 1


def test_threads_may_ask_at_the_same_time() -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(detect_language, [ENGLISH] * 200))
    assert answers == {detect_language(ENGLISH)}


def test_the_model_is_loaded_on_first_use_not_on_import() -> None:
    code = "import sys, enrichment.language; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not SENTENCES.exists(), reason="the evaluation sentences are not here")
def test_nine_of_ten_sentences_in_75_languages_are_told_right() -> None:
    rows = [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]
    rows = [row for row in rows if len(row["text"]) > 50]
    right = sum(detect_language(row["text"]).code == row["label"] for row in rows)
    assert right / len(rows) >= 0.91
