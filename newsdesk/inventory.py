"""Everything that events depend on: models, taxonomy, settings and code, and their hash."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Protocol

from newsdesk.composition import Composition
from newsdesk.engines import (
    MultilingualEncoder,
    TransformerEngine,
    folder_of,
    licence_of,
    weight_bytes,
)
from newsdesk.enrichment.fingerprint import code_digest
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.schemas.events import Role
from newsdesk.settings import Settings

NOT_IN_FINGERPRINT = frozenset({"kafka", "topics", "worker", "cache", "embargo", "log"})
"""Sections of the settings that events do not depend on; the first has secrets."""


_SEVERAL = "mul"
"""The code of several languages (ISO 639-2), which the second encoder reads."""


class _Reads(Protocol):
    """A part that reads articles, with one model or with one for each language."""

    @property
    def model(self) -> ModelInfo: ...

    def model_of(self, language: str) -> ModelInfo: ...


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """A model: its role, its identity as events name it, and the engine that runs it."""

    role: Role
    info: ModelInfo
    engine: TransformerEngine | MultilingualEncoder


def models_in_use(composition: Composition) -> list[ModelInUse]:
    """Return the model of each role; loads them.

    Raises:
        ModelSourceError, TaxonomyError: as `take_inventory`.
    """
    encoder, others = composition.encoder, composition.multilingual
    readers: list[tuple[Role, _Reads, TransformerEngine | None]] = [
        ("classification", composition.classifier, composition.topic_model),
        ("summarization", composition.summarizer, composition.summary_model),
    ]
    if composition.keywords:
        readers.append(("keywords", composition.keywords, None))
    models = [ModelInUse(role, part.model, own or encoder) for role, part, own in readers]
    if others:
        models += [
            ModelInUse(role, part.model_of(_SEVERAL), others)
            for role, part, own in readers
            if own is None
        ]
    entities = composition.entities
    if entities and composition.entity_model:
        models.append(ModelInUse("entities", entities.model, composition.entity_model))
    return models


def take_inventory(settings: Settings, composition: Composition | None = None) -> dict[str, Any]:
    """Return everything that events depend on, as JSON; loads the models.

    `composition` is that of the settings, where the caller has one.

    Raises:
        ModelSourceError: if a model cannot be loaded.
        TaxonomyError: if the taxonomy's file cannot be used.
    """
    composition = composition or Composition(settings)
    return {
        "models": [_model(model) for model in models_in_use(composition)],
        "taxonomy": _taxonomy(composition.taxonomy),
        "settings": settings.model_dump(mode="json", exclude=set(NOT_IN_FINGERPRINT)),
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
