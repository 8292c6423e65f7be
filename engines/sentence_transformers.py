"""Reading sentence-transformers' files, which say how a model's vectors are computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from safetensors.torch import load_file
from transformers import PreTrainedConfig

from newsdesk.engines.kinds import source_errors
from newsdesk.engines.model_files import file_of, json_of
from newsdesk.engines.pooling import POOLING, Layer
from newsdesk.engines.sources import ModelSource, ModelSourceError

_ACTIVATIONS = {"Identity": torch.nn.Identity, "Tanh": torch.nn.Tanh, "ReLU": torch.nn.ReLU}
_OLD_FLAGS = {
    "pooling_mode_cls_token": "cls",  # nosec B105 - a way of pooling
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}


@dataclass(frozen=True, slots=True)
class SentenceRecipe:
    """How token vectors become a text's vector; by default the mean, scaled to unit length.

    `window` is how many tokens the model was trained to read, `prompt` is put before a text.
    `declared` says whether there were such files.
    """

    pooling: tuple[str, ...] = ("mean",)
    layers: tuple[Layer, ...] = ()
    normalize: bool = True
    window: int | None = None
    lower_case: bool = False
    prompt: str = ""
    declared: bool = False

    def __str__(self) -> str:
        pooling = "+".join(self.pooling)
        flags = f"{self.normalize}/{self.window}/{self.lower_case}/{self.prompt!r}"
        return f"{pooling}/{len(self.layers)}/{flags}"


def read_recipe(source: ModelSource, config: PreTrainedConfig) -> SentenceRecipe:
    """Read modules.json and the files that it names.

    Raises:
        ModelSourceError: if they need a feature that is not supported.
    """
    with source_errors(source):
        modules = json_of(source, "modules.json")
        return _recipe(source, modules, config) if modules else SentenceRecipe()


def _recipe(source: ModelSource, modules: Any, config: PreTrainedConfig) -> SentenceRecipe:
    pooling: tuple[str, ...] = ()
    layers: list[Layer] = []
    normalize = False
    for module in modules:
        kind, path = module["type"].rpartition(".")[2], module["path"]
        if kind == "Transformer" and not path:
            continue
        if kind == "Pooling" and not pooling:
            pooling = _pooling(_config_in(source, path))
        elif kind == "Dense" and pooling:
            layers.append(_dense(source, path))
        elif kind == "Normalize":
            normalize = True
        else:
            raise ModelSourceError(
                f"The modules.json of the model {source.name} has {kind} in {path or '.'!r}, "
                "which is not supported.",
                "Choose another model.",
            )
    limits = (
        json_of(source, "sentence_bert_config.json")
        or json_of(source, f"sentence_{config.model_type}_config.json")
        or {}
    )
    prompts = json_of(source, "config_sentence_transformers.json") or {}
    return SentenceRecipe(
        pooling=pooling or ("mean",),
        layers=tuple(layers),
        normalize=normalize,
        window=limits.get("max_seq_length"),
        lower_case=bool(limits.get("do_lower_case")),
        prompt=(prompts.get("prompts") or {}).get(prompts.get("default_prompt_name"), ""),
        declared=True,
    )


def _pooling(written: Mapping[str, Any]) -> tuple[str, ...]:
    named = written.get("pooling_mode")
    if named:
        modes = tuple([named] if isinstance(named, str) else named)
    else:
        modes = tuple(mode for flag, mode in _OLD_FLAGS.items() if written.get(flag))
    if unknown := set(modes) - set(POOLING):
        raise ValueError(f"its pooling is {', '.join(sorted(unknown))}, which is not supported")
    return modes


def _dense(source: ModelSource, path: str) -> Layer:
    written = _config_in(source, path)
    activation = str(written["activation_function"]).rpartition(".")[2]
    if activation not in _ACTIVATIONS:
        raise ValueError(f"its {path} has the activation {activation}, which is not supported")
    weights = file_of(source, "model.safetensors", path)
    if weights is None:
        raise ValueError(f"its {path} has no model.safetensors, and other formats are never read")
    tensors = load_file(weights)
    return Layer(
        tensors["linear.weight"].float(),
        tensors["linear.bias"].float() if written.get("bias", True) else None,
        _ACTIVATIONS[activation](),
    )


def _config_in(source: ModelSource, path: str) -> Any:
    written = json_of(source, "config.json", path)
    if written is None:
        raise ValueError(f"its modules.json names {path}, where there is no config.json")
    return written
