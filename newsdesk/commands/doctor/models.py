"""What models there are, and the fingerprints of the events that they make."""

from typing import Any

from newsdesk.commands.doctor.section import Section, Wrong
from newsdesk.engines import ModelSourceError
from newsdesk.enrichment.topics.taxonomy import TaxonomyError
from newsdesk.inventory import take_inventory
from newsdesk.settings import Settings

_TOLD = ("role", "name", "revision", "window_tokens", "weight_bytes", "dtype")


def look_at_models(settings: Settings) -> Section:
    """Load the models and the taxonomy, as a worker does."""
    try:
        inventory = take_inventory(settings)
    except ModelSourceError as error:
        advice = (
            f"In {_named(settings)}, name a folder that save_pretrained wrote, or"
            " owner/name@commit, with a model of the right kind."
        )
        return Section("models", None, (Wrong(str(error), advice),))
    except TaxonomyError as error:
        advice = "Mend the file of NEWSDESK_CLASSIFIER__TAXONOMY; `newsdesk taxonomy check` helps."
        return Section("models", None, (Wrong(str(error), advice),))
    return Section("models", _facts(inventory))


def _facts(inventory: dict[str, Any]) -> dict[str, Any]:
    return {
        "models": [{name: model[name] for name in _TOLD} for model in inventory["models"]],
        "taxonomy": inventory["taxonomy"],
        "fingerprints": inventory["fingerprints"],
    }


def _named(settings: Settings) -> str:
    """Return the variables that name a model of the user's own."""
    sections = ("encoder", "classifier", "summarizer", "entities")
    given = [name for name in sections if getattr(settings, name).model]
    return ", ".join(f"NEWSDESK_{name.upper()}__MODEL" for name in given or sections)
