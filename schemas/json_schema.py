"""Write the contracts' JSON Schema (2020-12) files: `python -m newsdesk.schemas.json_schema`."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel

from newsdesk.schemas.article_nodes import ENVELOPES, GRAPH, GRAPHS, LISTS
from newsdesk.schemas.article_shapes import OPTIONAL_FIELDS
from newsdesk.schemas.body_names import BODY_FIELDS
from newsdesk.schemas.dead_letter import DeadLetter
from newsdesk.schemas.events import ClassifiedArticle, EnrichedArticle
from newsdesk.schemas.publication import PUBLICATION_FIELDS
from newsdesk.schemas.publication_status import CANCELED, STATUS_NAMES, WITHHELD
from newsdesk.schemas.values import MAX_ID_CHARACTERS

FOLDER = Path(__file__).parent / "json"
_BODIES = {
    "text": "text",
    "plain": "text",
    "Markdown": "text",
    "HTML": "HTML",
    "either": "text or HTML",
    "prose": "text or HTML",
    "summary": "text where there is no other",
}
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
    read_as: dict[str, list[str]] = {}
    for kind, names in _names():
        for name in names:
            read_as.setdefault(name.split(".")[0].split("[")[0], []).append(kind)
    described = {
        name: {"description": "Read as " + ", ".join(dict.fromkeys(kinds))}
        for name, kinds in read_as.items()
    }
    described["id"]["description"] += (
        f": an integer, or a string of at most {MAX_ID_CHARACTERS} characters"
    )
    body = {"$ref": "#/$defs/body"}
    return {
        "$schema": _DIALECT,
        "title": "Article",
        "description": "An article to be enriched. Other fields are passed through in `extra`."
        " Names in other spellings, trees of blocks, and articles in wrappings are read, too.",
        "type": "object",
        "properties": {name: says for name, says in described.items() if "*" not in name},
        "patternProperties": {
            f"^{name[:-1]}": says for name, says in described.items() if "*" in name
        },
        "anyOf": [
            body,
            *(_member(name, body) for name in ENVELOPES),
            *(_member(f"{name}[]", body) for name in (*GRAPHS, *LISTS)),
            *(_member(f"{name}[].{GRAPH}[]", body) for name in GRAPHS),
            *_withdrawals(),
        ],
        "$defs": {
            "body": {
                "anyOf": [
                    _member(name, _text()) for name in dict.fromkeys(chain(*BODY_FIELDS.values()))
                ]
            }
        },
    }


def _names() -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind, read_as in _BODIES.items():
        yield read_as, BODY_FIELDS[kind]
    for field, (names, _) in OPTIONAL_FIELDS.items():
        yield field, names
    yield from PUBLICATION_FIELDS.items()


def _text() -> dict[str, Any]:
    """Return the schema of a text: a string, or a list of strings."""
    text = {"type": "string", "pattern": "\\S"}
    return {"anyOf": [text, {"type": "array", "items": {"type": "string"}, "contains": text}]}


def _member(name: str, inner: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has a member with this name that is `inner`."""
    first, _, rest = name.partition(".")
    inner = _member(rest, inner) if rest else inner
    if first.endswith("*"):
        return {"not": {"patternProperties": {f"^{first[:-1]}": {"not": inner}}}}
    if first.endswith("]"):
        first = first.partition("[")[0]
        inner = {"type": "array", "contains": inner}
    return {"type": "object", "required": [first], "properties": {first: inner}}


def _withdrawals() -> list[dict[str, Any]]:
    """Return a schema for each field that may withdraw an article, which then needs no text."""
    withdrawn = {"enum": [WITHHELD, CANCELED]}
    return [{"required": [name], "properties": {name: withdrawn}} for name in STATUS_NAMES]


def render(schema: dict[str, Any]) -> bytes:
    """Return the content of the file of `schema`, with a line for each member of two levels."""
    return _lines(schema, 2) + b"\n"


def _lines(value: Any, levels: int) -> bytes:
    if not (levels and value and isinstance(value, dict)):
        return orjson.dumps(value)
    members = (orjson.dumps(key) + b": " + _lines(of, levels - 1) for key, of in value.items())
    return b"{\n" + b",\n".join(members) + b"\n}"


def write_json_schemas() -> None:
    """Write every schema to its file."""
    for name, schema in json_schemas().items():
        (FOLDER / name).write_bytes(render(schema))


if __name__ == "__main__":
    write_json_schemas()
