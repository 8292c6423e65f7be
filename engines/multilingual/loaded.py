"""multilingual-e5-small, loaded: its tokenizer, its layers, and what it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.multilingual.parts import parts_in
from newsdesk.engines.multilingual.pieces import PieceTokenizer
from newsdesk.engines.multilingual.weight_file import WeightFile
from newsdesk.engines.packed import PackedBert
from newsdesk.engines.pooling import POOLING
from newsdesk.engines.tokenizer import Input, SpecialTokens
from newsdesk.engines.tokens import Window, windows_of
from newsdesk.enrichment.pinned_files import MULTILINGUAL_PIECES, MULTILINGUAL_WEIGHTS
from newsdesk.enrichment.ports import Vectors

PREFIX = "query: "
"""The text before every text: the model was trained with it (Wang and others, 2024)."""


@dataclass(frozen=True, slots=True)
class LoadedMultilingual:
    """The model, and how many tokens it reads at once and how long its vectors are."""

    tokenizer: PieceTokenizer
    special_tokens: SpecialTokens
    packed: PackedBert
    window: int
    dimensions: int

    def windows(self, texts: Sequence[str]) -> list[tuple[Window, Input]]:
        """Return the windows of `texts` and the model's input for each; each text has one."""
        room = self.window - self.special_tokens.size
        windows = windows_of(self.tokenizer.tokenize(texts, PREFIX), room)
        return [(window, self.special_tokens.around(window.ids)) for window in windows]

    def vectors(self, inputs: Sequence[Input]) -> list[Vectors]:
        """Return one unit vector per input, shape (dimensions,); they are sorted by length."""
        rows, groups = self.packed(inputs)
        states = [group.of(rows).float() for group in groups]
        pooled = [POOLING["mean"](own, torch.ones_like(own[..., :1])) for own in states]
        return list(torch.nn.functional.normalize(torch.cat(pooled).cpu(), dim=1).numpy())


def load_multilingual(
    folder: Path, arithmetic: Arithmetic, window: int | None = None
) -> LoadedMultilingual:
    """Load the model from a folder with its verified files.

    Raises:
        ModelSourceError: if a file is of another kind.
    """
    file = WeightFile(folder / MULTILINGUAL_WEIGHTS.name)
    tokenizer = PieceTokenizer(folder / MULTILINGUAL_PIECES.name)
    packed = PackedBert(parts_in(file, arithmetic), int8=arithmetic.is_int8)
    size = min(file.sizes.positions, window or file.sizes.positions)
    special = tokenizer.special_tokens()
    return LoadedMultilingual(tokenizer, special, packed, size, file.sizes.dimensions)
