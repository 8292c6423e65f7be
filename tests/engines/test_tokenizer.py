import shutil
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import BPE
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from newsdesk.engines import Arithmetic, ModelSourceError, TransformerClassifier, parse_source
from newsdesk.engines.kinds import load_config
from newsdesk.engines.tokenizer import load_tokenizer, special_tokens_of
from tests.support.model_texts import CORPUS
from tests.support.tiny_models import CLASSIFIERS, GENERATORS, edit, save_tokenizer

ARCHITECTURES = CLASSIFIERS | GENERATORS


@pytest.fixture
def copy(bert_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bert_folder, tmp_path / "copy"))


def refusal(folder: Path) -> str:
    source = parse_source(str(folder))
    with pytest.raises(ModelSourceError) as refused:
        load_tokenizer(source, load_config(source))
    return str(refused.value)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_special_tokens_are_put_around_texts_as_their_tokenizer_does(
    architecture: str, tmp_path: Path
) -> None:
    _, train, special = ARCHITECTURES[architecture]
    tokenizer = save_tokenizer(train, special, tmp_path)
    ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in CORPUS[:2]]
    for texts in (1, 2):
        framed = special_tokens_of(tokenizer, texts).around(*ids[:texts])
        expected = tokenizer(*CORPUS[:texts], return_token_type_ids=True)
        assert framed.ids == expected["input_ids"]
        assert framed.types == expected["token_type_ids"]
        assert special_tokens_of(tokenizer, texts).size == tokenizer.num_special_tokens_to_add(
            texts == 2
        )


def test_the_second_text_of_a_pair_has_another_type(bert_folder: Path) -> None:
    frame = special_tokens_of(AutoTokenizer.from_pretrained(bert_folder), texts=2)
    assert frame.around([7, 8], [9]).types == [0, 0, 0, 0, 1, 1]


def test_slow_tokenizer_is_refused_with_advice(copy: Path) -> None:
    edit(copy / "tokenizer_config.json", tokenizer_class="CanineTokenizer")
    assert "CanineTokenizer is written in Python.\nAdd a tokenizer.json" in refusal(copy)


def test_tokenizer_without_a_padding_token_is_refused_with_advice(copy: Path) -> None:
    edit(copy / "tokenizer_config.json", pad_token=None)
    assert 'Set "pad_token" in its tokenizer_config.json' in refusal(copy)


def test_advice_about_padding_works(copy: Path, bert_folder: Path, arithmetic: Arithmetic) -> None:
    edit(copy / "tokenizer_config.json", pad_token="[SEP]")
    texts = ["Rain.", CORPUS[0]]
    one, other = (
        TransformerClassifier(parse_source(str(folder)), arithmetic).classify(texts)
        for folder in (copy, bert_folder)
    )
    for a, b in zip(one, other, strict=True):
        assert a.probabilities == pytest.approx(b.probabilities, abs=1e-5)


def test_a_tokenizer_without_its_files_is_refused(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    (copy / "tokenizer_config.json").unlink()
    assert "tokenizer.json is missing or belongs to another model" in refusal(copy)


def test_a_vocabulary_that_needs_a_library_that_is_not_there_is_refused(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    (copy / "spiece.model").write_bytes(b"\x0a\x0e\x0a\x05")
    edit(copy / "tokenizer_config.json", tokenizer_class="T5Tokenizer")
    message = refusal(copy)
    assert message.startswith("Cannot load the model copy: ")
    assert "Its folder needs a tokenizer.json" in message


def test_special_tokens_of_a_tokenizer_that_drops_letters_are_an_error() -> None:
    deaf = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=Tokenizer(BPE()), pad_token="<pad>"
    )
    with pytest.raises(ValueError, match="makes no token of the text 'a'"):
        special_tokens_of(deaf)
