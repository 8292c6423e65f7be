"""The labels of a classification model, and what their names tell of it."""

from dataclasses import dataclass

from transformers import PreTrainedConfig

from newsdesk.engines.kinds import load_config
from newsdesk.engines.sources import ModelSource, ModelSourceError


@dataclass(frozen=True, slots=True)
class EntailmentLabels:
    """The places of two labels among the logits of a natural-language-inference model."""

    entailment: int
    contradiction: int


def labels_of(config: PreTrainedConfig, source: ModelSource) -> tuple[str, ...]:
    """Return a model's labels, in the order of its logits.

    Raises:
        ModelSourceError: if it has fewer than two, or they are not numbered from 0 on.
    """
    names = {int(i): str(label) for i, label in (config.id2label or {}).items()}
    if len(names) < 2 or config.problem_type == "regression":
        raise ModelSourceError(
            f"The model {source.name} gives numbers for {', '.join(names.values()) or 'nothing'}. "
            "Wanted is one that tells two labels or more apart."
        )
    if sorted(names) != list(range(len(names))):
        raise ModelSourceError(
            f"The labels of the model {source.name} are not numbered from 0 on: "
            f"id2label in its config.json has {', '.join(map(str, sorted(names)))}."
        )
    return tuple(names[i] for i in range(len(names)))


def entailment_labels(config: PreTrainedConfig) -> EntailmentLabels | None:
    """Return where a model says that one text follows from another, or None if it never does.

    With two labels, such as `entailment` and `not_entailment`, the other stands for contradiction.
    """
    names = {int(i): str(label).lower() for i, label in (config.id2label or {}).items()}
    entailment = [i for i, name in names.items() if name.startswith("entail")]
    against = [i for i, name in names.items() if name.startswith(("contra", "not", "non", "no_"))]
    if len(entailment) == len(against) == 1:
        return EntailmentLabels(entailment[0], against[0])
    return None


def is_entailment_model(source: ModelSource) -> bool:
    """Whether a model is one of natural-language inference, by the labels in its config.

    Raises:
        ModelSourceError: if its config cannot be read.
    """
    return entailment_labels(load_config(source)) is not None
