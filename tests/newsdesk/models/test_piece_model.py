"""A sentencepiece model has the pieces and ids of the tokenizer.json that it is written from."""

import json

import pytest
import sentencepiece
from tokenizers import Tokenizer

from newsdesk.commands.models.fetch.piece_model import piece_model
from tests.support.tiny_pieces import SPECIAL, tokenizer_json

TEXTS = ["rain", "rains snow", "snow rain rains", "a rain", "", "r ain s", "rain  snow", "雨 rain"]


@pytest.fixture(scope="module")
def pieces() -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_proto=piece_model(tokenizer_json()))


@pytest.mark.parametrize("text", TEXTS)
def test_ids_are_those_of_the_tokenizer(
    pieces: sentencepiece.SentencePieceProcessor, text: str
) -> None:
    written = json.loads(tokenizer_json())
    # sentencepiece joins spaces; in tokenizer.json a step says so, which is not needed here.
    written["normalizer"] = {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}
    known = Tokenizer.from_str(json.dumps(written)).encode(text, add_special_tokens=False)
    assert pieces.encode(text) == known.ids


def test_special_pieces_have_their_ids_and_are_never_found_in_a_text(
    pieces: sentencepiece.SentencePieceProcessor,
) -> None:
    assert [pieces.id_to_piece(place) for place in range(4)] == list(SPECIAL)
    special = (pieces.bos_id(), pieces.pad_id(), pieces.eos_id(), pieces.unk_id())
    assert special == (0, 1, 2, 3)
    assert not {0, 1, 2} & set(pieces.encode("<s> rain </s> <pad>"))


@pytest.mark.parametrize("written", [b"{}", b"[", b'{"model": {"vocab": []}}'])
def test_other_files_are_refused(written: bytes) -> None:
    with pytest.raises((ValueError, LookupError)):
        piece_model(written)
