"""docs/reference/settings.md, from the fields of `newsdesk.settings.Settings`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import annotated_types
import orjson
from platformdirs import user_cache_path, user_state_path
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from newsdesk.settings import Settings
from newsdesk.variables import PREFIX
from scripts.reference.commands import option_variables
from scripts.reference.markdown import code, code_list, table
from scripts.reference.texts import fill


def settings_page() -> str:
    """Return the page: a table for each section, then the variables of single commands."""
    sections = [_section(name, field) for name, field in Settings.model_fields.items()]
    variables = ((code(name), help) for name, help in option_variables().items())
    return fill(
        "settings.md",
        SECTIONS="\n".join(sections),
        OPTION_VARIABLES=table(("variable", "meaning"), variables),
    )


def _section(name: str, field: FieldInfo) -> str:
    section = type(field.get_default(call_default_factory=True))
    return f"## {name.title()}\n\n{section.__doc__}\n\n" + table(
        ("variable", "default", "type", "meaning"), _rows(section, f"{PREFIX}{name.upper()}__")
    )


def _rows(section: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str, str]]:
    for name, field in section.model_fields.items():
        default = _default(field.get_default(call_default_factory=True))
        yield code(prefix + name.upper()), default, _type(field), str(field.description)


def _default(value: Any) -> str:
    if value is None:
        return "unset"
    if isinstance(value, Path):
        if value == user_cache_path("newsdesk"):
            return "newsdesk's cache folder"
        return f"{code(value.relative_to(user_state_path('newsdesk')))} in newsdesk's state folder"
    if isinstance(value, float):
        return code(f"{value:g}")
    if isinstance(value, tuple | dict):
        return code(orjson.dumps(value).decode())
    return code(value)


def _type(field: FieldInfo) -> str:
    """Return the kind of value, with its bounds."""
    kinds = [kind for kind in get_args(field.annotation) if kind is not type(None)]
    is_optional = type(None) in get_args(field.annotation)
    kind: Any = kinds[0] if is_optional else field.annotation
    if get_origin(kind) is Literal:
        return code_list(get_args(kind))
    names = {
        bool: "`true` or `false`",
        int: "integer",
        float: "number",
        str: "text",
        Path: "path",
        SecretStr: "secret",
        tuple: "JSON list",
        dict: "JSON object",
    }
    return ", ".join([names[get_origin(kind) or kind], *_bounds(field)])


def _bounds(field: FieldInfo) -> Iterator[str]:
    for bound in field.metadata:
        if isinstance(bound, annotated_types.Ge):
            yield f"at least {bound.ge:g}"
        elif isinstance(bound, annotated_types.Gt):
            yield f"above {bound.gt:g}"
        elif isinstance(bound, annotated_types.Le):
            yield f"at most {bound.le:g}"
