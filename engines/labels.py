"""The labels of a classification model, and whether they are those of an entailment model."""

from dataclasses import dataclass

from transformers import PreTrainedConfig

from newsdesk.engines.kinds import load_config
from newsdesk.engines.sources import ModelSource, ModelSourceError


@dataclass(frozen=True, slots=True)
class EntailmentLabels:
    """The indices of two labels in the logits of a natural-language-inference model."""

    entailment: int
    contradiction: int


def labels_of(config: PreTrainedConfig, source: ModelSource) -> tuple[str, ...]:
    """Return a model's labels, in the order of its logits.

    Raises:
        ModelSourceError: if it has fewer than two, or they are not numbered from 0.
    """
    names = {int(i): str(label) for i, label in (config.id2label or {}).items()}
    if len(names) < 2 or config.problem_type == "regression":
        raise ModelSourceError(
            f"The model {source.name} does not distinguish labels: it outputs numbers for "
            f"{', '.join(names.values()) or 'nothing'}.",
            "Choose a model with at least two labels.",
        )
    if sorted(names) != list(range(len(names))):
        raise ModelSourceError(
            f"The labels of the model {source.name} are not numbered from 0: "
            f"id2label in its config.json has {', '.join(map(str, sorted(names)))}."
        )
    return tuple(names[i] for i in range(len(names)))


def entailment_labels(config: PreTrainedConfig) -> EntailmentLabels | None:
    """Return the labels for entailment and contradiction, or None if the model lacks them.

    With two labels, such as `entailment` and `not_entailment`, the other counts as contradiction.
    """
    names = {int(i): str(label).lower() for i, label in (config.id2label or {}).items()}
    entailment = [i for i, name in names.items() if name.startswith("entail")]
    against = [i for i, name in names.items() if name.startswith(("contra", "not", "non", "no_"))]
    if len(entailment) == len(against) == 1:
        return EntailmentLabels(entailment[0], against[0])
    return None


def is_entailment_model(source: ModelSource) -> bool:
    """Whether a model does natural-language inference, judging by the labels in its config.

    Raises:
        ModelSourceError: if its config cannot be read.
    """
    return entailment_labels(load_config(source)) is not None
