"""Texts have the pieces that the published tokenizer gives them."""

import json
from pathlib import Path

import pytest

from newsdesk.engines import ModelSourceError
from newsdesk.engines.multilingual.pieces import PieceTokenizer
from newsdesk.enrichment.pinned_files import MULTILINGUAL_PIECES
from tests.support.growth import assert_linear

# Sentences in 38 languages, and the ids that `tokenizers` gives them with the tokenizer.json.
KNOWN = [
    json.loads(line)
    for line in Path(__file__).with_name("pieces.jsonl").read_text("utf-8").splitlines()
]
PREFIX = "query: "


@pytest.fixture(scope="module")
def tokenizer(multilingual_folder: Path) -> PieceTokenizer:
    return PieceTokenizer(multilingual_folder / MULTILINGUAL_PIECES.name)


def ids(tokenizer: PieceTokenizer, text: str) -> list[int]:
    [tokens] = tokenizer.tokenize([text], PREFIX)
    return tokens.ids


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: str(known["language"]))
def test_ids_are_those_of_the_published_tokenizer(
    tokenizer: PieceTokenizer, known: dict[str, list[int]]
) -> None:
    assert ids(tokenizer, str(known["text"])) == known["ids"]


def test_the_prefix_is_apart_from_the_text(tokenizer: PieceTokenizer) -> None:
    [tokens] = tokenizer.tokenize(["Rain."], PREFIX)
    [together] = tokenizer.tokenize([PREFIX + "Rain."], "")
    assert tokens.prefix + tokens.ids == together.ids
    assert len(tokens.prefix) == 3


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "𐎀𐎁", "𐎀 𐎁 𐎂", "\ufeff"])
def test_a_text_of_no_known_piece_has_no_tokens(tokenizer: PieceTokenizer, text: str) -> None:
    assert ids(tokenizer, text) == []


def test_an_unknown_character_among_others_is_a_token(tokenizer: PieceTokenizer) -> None:
    assert 3 in ids(tokenizer, "rain 𐎀 snow")


def test_special_tokens_in_a_text_are_read_as_text(tokenizer: PieceTokenizer) -> None:
    assert not {0, 1, 2, 250001} & set(ids(tokenizer, "<s> rain </s><pad> <mask>"))


def test_odd_characters_are_read(tokenizer: PieceTokenizer) -> None:
    assert ids(tokenizer, "rain \ud800 snow") == ids(tokenizer, "rain \ufffd snow")
    assert ids(tokenizer, "rain\0snow") != []
    assert ids(tokenizer, "  rain   snow ") == ids(tokenizer, "rain snow")


@pytest.mark.parametrize("unit", ["x", "𐎀", "a ", "字", "e\u0301", "."])
def test_time_grows_as_the_text(tokenizer: PieceTokenizer, unit: str) -> None:
    assert_linear(lambda size: ids(tokenizer, unit * size), 400_000)


def test_100_000_sentences_in_ten_languages_take_linear_time(tokenizer: PieceTokenizer) -> None:
    texts = [f"{known['text']} {n}" for n in range(10_000) for known in KNOWN[:10]]
    assert_linear(lambda size: tokenizer.tokenize(texts[:size], PREFIX), len(texts))


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pieces.model").write_bytes(b"no pieces")
    with pytest.raises(ModelSourceError, match="is not a tokenizer"):
        PieceTokenizer(tmp_path / "pieces.model")
    with pytest.raises(ModelSourceError, match="is not a tokenizer"):
        PieceTokenizer(tmp_path / "missing.model")
