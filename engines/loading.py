"""A tokenizer and its model, loaded safely and owned by one thread."""

from dataclasses import dataclass
from typing import Any

import torch
from safetensors import SafetensorError
from transformers import AutoTokenizer, PreTrainedTokenizerBase
from transformers.utils.logging import disable_progress_bar

from engines.arithmetic import Arithmetic
from engines.owner import ModelOwner
from engines.sources import ModelSource, ModelSourceError, fingerprint
from engines.tokens import window_size
from enrichment.ports import ModelInfo


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in evaluation mode, its tokenizer, and how many tokens it reads at once."""

    tokenizer: PreTrainedTokenizerBase
    model: Any
    window: int


def load(
    auto_class: Any, source: ModelSource, arithmetic: Arithmetic, window: int | None = None
) -> Loaded:
    """Load a model through one of transformers' auto classes, from safetensors alone.

    Raises:
        ModelSourceError: if the files are no such model, or lack some of its weights.
    """
    disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(arithmetic.threads)
    try:
        tokenizer = AutoTokenizer.from_pretrained(**source.arguments)
        model, report = auto_class.from_pretrained(
            **source.arguments,
            use_safetensors=True,
            dtype=arithmetic.dtype,
            output_loading_info=True,
        )
    except (OSError, ValueError, SafetensorError) as error:
        raise ModelSourceError(f"Cannot load the model {source.name}: {error}") from error
    # An encoder's pooler is never used; any other missing weight would be filled at random.
    if missing := [name for name in report["missing_keys"] if not name.startswith("pooler.")]:
        raise ModelSourceError(
            f"The model {source.name} is not a {type(model).__name__}: its files have no weights "
            f"for {', '.join(sorted(missing)[:3])}."
        )
    return Loaded(tokenizer, model.eval(), window_size(tokenizer, model.config, window))


class TransformerEngine:
    """What all engines share: an owned model, and its identity.

    `recipe` names all that shapes the answers beside the model's files.
    """

    def __init__(
        self,
        auto_class: Any,
        source: ModelSource,
        arithmetic: Arithmetic,
        recipe: str,
        window: int | None = None,
    ) -> None:
        role = type(self).__name__
        self._owner = ModelOwner(role, lambda: load(auto_class, source, arithmetic, window))
        self._info = ModelInfo(
            name=source.name,
            revision=source.revision or "local",
            fingerprint=fingerprint(source, f"{role}|{recipe}|{window}|{arithmetic.name}"),
        )

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        return self._info

    def close(self) -> None:
        """Let go of the model."""
        self._owner.close()
