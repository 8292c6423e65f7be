"""The models in use, and the fingerprints of their events."""

from typing import Any

from newsdesk.commands.doctor.section import Problem, Section
from newsdesk.composition import Composition
from newsdesk.engines import ModelSourceError
from newsdesk.enrichment.topics.taxonomy import TaxonomyError
from newsdesk.inventory import take_inventory
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import Settings

_SHOWN = ("role", "name", "revision", "window_tokens", "weight_bytes", "dtype")


def check_models(settings: Settings) -> Section:
    """Load the models and the taxonomy, as a worker does."""
    composition = Composition(settings)
    try:
        inventory = take_inventory(settings, composition)
    except ModelSourceError as error:
        advice = (
            f"In {_named(settings)}, name a folder that save_pretrained wrote, or"
            " owner/name@commit, with a model of the right kind."
        )
        return _unusable(error, advice)
    except TaxonomyError as error:
        advice = "Fix the file of NEWSDESK_CLASSIFIER__TAXONOMY; `newsdesk taxonomy check` helps."
        return _unusable(error, advice)
    unkept = composition.cache_problem
    problems = (Problem(unkept.problem, unkept.advice),) if unkept else ()
    return Section("models", _facts(inventory, _other_languages(settings)), problems)


def _unusable(error: NewsdeskError, setting: str) -> Section:
    """Return the section with the error's own advice, and what to do about the setting."""
    advice = f"{error.advice} {setting}".strip()
    return Section("models", None, (Problem(error.problem, advice),))


def _other_languages(settings: Settings) -> str:
    """Return what reads articles in other languages than English, or why nothing does."""
    if settings.encoder.model:
        return "read by the encoder that is set"
    if not settings.encoder.multilingual:
        return "no topics; NEWSDESK_ENCODER__MULTILINGUAL=true reads them"
    if settings.cache.has_multilingual:
        return "read by multilingual-e5-small"
    return "no topics; `newsdesk models fetch multilingual` fetches what reads them"


def _facts(inventory: dict[str, Any], other_languages: str) -> dict[str, Any]:
    return {
        "models": [{name: model[name] for name in _SHOWN} for model in inventory["models"]],
        "other_languages": other_languages,
        "taxonomy": inventory["taxonomy"],
        "fingerprints": inventory["fingerprints"],
    }


def _named(settings: Settings) -> str:
    """Return the variables that name the user's own models."""
    sections = ("encoder", "classifier", "summarizer", "entities")
    given = [name for name in sections if getattr(settings, name).model]
    return ", ".join(f"NEWSDESK_{name.upper()}__MODEL" for name in given or sections)
