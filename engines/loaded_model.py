"""A model at hand: what it reads at once, and the tensors that it is given."""

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
"""As a share of what a model answers; in float32, the root of its rounding is enough."""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in evaluation mode, its tokenizer, and how many tokens it reads at once.

    `special_tokens` are set around every text. With `alone`, the model reads one input at a time,
    because padding would change what it answers.
    """

    tokenizer: PreTrainedTokenizerBase
    model: Any
    window: int
    special_tokens: SpecialTokens
    alone: bool = False

    @property
    def room(self) -> int:
        """Tokens of a text that a window holds, special ones not counted."""
        return self.window - self.special_tokens.size

    @property
    def overlap(self) -> int:
        """Tokens that a window repeats of the one before."""
        return self.window // OVERLAP

    @property
    def longest(self) -> Input:
        """An input that fills a window."""
        return self.special_tokens.around([int(self.tokenizer.pad_token_id)] * self.room)

    @property
    def packed(self) -> PackedBert | None:
        """The model, if it reads its inputs without padding."""
        return self.model if isinstance(self.model, PackedBert) else None

    def readable(self, inputs: Sequence[Input]) -> list[Input]:
        """Return `inputs` with one token at least in each.

        No model reads nothing, which an empty text is to a tokenizer without special tokens.
        """
        padding = int(self.tokenizer.pad_token_id)
        return [one if one.ids else Input([padding], [0]) for one in inputs]

    def tensors(self, inputs: Sequence[Input]) -> dict[str, torch.Tensor]:
        """Return what the model reads, each of shape (inputs, longest), padded at the end.

        In Longformer and its kin, which read a text in neighbourhoods, the first token attends to
        all others (Beltagy, Peters and Cohan, 2020).
        """
        padding = int(self.tokenizer.pad_token_id)
        read = self.readable(inputs)
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
        return {name: tensors[name].to(device) for name in _read_by(self.model)}


def _read_by(model: Any) -> list[str]:
    parameters = inspect.signature(model.forward).parameters
    names = ["input_ids", "attention_mask", "global_attention_mask"]
    if (getattr(model.config, "type_vocab_size", 0) or 0) > 1:
        names.append("token_type_ids")
    return [name for name in names if name in parameters]


@torch.inference_mode()
def is_padding_sensitive(loaded: LoadedModel) -> bool:
    """Whether the model answers otherwise where an input is padded to the length of another.

    So it is with models that mix all tokens without a mask, such as FNet, or that look at the end
    of an input, such as XLNet.
    """
    if loaded.packed:
        return False
    texts = tokenize(loaded.tokenizer, _PROBES)
    short, long = (loaded.special_tokens.around(tokens.ids[: loaded.room]) for tokens in texts)
    model = loaded.model
    reader = model.get_encoder() if model.config.is_encoder_decoder and _writes(model) else model
    alone, padded = (
        reader(**loaded.tensors(inputs))[0][0].float() for inputs in ([short], [short, long])
    )
    difference = (padded[: len(alone)] - alone).norm() / alone.norm()
    return bool(difference > min(_TOLERANCE, torch.finfo(model.dtype).eps ** 0.5))


def _writes(model: Any) -> bool:
    return bool(model.can_generate())
