"""A loaded model: its window, and its input tensors."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from transformers import PreTrainedTokenizerBase

from newsdesk.engines.packed import PackedBert
from newsdesk.engines.tokenizer import Input, SpecialTokens
from newsdesk.engines.tokens import OVERLAP, tokenize

_PROBES = ("Rain.", "The river rose by two metres during the night.")
_TOLERANCE = 0.05
"""Relative to the model's output; the square root of the rounding error if that is smaller."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in evaluation mode, its tokenizer, and how many tokens it reads at once.

    `special_tokens` are set around every text. With `unbatched`, the model reads one input at a
    time, because padding would change its output.
    """

    tokenizer: PreTrainedTokenizerBase
    model: Any
    window: int
    special_tokens: SpecialTokens
    unbatched: bool = False

    @property
    def room(self) -> int:
        """Tokens of a text that fit into a window, without special tokens."""
        return self.window - self.special_tokens.size

    @property
    def overlap(self) -> int:
        """Tokens that a window shares with the one before."""
        return self.window // OVERLAP

    @property
    def longest(self) -> Input:
        """An input that fills a window."""
        return self.special_tokens.around([int(self.tokenizer.pad_token_id)] * self.room)

    @property
    def packed(self) -> PackedBert | None:
        """The model, if it is one that reads its inputs without padding."""
        return self.model if isinstance(self.model, PackedBert) else None

    def non_empty(self, inputs: Sequence[Input]) -> list[Input]:
        """Return `inputs` with at least one token in each.

        A tokenizer without special tokens makes no tokens of an empty text, and no model accepts
        an empty input.
        """
        padding = int(self.tokenizer.pad_token_id)
        return [one if one.ids else Input([padding], [0]) for one in inputs]

    def tensors(self, inputs: Sequence[Input]) -> dict[str, torch.Tensor]:
        """Return the model's input tensors, each of shape (inputs, longest), padded at the end.

        In models with local attention such as Longformer, the first token attends to all others
        (Beltagy, Peters and Cohan, 2020).
        """
        padding = int(self.tokenizer.pad_token_id)
        read = self.non_empty(inputs)
        shape = (len(read), max(len(one.ids) for one in read))
        ids = torch.full(shape, padding)
        mask, types = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
        for row, one in enumerate(read):
            ids[row, : len(one.ids)] = torch.tensor(one.ids)
            types[row, : len(one.ids)] = torch.tensor(one.types)
            mask[row, : len(one.ids)] = 1
        first = torch.zeros_like(mask)
        first[:, 0] = 1
        tensors = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": types,
            "global_attention_mask": first,
        }
        device = self.model.device
        return {name: tensors[name].to(device) for name in _parameters_of(self.model)}


def _parameters_of(model: Any) -> list[str]:
    parameters = inspect.signature(model.forward).parameters
    names = ["input_ids", "attention_mask", "global_attention_mask"]
    if (getattr(model.config, "type_vocab_size", 0) or 0) > 1:
        names.append("token_type_ids")
    return [name for name in names if name in parameters]


@torch.inference_mode()
def is_padding_sensitive(loaded: LoadedModel) -> bool:
    """Whether padding an input to the length of another changes the model's output.

    That is the case for models that mix all tokens without a mask, such as FNet, or that use the
    end of an input, such as XLNet.
    """
    if loaded.packed:
        return False
    texts = tokenize(loaded.tokenizer, _PROBES)
    short, long = (loaded.special_tokens.around(tokens.ids[: loaded.room]) for tokens in texts)
    model = loaded.model
    reader = (
        model.get_encoder() if model.config.is_encoder_decoder and _can_generate(model) else model
    )
    alone, padded = (
        reader(**loaded.tensors(inputs))[0][0].float() for inputs in ([short], [short, long])
    )
    difference = (padded[: len(alone)] - alone).norm() / alone.norm()
    return bool(difference > min(_TOLERANCE, torch.finfo(model.dtype).eps ** 0.5))


def _can_generate(model: Any) -> bool:
    return bool(model.can_generate())
