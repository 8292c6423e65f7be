"""What the commands for taxonomies tell, for machines."""

from pathlib import Path
from typing import Any

import orjson
import typer

from newsdesk.commands.taxonomy.advice import Advice, Near, Stray
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy, TaxonomyError


def write_json(fields: dict[str, Any]) -> None:
    """Write one object to standard output."""
    output = typer.get_binary_stream("stdout")
    output.write(orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE))
    output.flush()


def taxonomy_json(taxonomy: Taxonomy) -> dict[str, Any]:
    """Return all of a taxonomy but the vectors, and its fingerprint."""
    return {
        "name": taxonomy.name,
        "fingerprint": taxonomy.fingerprint,
        "multi_label": taxonomy.multi_label,
        "attribution": taxonomy.attribution,
        "adapted": taxonomy.adapted.model_dump(mode="json") if taxonomy.adapted else None,
        "labels": [label_json(label) for label in taxonomy.labels],
    }


def label_json(label: Label) -> dict[str, Any]:
    """Return all of a label but its vectors."""
    return label.model_dump(mode="json", exclude={"prototype", "examples_shift"})


def invalid_json(path: Path, error: TaxonomyError) -> dict[str, Any]:
    """Return why a file is refused."""
    faults = [{"line": line, "message": message} for line, message in error.problems]
    return {"file": str(path), "valid": False, "error": str(error), "faults": faults}


def advice_json(path: Path, taxonomy: Taxonomy, advice: Advice) -> dict[str, Any]:
    """Return that a file is valid, and what could be better in it."""
    return {
        "file": str(path),
        "valid": True,
        "name": taxonomy.name,
        "fingerprint": taxonomy.fingerprint,
        "labels": len(taxonomy.labels),
        "examples": advice.examples,
        "other_encoder": advice.other_encoder or None,
        "without_description": [label.id for label in advice.without_description],
        "without_examples": [label.id for label in advice.without_examples],
        "near": [_near(one) for one in advice.near],
        "stray": [_stray(one) for one in advice.stray],
    }


def _near(near: Near) -> dict[str, Any]:
    return {"labels": [near.first.id, near.second.id], "cosine": round(near.cosine, 4)}


def _stray(stray: Stray) -> dict[str, Any]:
    return {
        "label": stray.label.id,
        "example": stray.example.model_dump(),
        "nearer": stray.nearer.id,
        "margin": round(stray.margin, 4),
    }
