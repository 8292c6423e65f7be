from pathlib import Path

import pytest
import yaml

from newsdesk.enrichment.cleaning import RemovedLine, clean_text

STORY = (
    "El río subió dos metros durante la noche e inundó el viejo mercado de Villa Almendro.\n"
    "El ayuntamiento abrió tres escuelas para las familias que tuvieron que irse."
)
CASES = [
    (kind, line)
    for kind, lines in yaml.safe_load(
        Path(__file__).with_name("other_language_cases.yaml").read_text("utf-8")
    ).items()
    for line in lines.splitlines()
]


@pytest.mark.parametrize(("kind", "line"), CASES)
def test_boilerplate_of_other_languages_goes_with_its_kind(kind: str, line: str) -> None:
    cleaned = clean_text(f"{line}\n{STORY}")
    assert cleaned.text == STORY
    assert cleaned.removed == (RemovedLine(kind, line),)


@pytest.mark.parametrize(("kind", "line"), CASES)
def test_the_same_in_somebody_s_words_stays(kind: str, line: str) -> None:
    text = f"{STORY}\n“{line.rstrip('.!')}”, dijo el alcalde a los vecinos."
    assert clean_text(text).text == text, kind
