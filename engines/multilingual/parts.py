"""The parts of multilingual-e5-small, from its file of weights."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.linear import Linear
from newsdesk.engines.multilingual.four_bits import FourBitWords
from newsdesk.engines.multilingual.weight_file import WeightFile
from newsdesk.engines.packed_layers import Dense, LayerWeights
from newsdesk.engines.packed_parts import EncoderParts


def parts_in(file: WeightFile, arithmetic: Arithmetic) -> EncoderParts:
    """Return the parts of the model; a layer's weights are widened when they are asked for."""
    return _Reading(file, arithmetic).parts()


@dataclass(frozen=True, slots=True)
class _Reading:
    file: WeightFile
    arithmetic: Arithmetic

    def parts(self) -> EncoderParts:
        sizes = self.file.sizes
        words = self.file.table("emb.word", sizes.words, sizes.dimensions)
        device = torch.device(self.arithmetic.device)
        return EncoderParts(
            words=FourBitWords(words, self.arithmetic.loaded_dtype, device),
            types=self._vector("emb.type", sizes.types, sizes.dimensions),
            positions=self._vector("emb.pos", sizes.positions, sizes.dimensions),
            norm=self._norm("emb.ln"),
            layers=self._layers(),
            heads=sizes.heads,
            activation=functional.gelu,
            activation_name="gelu",
        )

    def _layers(self) -> Callable[[], Iterator[LayerWeights]]:
        return lambda: (self._layer(f"l{number}") for number in range(self.file.sizes.layers))

    def _layer(self, name: str) -> LayerWeights:
        own, wide = self.file.sizes.dimensions, self.file.sizes.wide
        projections = [self._dense(f"{name}.{part}", own, own) for part in "qkv"]
        return LayerWeights(
            project=(
                torch.cat([weight for weight, _ in projections]),
                torch.cat([bias for _, bias in projections]),
            ),
            attend_out=self._dense(f"{name}.ao", own, own),
            attend_norm=self._norm(f"{name}.aln"),
            widen=self._dense(f"{name}.fi", wide, own),
            narrow=self._dense(f"{name}.fo", own, wide),
            norm=self._norm(f"{name}.oln"),
        )

    def _dense(self, name: str, outputs: int, inputs: int) -> Dense:
        weight = self._tensor(self.file.matrix(f"{name}.w", outputs, inputs))
        return weight, self._vector(f"{name}.b", outputs)

    def _norm(self, name: str) -> Linear:
        sizes = self.file.sizes
        weight, bias = (self._vector(f"{name}.{part}", sizes.dimensions) for part in "wb")
        shape = [sizes.dimensions]
        return partial(
            functional.layer_norm,
            normalized_shape=shape,
            weight=weight,
            bias=bias,
            eps=sizes.epsilon,
        )

    def _vector(self, name: str, *shape: int) -> torch.Tensor:
        return self._tensor(self.file.vector(name, *shape))

    def _tensor(self, numbers: npt.NDArray[np.float32]) -> torch.Tensor:
        arithmetic = self.arithmetic
        return torch.from_numpy(numbers).to(arithmetic.device, arithmetic.loaded_dtype)
