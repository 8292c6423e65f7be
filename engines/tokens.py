"""Texts to windows of token ids: whatever is longer than a window is read in several."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from transformers import PreTrainedTokenizerBase

_POSITIONS_AFTER_PAD = frozenset(
    {
        "camembert",
        "data2vec-text",
        "longformer",
        "mpnet",
        "roberta",
        "roberta-prelayernorm",
        "xlm-roberta",
        "xlm-roberta-xl",
    }
)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one text's tokens, special tokens included; `content` counts the others."""

    text: int
    ids: list[int]
    content: int


def windows_of(tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], size: int) -> list[Window]:
    """Return the windows of `texts`, at most `size` tokens each, in order; each text has one.

    What looks like a special token in a text, such as `[SEP]`, is read as ordinary characters.
    """
    if not texts:
        return []
    encoded = tokenizer(
        list(texts),
        truncation=True,
        split_special_tokens=True,
        max_length=size,
        return_overflowing_tokens=True,
        return_special_tokens_mask=True,
        return_attention_mask=False,
        return_token_type_ids=False,
    )
    return [
        Window(text, ids, len(ids) - sum(special))
        for text, ids, special in zip(
            encoded["overflow_to_sample_mapping"],
            encoded["input_ids"],
            encoded["special_tokens_mask"],
            strict=True,
        )
    ]


def pad(tokenizer: PreTrainedTokenizerBase, windows: Sequence[Window]) -> dict[str, torch.Tensor]:
    """Return `input_ids` and `attention_mask`, shape (windows, longest)."""
    padded: Any = tokenizer.pad(
        {"input_ids": [window.ids for window in windows]},
        return_attention_mask=True,
        return_tensors="pt",
    )
    return {"input_ids": padded["input_ids"], "attention_mask": padded["attention_mask"]}


def window_size(tokenizer: PreTrainedTokenizerBase, config: Any, wanted: int | None = None) -> int:
    """Return how many tokens the model reads at once: what it can, at most `wanted`.

    RoBERTa and its kin count positions from `pad_token_id + 1` on, hence the two taken off.
    """
    positions = getattr(config, "max_position_embeddings", None) or 512
    if getattr(config, "model_type", "") in _POSITIONS_AFTER_PAD:
        positions -= 2
    return min(positions, tokenizer.model_max_length, wanted or positions)
