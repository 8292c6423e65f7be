import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoModelForTokenClassification, AutoTokenizer

from newsdesk.engines import Arithmetic, ModelSourceError, TransformerEntityRecognizer, parse_source
from newsdesk.enrichment.ports import Recognized
from tests.support.model_texts import LONG, MIXED, ODD
from tests.support.tiny_models import save_lookup_tagger, save_token_classifier

# transformers' DeBERTa still uses torch.jit.script.
pytestmark = pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated")

ARCHITECTURES = ("bert", "roberta", "deberta-v2", "distilbert", "electra", "mpnet", "xlm-roberta")
PIECES = {
    "anna": "B-PER",
    "ko": "I-PER",
    "##vacs": "B-LOC",
    "new": "B-LOC",
    "york": "I-LOC",
    "lagos": "B-LOC",
    "said": "O",
    "in": "O",
    ",": "O",
    ".": "O",
}
SHORT = ["Heavy rain is expected.", "The bank rose.", "Doctors warned of the court."]
STORY = "Anna Kovács said in New York, in Lagos."


@pytest.fixture(scope="module", params=ARCHITECTURES)
def recognizer(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    arithmetic: Arithmetic,
) -> Iterator[TransformerEntityRecognizer]:
    folder = save_token_classifier(request.param, tmp_path_factory.mktemp("models") / "tagger")
    recognizer = TransformerEntityRecognizer(parse_source(str(folder)), arithmetic)
    yield recognizer
    recognizer.close()


@pytest.fixture(scope="module")
def story_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_lookup_tagger(tmp_path_factory.mktemp("models") / "lookup", PIECES)


@pytest.fixture(scope="module")
def reader(story_folder: Path, arithmetic: Arithmetic) -> TransformerEntityRecognizer:
    """Return a recognizer that reads ten words at once."""
    return TransformerEntityRecognizer(parse_source(str(story_folder)), arithmetic, window=12)


def same(one: Recognized, other: Recognized) -> bool:
    """Whether two results name the same, up to rounding of the scores."""
    a, b = (
        ([(m.start, m.end, m.label) for m in r.mentions], r.input_tokens, r.covered_tokens)
        for r in (one, other)
    )
    scores = [[m.score for m in r.mentions] for r in (one, other)]
    return a == b and np.allclose(scores[0], scores[1], atol=1e-5)


def named(recognizer: TransformerEntityRecognizer, text: str) -> list[tuple[str, str]]:
    (recognized,) = recognizer.recognize([text])
    return [(text[m.start : m.end], m.label) for m in recognized.mentions]


def test_a_batch_gives_what_each_text_gives_alone_in_any_order(
    recognizer: TransformerEntityRecognizer,
) -> None:
    texts = [*MIXED, *ODD.values()]
    together = recognizer.recognize(texts)
    assert sum(len(recognized.mentions) for recognized in together) > 5
    for text, recognized in zip(texts, together, strict=True):
        assert same(recognized, recognizer.recognize([text])[0])
    order = random.Random(3).sample(range(len(texts)), len(texts))
    shuffled = recognizer.recognize([texts[i] for i in order])
    assert all(same(shuffled[place], together[i]) for place, i in enumerate(order))


@pytest.mark.parametrize("text", [LONG, *ODD.values()])
def test_names_are_places_in_the_text_in_order_and_apart(
    recognizer: TransformerEntityRecognizer, text: str
) -> None:
    (recognized,) = recognizer.recognize([text])
    assert recognized.covered_tokens == recognized.input_tokens
    end = 0
    for mention in recognized.mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert mention.label in {"PER", "LOC"}
        assert 0 < mention.score <= 1
        end = mention.end


def test_recognizer_returns_nothing_for_no_texts(recognizer: TransformerEntityRecognizer) -> None:
    assert recognizer.recognize([]) == []
    assert recognizer.recognize([""]) == [Recognized((), 0, 0)]


def chances_of_names(folder: Path, text: str) -> dict[int, float]:
    """Return where words begin that transformers alone labels as names, and how surely it does."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForTokenClassification.from_pretrained(folder, dtype=torch.float32)
    inputs = tokenizer(text, return_tensors="pt", return_offsets_mapping=True)
    starts = inputs.pop("offset_mapping")[0, 1:-1, 0].tolist()
    with torch.inference_mode():
        chances = model(**inputs).logits[0, 1:-1].softmax(dim=1)[:, 1].tolist()
    return {
        start: chance
        for start, chance in zip(starts, chances, strict=True)
        if chance > 0.5 and not (start and text[start - 1 : start + 1].isalpha())
    }


def test_scores_are_those_that_transformers_computes(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_token_classifier("bert", tmp_path / "bert", labels=("O", "NAME"))
    recognizer = TransformerEntityRecognizer(parse_source(str(folder)), arithmetic)
    compared = 0
    for text, recognized in zip(SHORT, recognizer.recognize(SHORT), strict=True):
        chances = chances_of_names(folder, text)
        for mention in recognized.mentions:
            own = [chances.pop(i) for i in range(mention.start, mention.end) if i in chances]
            assert mention.score == pytest.approx(sum(own) / len(own), abs=1e-5)
            compared += 1
        assert not chances
    assert compared > 0


def test_a_word_has_the_label_of_its_first_piece(reader: TransformerEntityRecognizer) -> None:
    assert named(reader, STORY) == [("Anna Kovács", "PER"), ("New York", "LOC"), ("Lagos", "LOC")]


def test_word_has_the_label_of_its_pieces_mean_with_average_aggregation(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    pieces = PIECES | {"ko": "I-PER", "##vac": "B-LOC", "##s": "B-LOC"}
    del pieces["##vacs"]
    source = parse_source(str(save_lookup_tagger(tmp_path / "lookup", pieces)))
    first, average = (
        TransformerEntityRecognizer(source, arithmetic, aggregation)
        for aggregation in ("first", "average")
    )
    assert named(first, "Anna Kovács said") == [("Anna Kovács", "PER")]
    assert named(average, "Anna Kovács said") == [("Anna", "PER"), ("Kovács", "LOC")]
    assert first.info.fingerprint != average.info.fingerprint


def test_a_score_is_the_mean_of_the_words_probabilities(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    unsure = save_lookup_tagger(tmp_path / "unsure", PIECES, certainty=0.5)
    (recognized,) = TransformerEntityRecognizer(parse_source(str(unsure)), arithmetic).recognize(
        ["New York"]
    )
    (mention,) = recognized.mentions
    # The model's vector of a word is one-hot in 16 dimensions, normalized; its logits are half.
    vector = np.eye(16)[0] - 1 / 16
    logits = 0.5 * (vector / vector.std())[: len(set(PIECES.values()))]
    assert mention.score == pytest.approx(np.exp(logits[0]) / np.exp(logits).sum(), abs=1e-4)


WORDS = ("Anna", "Kovács", "said", "in", "New", "York", "Lagos", ",", "unknown")
LABELS = {"Anna": "B-PER", "Kovács": "I-PER", "New": "B-LOC", "York": "I-LOC", "Lagos": "B-LOC"}


def expected_names(words: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[list[str], str]] = []
    before = "O"
    for word in words:
        label = LABELS.get(word, "O")
        kind = label[2:]
        if label.startswith("I-") and before[2:] == kind:
            found[-1][0].append(word)
        elif label != "O":
            found.append(([word], kind))
        before = label
    return [(" ".join(parts), kind) for parts, kind in found]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_windows_find_what_is_in_the_whole_text(
    reader: TransformerEntityRecognizer, words: list[str]
) -> None:
    assert named(reader, " ".join(words)) == expected_names(words)


def test_a_name_longer_than_a_window_is_found_whole(reader: TransformerEntityRecognizer) -> None:
    long = " ".join(["Anna", *["Kovács"] * 40])
    assert named(reader, f"in {long} said") == [(long, "PER")]


def test_fifty_thousand_words_are_read(story_folder: Path, arithmetic: Arithmetic) -> None:
    recognizer = TransformerEntityRecognizer(parse_source(str(story_folder)), arithmetic)
    (recognized,) = recognizer.recognize([" ".join([STORY] * 6_250)])
    assert len(recognized.mentions) == 3 * 6_250
    assert recognized.covered_tokens == recognized.input_tokens > 60_000


def test_a_text_classifier_finds_no_names(bert_folder: Path, arithmetic: Arithmetic) -> None:
    with pytest.raises(ModelSourceError, match=r"which classifies texts\.\nChoose a token-class"):
        TransformerEntityRecognizer(parse_source(str(bert_folder)), arithmetic)


def test_labels_without_an_outside_are_refused(tmp_path: Path, arithmetic: Arithmetic) -> None:
    folder = save_token_classifier("bert", tmp_path / "bert", labels=("LABEL_0", "LABEL_1"))
    with pytest.raises(ModelSourceError, match="None of them is O"):
        TransformerEntityRecognizer(parse_source(str(folder)), arithmetic)
