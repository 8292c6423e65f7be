"""What the settings make of every article: models, taxonomy, settings and code, and their hash."""

from importlib.metadata import version
from typing import Any

from engines import folder_of, licence_of, weight_bytes
from enrichment.fingerprint import code_digest
from enrichment.topics.taxonomy import Taxonomy
from newsdesk.settings import Settings
from newsdesk.working.composition import Composition, ModelInUse

SHAPES_NOTHING = frozenset({"kafka", "topics", "worker", "log"})
"""Sections of the settings that no event depends on; the first has secrets."""


def take_inventory(settings: Settings) -> dict[str, Any]:
    """Return all that shapes events, as JSON has it; loads the models.

    Raises:
        ModelSourceError: if a model cannot be loaded.
        TaxonomyError: if the taxonomy's file cannot be used.
    """
    composition = Composition(settings)
    return {
        "models": [_model(model) for model in composition.models()],
        "taxonomy": _taxonomy(composition.taxonomy),
        "settings": settings.model_dump(mode="json", exclude=set(SHAPES_NOTHING)),
        "code": {"version": version("newsdesk"), "digest": code_digest()},
        "fingerprints": dict(composition.fingerprints()),
    }


def _model(model: ModelInUse) -> dict[str, Any]:
    engine = model.engine
    folder = folder_of(engine.source)
    return {
        "role": model.role,
        "name": model.info.name,
        "revision": model.info.revision,
        "fingerprint": model.info.fingerprint,
        "licence": licence_of(folder) if folder else None,
        "folder": str(folder) if folder else None,
        "weight_bytes": weight_bytes(folder) if folder else None,
        "window_tokens": engine.window,
        "dtype": engine.arithmetic.name,
        "threads": engine.arithmetic.threads,
    }


def _taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "name": taxonomy.name,
        "labels": len(taxonomy.labels),
        "adapted": taxonomy.adapted is not None,
        "fingerprint": taxonomy.fingerprint,
    }
