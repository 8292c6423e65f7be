"""Tiny models of many architectures with random, seeded weights, made on the spot."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import BPE, Unigram, WordPiece
from tokenizers.trainers import BpeTrainer, UnigramTrainer, WordPieceTrainer
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
    BartConfig,
    BertConfig,
    DebertaV2Config,
    MBartConfig,
    PegasusConfig,
    PreTrainedConfig,
    PreTrainedTokenizerFast,
    RobertaConfig,
    T5Config,
)

from tests.engines.texts import CORPUS

LABELS = ("politics", "sport", "weather")
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
    """The special tokens of an architecture, and how they stand around a text."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    pad: str
    unknown: str

    @property
    def all(self) -> list[str]:
        return list(dict.fromkeys([*self.start, self.pad, *self.end, self.unknown]))


BERT_TOKENS = Tokens(("[CLS]",), ("[SEP]",), "[PAD]", "[UNK]")
ROBERTA_TOKENS = Tokens(("<s>",), ("</s>",), "<pad>", "<unk>")
T5_TOKENS = Tokens((), ("</s>",), "<pad>", "<unk>")
MBART_TOKENS = Tokens((), ("</s>", "en_XX"), "<pad>", "<unk>")


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
        single=" ".join([*tokens.start, "$A", *tokens.end]),
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
}
GENERATORS: dict[str, tuple[Any, Callable[[Tokens], Tokenizer], Tokens]] = {
    "bart": (BartConfig, byte_pairs, ROBERTA_TOKENS),
    "t5": (T5Config, unigram, T5_TOKENS),
    "pegasus": (PegasusConfig, unigram, T5_TOKENS),
    "mbart": (MBartConfig, unigram, MBART_TOKENS),
}


def save_classifier(architecture: str, folder: Path, **settings: Any) -> Path:
    """Save a text-classification model with the labels LABELS in `folder`."""
    config_class, train, tokens = CLASSIFIERS[architecture]
    tokenizer = save_tokenizer(train, tokens, folder)
    config = config_class(
        vocab_size=len(tokenizer),
        max_position_embeddings=POSITIONS,
        pad_token_id=tokenizer.pad_token_id,
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
        **_SIZES | settings,
    )
    _save(AutoModelForSequenceClassification, config, folder)
    return folder


def save_generator(architecture: str, folder: Path) -> Path:
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
        config = config_class(**ids | sizes)
    else:
        bos = tokenizer.convert_tokens_to_ids(tokens.start[0]) if tokens.start else None
        config = config_class(**ids | _SEQ2SEQ_SIZES | {"bos_token_id": bos})
    _save(AutoModelForSeq2SeqLM, config, folder)
    return folder


def _save(auto_class: Any, config: PreTrainedConfig, folder: Path) -> None:
    torch.manual_seed(17)
    model = auto_class.from_config(config)
    for weights in (parameter for parameter in model.parameters() if parameter.dim() > 1):
        torch.nn.init.normal_(weights, std=0.5)
    model.save_pretrained(folder)
