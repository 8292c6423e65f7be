"""Messages for pydantic's validation errors, in terms of the taxonomy file."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from newsdesk.enrichment.topics.label import Adapted, Example, Label
from newsdesk.enrichment.topics.taxonomy_checks import TaxonomyProblem, suggestion
from newsdesk.enrichment.topics.yaml_document import Location

_KEY = "[key]"
"""The end of the location of a mapping's key, as pydantic has it."""


def explain(error: ValidationError, keys: Collection[str]) -> Iterator[TaxonomyProblem]:
    """Yield the problems of a validation, in the fields' order; `keys` are the top-level keys."""
    for detail in error.errors(include_url=False):
        yield TaxonomyProblem(detail["loc"], _message(detail, keys))


def _message(detail: ErrorDetails, keys: Collection[str]) -> str:
    location, value = detail["loc"], detail["input"]
    subject = _name(location)
    match detail["type"]:
        case "missing":
            return f"{_owner(location)} has no {location[-1]!r}. Add it."
        case "invalid_key":
            return f"the key {location[-1]} is not text. Put it in quotes, or remove it."
        case "extra_forbidden":
            known = _keys(location, keys)
            near = suggestion(str(location[-1]), known)
            return f"the key {subject} is unknown." + (near or f" Known are {', '.join(known)}.")
        case _ if value is None and location:
            return f"{subject} is empty. Fill it in, or leave it out."
        case "string_type" if location[-1] == _KEY:
            return f"the language {value!r} is not text. Put it in quotes."
        case "string_type":
            return f"{subject} must be text, and this is {_kind(value)}.{_quotes(value)}"
        case "string_pattern_mismatch" if location[-1] == _KEY:
            return f"{value!r} is no language. Write it in lower case, such as de or pt-br."
        case "dict_type":
            return f"{subject} must be a mapping of languages and names, as in {{de: Sport}}."
        case "string_pattern_mismatch":
            return f"{subject} is empty. Fill it in."
        case "tuple_type":
            return (
                f"{subject} must be a list, and this is {_kind(value)}. Begin each item with `- `."
            )
        case "model_type":
            return f"{_shape(location)}, and this is {_kind(value)}.{_quotes(value)}"
        case "greater_than_equal" | "less_than_equal" if location[-1] == "threshold":
            return f"{subject} must be from 0 to 1, and is {value}."
        case "float_type" | "float_parsing" | "finite_number":
            return f"{subject} must be a number from 0 to 1, and this is {_kind(value)}."
        case "bool_type" | "bool_parsing":
            return f"{subject} must be true or false, and this is {_kind(value)}."
        case "value_error":
            return f"{subject} {detail['ctx']['error']}."
        case _:
            return f"{subject}: {detail['msg']}."


def _name(location: Location) -> str:
    match location:
        case []:
            return "the file"
        case [*_, "examples", int(), "text"]:
            return "the text of an example"
        case [*_, key, int()]:
            return f"an item of {key!r}"
        case _:
            return f"{location[-1]!r}"


def _owner(location: Location) -> str:
    return {1: "the taxonomy", 2: "'adapted'", 3: "the label"}.get(len(location), "the example")


def _shape(location: Location) -> str:
    match location:
        case []:
            return "a taxonomy begins with `name: …`"
        case ["labels", int()]:
            return "a label begins with `id: …`"
        case [*_, "examples", int()]:
            return "an example must be text, or a mapping of title and text"
        case _:
            return f"{_name(location)} must be a mapping"


def _keys(location: Location, at_top: Collection[str]) -> Iterable[str]:
    match location:
        case ["labels", int(), "examples", int(), _]:
            return Example.model_fields
        case ["labels", int(), _]:
            return Label.model_fields
        case ["adapted", _]:
            return Adapted.model_fields
        case _:
            return at_top


def _kind(value: Any) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a mapping",
        type(None): "empty",
    }
    return names.get(type(value), "something else")


def _quotes(value: Any) -> str:
    return " Put it in quotes." if isinstance(value, bool | int | float) else ""
