"""What pydantic finds wrong in a taxonomy's file, in the words of the one who wrote it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from newsdesk.enrichment.topics.label import Adapted, Example, Label
from newsdesk.enrichment.topics.taxonomy_faults import Fault, guess
from newsdesk.enrichment.topics.yaml_document import Place


def explain(error: ValidationError, keys: Collection[str]) -> Iterator[Fault]:
    """Yield what a validation found, in the order of the fields; `keys` are those at the top."""
    for detail in error.errors(include_url=False):
        yield Fault(detail["loc"], _message(detail, keys))


def _message(detail: ErrorDetails, keys: Collection[str]) -> str:
    place, value = detail["loc"], detail["input"]
    what = _name(place)
    match detail["type"]:
        case "missing":
            return f"{_owner(place)} has no {place[-1]!r}. Add it."
        case "invalid_key":
            return f"the key {place[-1]} is no text. Put it in quotes, or remove it."
        case "extra_forbidden":
            known = _keys(place, keys)
            near = guess(str(place[-1]), known)
            return f"the key {what} is unknown." + (near or f" Known are {', '.join(known)}.")
        case _ if value is None and place:
            return f"{what} is empty. Fill it in, or leave it out."
        case "string_type":
            return f"{what} must be text, and this is {_kind(value)}.{_quotes(value)}"
        case "string_pattern_mismatch":
            return f"{what} is empty. Fill it in."
        case "tuple_type":
            return f"{what} must be a list, and this is {_kind(value)}. Begin each item with `- `."
        case "model_type":
            return f"{_shape(place)}, and this is {_kind(value)}.{_quotes(value)}"
        case "greater_than_equal" | "less_than_equal" if place[-1] == "threshold":
            return f"{what} must be from 0 to 1, and is {value}."
        case "float_type" | "float_parsing" | "finite_number":
            return f"{what} must be a number from 0 to 1, and this is {_kind(value)}."
        case "bool_type" | "bool_parsing":
            return f"{what} must be true or false, and this is {_kind(value)}."
        case "value_error":
            return f"{what} {detail['ctx']['error']}."
        case _:
            return f"{what}: {detail['msg']}."


def _name(place: Place) -> str:
    match place:
        case []:
            return "the file"
        case [*_, "examples", int(), "text"]:
            return "the text of an example"
        case [*_, key, int()]:
            return f"an item of {key!r}"
        case _:
            return f"{place[-1]!r}"


def _owner(place: Place) -> str:
    return {1: "the taxonomy", 2: "'adapted'", 3: "the label"}.get(len(place), "the example")


def _shape(place: Place) -> str:
    match place:
        case []:
            return "a taxonomy begins with `name: …`"
        case ["labels", int()]:
            return "a label begins with `id: …`"
        case [*_, "examples", int()]:
            return "an example must be text, or a mapping of title and text"
        case _:
            return f"{_name(place)} must be a mapping"


def _keys(place: Place, at_top: Collection[str]) -> Iterable[str]:
    match place:
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
