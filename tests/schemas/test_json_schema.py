from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from newsdesk.schemas import decode_article, encode
from newsdesk.schemas.json_schema import FOLDER, json_schemas, render
from tests.schemas.samples import ODD_BUT_FINE, REFUSED_OBJECTS, SHAPES
from tests.support.events import classified, clean_article, enriched


def validator(name: str) -> Draft202012Validator:
    schema = orjson.loads((FOLDER / f"{name}.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_files_are_what_the_code_says() -> None:
    rendered = {name: render(schema) for name, schema in json_schemas().items()}
    assert {file.name: file.read_bytes() for file in FOLDER.iterdir()} == rendered


@pytest.mark.parametrize("fields", [*SHAPES.values(), *ODD_BUT_FINE.values()])
def test_every_accepted_article_is_valid(fields: dict[str, Any]) -> None:
    decode_article(orjson.dumps(fields))
    assert not list(validator("article").iter_errors(fields))


@pytest.mark.parametrize("name", REFUSED_OBJECTS)
def test_every_refused_object_is_invalid(name: str) -> None:
    assert not validator("article").is_valid(REFUSED_OBJECTS[name][0])


@pytest.mark.parametrize("value", [None, [], "Rain.", 3])
def test_article_schema_accepts_objects_only(value: Any) -> None:
    assert not validator("article").is_valid(value)


def test_published_events_are_valid() -> None:
    bare = clean_article(url=None, title=None, source=None, published_at=None, extra={})
    for article in (clean_article(), bare):
        validator("classified-article").validate(orjson.loads(encode(classified(article))))
        validator("enriched-article").validate(orjson.loads(encode(enriched(article))))


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "blue"},
        {"summary": None},
        {"models": None},
        {"schema_version": "9.0"},
        {"coverage": {"input_tokens": -1, "covered_ratio": 1}},
        {"coverage": {"input_tokens": 1, "covered_ratio": 2}},
    ],
)
def test_an_event_that_breaks_the_contract_is_invalid(change: dict[str, Any]) -> None:
    event = orjson.loads(encode(enriched())) | change
    assert not validator("enriched-article").is_valid(event)


def test_every_field_of_an_event_is_required() -> None:
    event = orjson.loads(encode(enriched()))
    for field in event:
        rest = {name: value for name, value in event.items() if name != field}
        assert not validator("enriched-article").is_valid(rest), field
