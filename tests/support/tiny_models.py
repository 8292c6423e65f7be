"""Tiny models of many architectures with random, seeded weights, made on the spot."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import BPE, Unigram, WordPiece
from tokenizers.trainers import BpeTrainer, UnigramTrainer, WordPieceTrainer
from transformers import (
    AutoModel,
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    BartConfig,
    BertConfig,
    BertForTokenClassification,
    DebertaV2Config,
    DistilBertConfig,
    ElectraConfig,
    MBartConfig,
    MPNetConfig,
    PegasusConfig,
    PreTrainedConfig,
    PreTrainedTokenizerFast,
    RobertaConfig,
    T5Config,
    XLMRobertaConfig,
)

from tests.support.model_texts import CORPUS

LABELS = ("politics", "sport", "weather")
NLI_LABELS = ("contradiction", "neutral", "entailment")
NAME_LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
POSITIONS = 48
_SIZES: dict[str, Any] = {
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
}
_SEQ2SEQ_SIZES: dict[str, Any] = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": POSITIONS,
}


@dataclass(frozen=True)
class Tokens:
    """The special tokens of an architecture, and how they stand around a text or a pair."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    pad: str
    unknown: str
    between: tuple[str, ...] = ()
    second_type: int = 0

    @property
    def all(self) -> list[str]:
        return list(dict.fromkeys([*self.start, self.pad, *self.end, self.unknown]))

    @property
    def single(self) -> str:
        return " ".join([*self.start, "$A", *self.end])

    @property
    def pair(self) -> str:
        second = [f"{part}:{self.second_type}" for part in ("$B", *self.end)]
        return " ".join([*self.start, "$A", *self.between, *second])


BERT_TOKENS = Tokens(("[CLS]",), ("[SEP]",), "[PAD]", "[UNK]", ("[SEP]",), 1)
ROBERTA_TOKENS = Tokens(("<s>",), ("</s>",), "<pad>", "<unk>", ("</s>", "</s>"))
T5_TOKENS = Tokens((), ("</s>",), "<pad>", "<unk>", ("</s>",))
MBART_TOKENS = Tokens((), ("</s>", "en_XX"), "<pad>", "<unk>", ("</s>",))


def word_piece(tokens: Tokens) -> Tokenizer:
    tokenizer = Tokenizer(WordPiece(unk_token=tokens.unknown))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    trainer = WordPieceTrainer(vocab_size=300, special_tokens=tokens.all, show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def byte_pairs(tokens: Tokens) -> Tokenizer:
    tokenizer = Tokenizer(BPE(unk_token=tokens.unknown))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=400,
        special_tokens=tokens.all,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def unigram(tokens: Tokens) -> Tokenizer:
    tokenizer = Tokenizer(Unigram())
    tokenizer.normalizer = normalizers.Replace(Regex(r"\s+"), " ")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = UnigramTrainer(
        vocab_size=300, special_tokens=tokens.all, unk_token=tokens.unknown, show_progress=False
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def save_tokenizer(
    train: Callable[[Tokens], Tokenizer], tokens: Tokens, folder: Path
) -> PreTrainedTokenizerFast:
    tokenizer = train(tokens)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=tokens.single,
        pair=tokens.pair,
        special_tokens=[(t, tokenizer.token_to_id(t)) for t in (*tokens.start, *tokens.end)],
    )
    fast: PreTrainedTokenizerFast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token=tokens.pad, unk_token=tokens.unknown
    )
    fast.save_pretrained(folder)
    return fast


CLASSIFIERS: dict[str, tuple[Any, Callable[[Tokens], Tokenizer], Tokens]] = {
    "bert": (BertConfig, word_piece, BERT_TOKENS),
    "roberta": (RobertaConfig, byte_pairs, ROBERTA_TOKENS),
    "deberta-v2": (DebertaV2Config, unigram, BERT_TOKENS),
    "distilbert": (DistilBertConfig, word_piece, BERT_TOKENS),
    "electra": (ElectraConfig, word_piece, BERT_TOKENS),
    "mpnet": (MPNetConfig, byte_pairs, ROBERTA_TOKENS),
    "xlm-roberta": (XLMRobertaConfig, unigram, ROBERTA_TOKENS),
    "bart": (BartConfig, byte_pairs, ROBERTA_TOKENS),
}
GENERATORS: dict[str, tuple[Any, Callable[[Tokens], Tokenizer], Tokens]] = {
    "bart": (BartConfig, byte_pairs, ROBERTA_TOKENS),
    "t5": (T5Config, unigram, T5_TOKENS),
    "pegasus": (PegasusConfig, unigram, T5_TOKENS),
    "mbart": (MBartConfig, unigram, MBART_TOKENS),
}


def save_classifier(
    architecture: str, folder: Path, labels: Sequence[str] = LABELS, **settings: Any
) -> Path:
    """Save a text-classification model in `folder`."""
    return _save_labelled(
        AutoModelForSequenceClassification, architecture, folder, labels, settings
    )


def save_token_classifier(
    architecture: str, folder: Path, labels: Sequence[str] = NAME_LABELS, **settings: Any
) -> Path:
    """Save a token-classification model in `folder`."""
    return _save_labelled(AutoModelForTokenClassification, architecture, folder, labels, settings)


def save_encoder(architecture: str, folder: Path, **settings: Any) -> Path:
    """Save a model without a head in `folder`."""
    return _save_labelled(AutoModel, architecture, folder, LABELS, settings)


def _save_labelled(
    auto_class: Any,
    architecture: str,
    folder: Path,
    labels: Sequence[str],
    settings: dict[str, Any],
) -> Path:
    config_class, train, tokens = CLASSIFIERS[architecture]
    tokenizer = save_tokenizer(train, tokens, folder)
    sizes = _SIZES
    if architecture == "bart":
        sizes = _SEQ2SEQ_SIZES | {"eos_token_id": tokenizer.convert_tokens_to_ids("</s>")}
    config = config_class(
        **{
            "vocab_size": len(tokenizer),
            "max_position_embeddings": POSITIONS,
            "pad_token_id": tokenizer.pad_token_id,
            "id2label": dict(enumerate(labels)),
            "label2id": {label: i for i, label in enumerate(labels)},
        }
        | sizes
        | settings,
    )
    save_model(auto_class, config, folder)
    return folder


def save_generator(architecture: str, folder: Path, **settings: Any) -> Path:
    """Save a sequence-to-sequence model in `folder`."""
    config_class, train, tokens = GENERATORS[architecture]
    tokenizer = save_tokenizer(train, tokens, folder)
    ids: dict[str, Any] = {
        "vocab_size": len(tokenizer),
        "pad_token_id": tokenizer.pad_token_id,
        "eos_token_id": tokenizer.convert_tokens_to_ids("</s>"),
        "decoder_start_token_id": tokenizer.pad_token_id,
    }
    if architecture == "t5":
        sizes = {"d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 2}
    else:
        bos = tokenizer.convert_tokens_to_ids(tokens.start[0]) if tokens.start else None
        sizes = _SEQ2SEQ_SIZES | {"bos_token_id": bos}
    save_model(AutoModelForSeq2SeqLM, config_class(**ids | sizes | settings), folder)
    return folder


def save_lookup_tagger(
    folder: Path, pieces: Mapping[str, str], positions: int = POSITIONS, certainty: float = 10.0
) -> Path:
    """Save a model that labels each piece of its vocabulary as `pieces` says, wherever it stands.

    `[UNK]` is labelled `O`.
    """
    vocabulary = [*BERT_TOKENS.all, *pieces]
    tokenizer = _known_words({piece: i for i, piece in enumerate(vocabulary)}, folder)
    labels = list(dict.fromkeys(["O", *pieces.values()]))
    config = BertConfig(
        vocab_size=len(vocabulary),
        max_position_embeddings=positions,
        pad_token_id=tokenizer.pad_token_id,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
        **_SIZES | {"num_hidden_layers": 0},
    )
    model = BertForTokenClassification(config)  # type: ignore[no-untyped-call]
    for weights in model.parameters():
        torch.nn.init.zeros_(weights)
    torch.nn.init.ones_(model.bert.embeddings.LayerNorm.weight)
    with torch.no_grad():
        for i, piece in enumerate(vocabulary):
            model.bert.embeddings.word_embeddings.weight[
                i, labels.index(pieces.get(piece, "O"))
            ] = 1
        for i in range(len(labels)):
            model.classifier.weight[i, i] = certainty
    model.save_pretrained(folder)
    return folder


def _known_words(vocabulary: dict[str, int], folder: Path) -> PreTrainedTokenizerFast:
    def known(tokens: Tokens) -> Tokenizer:
        tokenizer = Tokenizer(WordPiece(vocabulary, unk_token=tokens.unknown))
        tokenizer.normalizer = normalizers.BertNormalizer()
        tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        return tokenizer

    return save_tokenizer(known, BERT_TOKENS, folder)


def save_model(auto_class: Any, config: PreTrainedConfig, folder: Path) -> None:
    """Save a model with random weights, large enough that texts differ."""
    torch.manual_seed(17)
    model = auto_class.from_config(config)
    for weights in (parameter for parameter in model.parameters() if parameter.dim() > 1):
        torch.nn.init.normal_(weights, std=0.5)
    model.save_pretrained(folder)


def edit(file: Path, **fields: Any) -> None:
    """Change fields of a JSON file; those that are None are taken out."""
    written = json.loads(file.read_text()) | fields
    file.write_text(json.dumps({key: value for key, value in written.items() if value is not None}))
