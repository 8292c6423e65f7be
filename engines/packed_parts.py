"""The parts of a BERT-like encoder, however its weights are stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch

from newsdesk.engines.linear import Linear
from newsdesk.engines.packed_layers import LayerWeights, weights_of
from newsdesk.engines.word_table import DenseWords, WordTable

_POSITIONS_AFTER_PAD = frozenset({"camembert", "roberta", "xlm-roberta"})


@dataclass(frozen=True, slots=True)
class EncoderParts:
    """The parts of a BERT-like encoder.

    Attributes:
        words: The vectors of tokens.
        types: The vectors of token types, shape (types, dimensions).
        positions: The vectors of positions from the first token's on, shape (positions,
            dimensions).
        norm: The norm of the three's sum.
        layers: Yields the layers' weights, first to last, at each call.
        heads: The number of attention heads.
        activation: The function between widening and narrowing.
        activation_name: Its name.
    """

    words: WordTable
    types: torch.Tensor
    positions: torch.Tensor
    norm: Linear
    layers: Callable[[], Iterator[LayerWeights]]
    heads: int
    activation: Linear
    activation_name: str


def parts_of(model: Any) -> EncoderParts:
    """Return the parts of a transformers model."""
    config, embeddings = model.config, model.embeddings
    after_pad = config.model_type in _POSITIONS_AFTER_PAD
    first_position = config.pad_token_id + 1 if after_pad else 0
    return EncoderParts(
        words=DenseWords(embeddings.word_embeddings.weight),
        types=embeddings.token_type_embeddings.weight,
        positions=embeddings.position_embeddings.weight[first_position:],
        norm=embeddings.LayerNorm,
        layers=lambda: map(weights_of, model.encoder.layer),
        heads=int(config.num_attention_heads),
        activation=model.encoder.layer[0].intermediate.intermediate_act_fn,
        activation_name=config.hidden_act,
    )
