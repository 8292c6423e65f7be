"""Taxonomies, advice and changes as a program reads them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsdesk.commands.taxonomy.advice import Advice, Near, Stray
from newsdesk.commands.taxonomy.articles import Gathered
from newsdesk.enrichment.topics.adaptation import Adaptation
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy, TaxonomyError


def taxonomy_json(taxonomy: Taxonomy) -> dict[str, Any]:
    """Return a taxonomy without its vectors, and its fingerprint."""
    return {
        "name": taxonomy.name,
        "fingerprint": taxonomy.fingerprint,
        "multi_label": taxonomy.multi_label,
        "attribution": taxonomy.attribution,
        "adapted": taxonomy.adapted.model_dump(mode="json") if taxonomy.adapted else None,
        "labels": [label_json(label) for label in taxonomy.labels],
    }


def label_json(label: Label) -> dict[str, Any]:
    """Return a label without its vectors."""
    return label.model_dump(mode="json", exclude={"prototype", "examples_shift"})


def invalid_json(path: Path, error: TaxonomyError) -> dict[str, Any]:
    """Return why a file is not valid."""
    problems = [{"line": line, "message": message} for line, message in error.problems]
    return {
        "file": str(path),
        "valid": False,
        "error": error.problem,
        "advice": error.advice,
        "faults": problems,
    }


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


def change_json(
    taxonomy: Taxonomy, change: Adaptation, gathered: Gathered, output: Path | None
) -> dict[str, Any]:
    """Return what changes, and where the new taxonomy was written, if anywhere."""
    adapted = change.taxonomy.adapted
    return {
        "parent": taxonomy.fingerprint,
        "fingerprint": change.taxonomy.fingerprint,
        "written": str(output) if output else None,
        "adapted": adapted.model_dump(mode="json") if adapted else None,
        "read": {
            "articles": len(gathered.documents),
            "repeated": gathered.repeated,
            "rejected": gathered.rejected,
            "unreadable": len(gathered.unreadable),
        },
        "changed": round(change.changed, 4),
        "labels": [
            {
                "id": label.id,
                "label": label.name,
                "moved": round(change.moved[label.id], 4),
                "share_before": round(change.share_before[label.id], 4),
                "share_after": round(change.share_after[label.id], 4),
            }
            for label in change_order(taxonomy, change)
        ],
    }


def change_order(taxonomy: Taxonomy, change: Adaptation) -> Sequence[Label]:
    """Return the labels that moved, those whose share of the articles changes most first."""
    moved = [label for label in taxonomy.labels if label.id in change.moved]
    return sorted(
        moved, key=lambda label: -abs(change.share_after[label.id] - change.share_before[label.id])
    )


def _near(near: Near) -> dict[str, Any]:
    return {"labels": [near.first.id, near.second.id], "cosine": round(near.cosine, 4)}


def _stray(stray: Stray) -> dict[str, Any]:
    return {
        "label": stray.label.id,
        "example": stray.example.model_dump(),
        "nearer": stray.nearer.id,
        "margin": round(stray.margin, 4),
    }
