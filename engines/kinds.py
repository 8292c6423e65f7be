"""Kinds of models, and checks that a model is of the expected kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from transformers import (
    CONFIG_MAPPING,
    AutoConfig,
    AutoModel,
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
    AutoModelForTextEncoding,
    AutoModelForTokenClassification,
    PreTrainedConfig,
)

from newsdesk.engines.sources import ModelSource, ModelSourceError


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of model, and the auto class of transformers that loads it.

    `heads` are suffixes of the names of its architectures. Weights whose names begin with `unused`
    may be missing, since their output is not used.
    """

    name: str
    auto_class: Any
    heads: tuple[str, ...]
    unused: tuple[str, ...] = ()


TEXT_CLASSIFIER = Kind(
    "a text-classification model",
    AutoModelForSequenceClassification,
    ("ForSequenceClassification",),
)
TOKEN_CLASSIFIER = Kind(
    "a token-classification model", AutoModelForTokenClassification, ("ForTokenClassification",)
)
GENERATOR = Kind(
    "a sequence-to-sequence model",
    AutoModelForSeq2SeqLM,
    ("ForConditionalGeneration", "WithLMHeadModel", "Model"),
)
ENCODER = Kind(
    "a text encoder", AutoModel, ("Model", "ForMaskedLM", "ForPreTraining"), unused=("pooler.",)
)
T5_ENCODER = Kind("a text encoder", AutoModelForTextEncoding, ("Model", "ForConditionalGeneration"))
_T5_TYPES = frozenset({"mt5", "t5", "umt5"})

_HEADS = {
    "ForSequenceClassification": "which classifies texts",
    "ForTokenClassification": "which classifies tokens",
    "ForConditionalGeneration": "which writes texts",
    "ForCausalLM": "which continues texts",
    "LMHeadModel": "which continues texts",
    "ForMaskedLM": "which fills in masked words",
    "ForPreTraining": "which was trained for no task yet",
    "ForQuestionAnswering": "which answers questions",
    "ForMultipleChoice": "which chooses between answers",
    "ForNextSentencePrediction": "which compares sentences",
    "Model": "which has no head for a task",
}


@contextmanager
def source_errors(source: ModelSource, advice: str = "") -> Iterator[None]:
    """Raise a ModelSourceError for any exception that a model's files cause in transformers."""
    try:
        yield
    except (ModelSourceError, MemoryError):
        raise
    except Exception as error:
        raise ModelSourceError(f"Cannot load the model {source.name}: {error}", advice) from error


def load_config(source: ModelSource) -> PreTrainedConfig:
    """Read a model's config.json.

    Raises:
        ModelSourceError: if it cannot be read, or transformers does not know its architecture.
    """
    with source_errors(source):
        written, _ = PreTrainedConfig.get_config_dict(**source.arguments)
        model_type = written.get("model_type")
        if "auto_map" in written and model_type not in CONFIG_MAPPING:
            raise ModelSourceError(
                f"The model {source.name} needs its own code (auto_map in its config.json), which "
                "is never executed.",
                "Choose a model whose model_type transformers supports.",
            )
        config: PreTrainedConfig = AutoConfig.from_pretrained(**source.arguments)  # nosec B615 - pinned
        if "id2label" not in written and written.get("label2id"):
            config.id2label = {int(i): label for label, i in written["label2id"].items()}
    return config


def require_kind(kind: Kind, config: PreTrainedConfig, source: ModelSource) -> None:
    """Reject a model of another kind before its weights are loaded.

    Raises:
        ModelSourceError: if transformers has no class of that kind for its architecture, or its
            config names another head.
    """
    for architecture in config.architectures or ():
        does = next((does for end, does in _HEADS.items() if architecture.endswith(end)), None)
        if does and not architecture.endswith(kind.heads):
            raise ModelSourceError(
                f"The model {source.name} is a {architecture}, {does}.",
                f"Choose {kind.name} (…{kind.heads[0]}).",
            )
    if type(config) not in kind.auto_class._model_mapping:
        raise ModelSourceError(
            f"The model {source.name} has the architecture {config.model_type}, "
            f"for which transformers has no …{kind.heads[0]}.",
            f"Choose {kind.name}.",
        )


def config_of(kind: Kind, source: ModelSource) -> PreTrainedConfig:
    """Read a model's config and check that it is of the given kind.

    Raises:
        ModelSourceError: if it cannot be read, or the model is of another kind.
    """
    config = load_config(source)
    require_kind(kind, config, source)
    return config


def encoder_kind(config: PreTrainedConfig, source: ModelSource) -> Kind:
    """Return the kind of encoder that a config describes.

    Raises:
        ModelSourceError: if the model has a decoder that cannot be left out.
    """
    if config.model_type in _T5_TYPES:
        return T5_ENCODER
    if config.is_encoder_decoder:
        raise ModelSourceError(
            f"The model {source.name} ({config.model_type}) has an encoder and a decoder.",
            f"Choose {ENCODER.name}.",
        )
    return ENCODER
