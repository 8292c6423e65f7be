# ruff: noqa: RUF001 (sentences of several scripts)
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from newsdesk.enrichment.language_detector import LanguageDetector

LABELS = ["ar", "de", "en", "es", "fr", "ja", "pt", "ru", "sr", "zh"]


@cache
def model() -> LanguageDetector:
    return LanguageDetector(LABELS.__contains__)


@cache
def library() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LABELS)
    return identifier


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The council has opened three shelters for families who had to leave.", "en"),
        ("Der Fluss stieg über Nacht um zwei Meter und überflutete den Markt.", "de"),
        ("Le fleuve a monté de deux mètres pendant la nuit, selon la mairie.", "fr"),
        ("Река поднялась на два метра и затопила старый рынок.", "ru"),
        ("Reka je porasla dva metra i poplavila staru pijacu u gradu.", "sr"),
        ("Река је порасла два метра и поплавила стару пијацу у граду.", "sr"),
        ("川の水位が一晩で二メートル上がり、古い市場が浸水した。", "ja"),
        ("THE RIVER ROSE TWO METRES OVERNIGHT AND FLOODED THE OLD MARKET.", "en"),
    ],
)
def test_the_language_of_a_sentence_is_the_likeliest(text: str, label: str) -> None:
    probabilities = model().probabilities(text)
    assert max(probabilities, key=probabilities.__getitem__) == label
    assert probabilities == pytest.approx(dict(library().rank(text)), abs=1e-4)


@settings(deadline=None)
@given(st.text(max_size=300) | st.text("aeinst rou.", max_size=300))
def test_probabilities_are_those_of_the_library(text: str) -> None:
    probabilities = model().probabilities(text)
    assert sum(probabilities.values()) == pytest.approx(1, abs=1e-4)
    assert probabilities == pytest.approx(dict(library().rank(text)), abs=1e-4)
