"""Write the contracts' JSON Schema (2020-12) files: `python -m newsdesk.schemas.json_schema`."""

from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel

from newsdesk.schemas.article_shapes import (
    BODIES_NAME,
    HTML_NAMES,
    MAX_ID_CHARACTERS,
    OPTIONAL_FIELDS,
    TEXT_NAMES,
)
from newsdesk.schemas.dead_letter import DeadLetter
from newsdesk.schemas.events import ClassifiedArticle, EnrichedArticle
from newsdesk.schemas.publication import CANCELED, PUBLICATION_FIELDS, STATUS_NAMES, WITHHELD

FOLDER = Path(__file__).parent / "json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by file name."""
    events: dict[str, type[BaseModel]] = {
        "classified-article": ClassifiedArticle,
        "enriched-article": EnrichedArticle,
        "dead-letter": DeadLetter,
    }
    schemas = {"article.schema.json": _article_schema()}
    for name, contract in events.items():
        schemas[f"{name}.schema.json"] = {
            "$schema": _DIALECT,
            **contract.model_json_schema(mode="serialization"),
        }
    return schemas


def _article_schema() -> dict[str, Any]:
    """Return the schema of accepted articles, including the field names of other shapes."""
    properties: dict[str, Any] = {
        name: {"description": f"Read as {kind}"}
        for kind, names in (("text", TEXT_NAMES), ("HTML", HTML_NAMES))
        for name in names
    }
    for field, (names, _) in OPTIONAL_FIELDS.items():
        properties |= {name: {"description": f"Read as {field}"} for name in names}
    for field, published in PUBLICATION_FIELDS.items():
        properties |= {name: {"description": f"Read as {field}"} for name in published}
    properties["id"]["description"] += (
        f": an integer, or a string of at most {MAX_ID_CHARACTERS} characters"
    )
    properties[BODIES_NAME] = {"description": "ninjs 2.x: the first plain text, or HTML, is read"}
    return {
        "$schema": _DIALECT,
        "title": "Article",
        "description": "An article to be enriched. Other fields are passed through in `extra`.",
        "type": "object",
        "properties": properties,
        "anyOf": [*_bodies(), *_withdrawals()],
    }


def _bodies() -> list[dict[str, Any]]:
    """Return a schema for each field that may contain the text; the first one that does is read.

    An earlier field may be missing, null or blank, but must not be of another type than string.
    """
    text = {"type": "string", "pattern": "\\S"}
    part = {"type": "object", "required": ["value"], "properties": {"value": text}}
    bodies: list[dict[str, Any]] = []
    earlier: dict[str, Any] = {}
    for name in (*TEXT_NAMES, *HTML_NAMES):
        bodies.append({"required": [name], "properties": {**earlier, name: text}})
        earlier[name] = {"type": ["string", "null"]}
    parts = {"type": "array", "contains": part}
    return [*bodies, {"required": [BODIES_NAME], "properties": {**earlier, BODIES_NAME: parts}}]


def _withdrawals() -> list[dict[str, Any]]:
    """Return a schema for each field that may withdraw an article, which then needs no text."""
    withdrawn = {"enum": [WITHHELD, CANCELED]}
    return [{"required": [name], "properties": {name: withdrawn}} for name in STATUS_NAMES]


def render(schema: dict[str, Any]) -> bytes:
    """Return the content of the file of `schema`."""
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def write_json_schemas() -> None:
    """Write every schema to its file."""
    for name, schema in json_schemas().items():
        (FOLDER / name).write_bytes(render(schema))


if __name__ == "__main__":
    write_json_schemas()
