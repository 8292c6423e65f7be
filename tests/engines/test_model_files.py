from pathlib import Path

import pytest

from newsdesk.engines import (
    TransformerClassifier,
    built_in_source,
    calibrate,
    folder_of,
    licence_of,
    parse_source,
    weight_bytes,
)
from tests.support.tiny_models import POSITIONS, save_classifier


def test_the_built_in_model_says_where_it_is_and_under_which_licence() -> None:
    folder = folder_of(built_in_source())
    assert folder == built_in_source().folder
    assert folder is not None
    assert licence_of(folder) == "apache-2.0"
    assert weight_bytes(folder) == (folder / "model.safetensors").stat().st_size


def test_a_model_that_was_never_fetched_has_no_folder() -> None:
    assert folder_of(parse_source(f"nobody/nothing@{'0' * 40}")) is None


@pytest.mark.parametrize(
    ("card", "licence"),
    [
        ("---\nlicense: mit\ntags: [news]\n---\n# A model\n", "mit"),
        ("---\ntags: [news]\n---\n", None),
        ("---\nlicense: [mit, other]\n---\n", None),
        ("---\n{ : not YAML\n---\n", None),
        ("---\n---\n", None),
        ("# A model\n---\nlicense: mit\n---\n", None),
        ("license: mit\n", None),
        ("", None),
        (None, None),
    ],
)
def test_the_licence_is_what_the_card_says(
    tmp_path: Path, card: str | None, licence: str | None
) -> None:
    if card is not None:
        (tmp_path / "README.md").write_text(card, encoding="utf-8")
    assert licence_of(tmp_path) == licence


def test_weights_in_several_files_are_added_up(tmp_path: Path) -> None:
    for number, name in enumerate(("a.safetensors", "b.safetensors", "vocab.txt"), start=1):
        (tmp_path / name).write_bytes(b"x" * 10**number)
    assert weight_bytes(tmp_path) == 110


def test_an_engine_has_its_source_window_and_arithmetic(tmp_path: Path) -> None:
    source = parse_source(str(save_classifier("bert", tmp_path / "tiny")))
    arithmetic = calibrate("float32", threads=1).chosen
    engine = TransformerClassifier(source, arithmetic)
    try:
        assert (engine.source, engine.arithmetic) == (source, arithmetic)
        assert engine.window == POSITIONS
    finally:
        engine.close()
