"""BERT-like encoders without padding: all tokens of a batch are the rows of one matrix.

Nearly all operations treat tokens separately, so they compute only the tokens that exist. Attention
processes texts of equal length together, since they need no mask. The three attention projections
are one matrix.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

import torch
from torch.nn import functional

from newsdesk.engines.linear import pad_rows
from newsdesk.engines.packed_layers import InputRanges, Layer, in_int8, layer_of
from newsdesk.engines.packed_parts import EncoderParts, parts_of
from newsdesk.engines.tokenizer import Input

_BERT_LIKE = frozenset({"bert", "camembert", "roberta", "xlm-roberta"})

_PROBES = ((5, 7), (9, 8, 7, 6, 5, 6, 7))
_TOLERANCE = 0.02

_SAMPLE_TEXTS, _SAMPLE_TOKENS = 64, 32

Rows = torch.Tensor


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of equal length: `texts` of `length` tokens each, starting at row `start`."""

    start: int
    texts: int
    length: int

    @property
    def end(self) -> int:
        """The row after the last one."""
        return self.start + self.texts * self.length

    def of(self, rows: Rows) -> Rows:
        """Return the group's rows, shape (texts, length, …)."""
        own = rows[self.start : self.end]
        return own.view(self.texts, self.length, *rows.shape[1:])


class PackedBert:
    """A BERT-like encoder that reads packed inputs. It shares weights with its `parts`.

    `config` is that of the transformers model, if it was made from one.
    """

    def __init__(self, parts: EncoderParts, config: Any = None, *, int8: bool = False) -> None:
        """Make the encoder; with `int8`, its products are in int8."""
        self.config = config
        self._words = parts.words
        self._types = parts.types
        # For a text whose tokens are all of type 0.
        self._positions = parts.positions + parts.types[0]
        self._norm = parts.norm
        self._heads = parts.heads
        self._activation = parts.activation
        self._layers = list(self._in_int8(parts) if int8 else map(layer_of, parts.layers()))

    def __call__(self, inputs: Sequence[Input]) -> tuple[Rows, list[Group]]:
        """Return the last hidden state, shape (tokens, dimensions), and the groups of its rows.

        Args:
            inputs: Sorted by length; each with at least one token.
        """
        groups = list(_groups([len(one.ids) for one in inputs]))
        embedded = self._embedded(inputs, groups)
        rows = pad_rows(embedded)
        for layer in self._layers:
            rows = self._feed_forward(layer, self._attend(layer, rows, groups))
        return rows[: len(embedded)], groups

    def _embedded(self, inputs: Sequence[Input], groups: Sequence[Group]) -> Rows:
        rows = self._words.rows(self._tensor(one.ids for one in inputs))
        for group in groups:
            group.of(rows).add_(self._positions[: group.length])
        if any(any(one.types) for one in inputs):
            kinds = self._tensor(one.types for one in inputs)
            rows.add_(self._types[kinds] - self._types[0])
        embedded: Rows = self._norm(rows)
        return embedded

    @torch.inference_mode()
    def _in_int8(self, parts: EncoderParts) -> Iterator[Layer]:
        """Yield the layers in int8; no more than one is there in float32.

        The range of a layer's inputs is measured on random tokens: the few inputs with outliers
        are a property of the model, whatever the text.
        """
        length = min(_SAMPLE_TOKENS, len(self._positions))
        generator = torch.Generator().manual_seed(0)
        sampled = torch.randint(len(self._words), (_SAMPLE_TEXTS, length), generator=generator)
        groups = [Group(0, *sampled.shape)]
        rows = self._embedded([Input(ids, [0] * length) for ids in sampled.tolist()], groups)
        for weights in parts.layers():
            plain = layer_of(weights)
            attended = self._attend(plain, rows, groups)
            ranges = InputRanges(_absolute_maximum(rows), _absolute_maximum(attended))
            rows = self._feed_forward(plain, attended)
            yield in_int8(plain, weights, ranges, parts.activation_name)

    def _tensor(self, numbers: Iterable[Sequence[int]]) -> torch.Tensor:
        return torch.tensor(list(chain.from_iterable(numbers)), device=self._words.device)

    def _attend(self, layer: Layer, rows: Rows, groups: Sequence[Group]) -> Rows:
        """Apply self-attention within each text, and its norm."""
        projected, dimensions = layer.project(rows), rows.shape[1]
        split = projected.view(len(projected), 3, self._heads, dimensions // self._heads)
        attended = projected.new_empty(len(projected), dimensions)
        attended[groups[-1].end :] = 0
        for group in groups:
            query, key, value = group.of(split).permute(2, 0, 3, 1, 4)
            seen = functional.scaled_dot_product_attention(query, key, value)
            group.of(attended).copy_(seen.transpose(1, 2).flatten(2))
        normed: Rows = layer.attend_norm(layer.attend_out(attended).add_(rows))
        return normed

    def _feed_forward(self, layer: Layer, rows: Rows) -> Rows:
        wide = self._activation(layer.widen(rows))
        normed: Rows = layer.norm(layer.narrow(wide).add_(rows))
        return normed


def _absolute_maximum(rows: Rows) -> torch.Tensor:
    return rows.abs().amax(dim=0)


def _groups(lengths: Sequence[int]) -> Iterator[Group]:
    start = 0
    for length, same in groupby(lengths):
        texts = sum(1 for _ in same)
        yield Group(start, texts, length)
        start += texts * length


@torch.inference_mode()
def packed_of(model: Any, *, int8: bool = False) -> PackedBert | None:
    """Return a packed version of `model`, or None if that is not possible.

    It is checked on two inputs that the packed version gives the same answers.
    """
    config = model.config
    if config.model_type not in _BERT_LIKE or getattr(config, "is_decoder", False):
        return None
    parts = parts_of(model)
    packed = PackedBert(parts, config)
    for ids in _PROBES:
        rows, _ = packed([Input(list(ids), [0] * len(ids))])
        known = model(input_ids=torch.tensor([ids], device=rows.device)).last_hidden_state[0]
        if (rows - known).float().norm() > _TOLERANCE * known.float().norm():
            return None
    return PackedBert(parts, config, int8=True) if int8 else packed
