"""The environment variables of the settings, and what is wrong with one that cannot be used."""

import json
import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel

PREFIX = "NEWSDESK_"
MAVEN_REPOSITORY_VARIABLE = "NEWSDESK_MAVEN_REPOSITORY"
"""Read by the commands that may fetch Kafka, as the default of their option."""

PACKAGE_INDEX_VARIABLE = "NEWSDESK_PACKAGE_INDEX"
"""Read by the commands that may fetch models, as the default of their option."""

_OF_OPTIONS = frozenset({MAVEN_REPOSITORY_VARIABLE, PACKAGE_INDEX_VARIABLE})

ADVICE = "Fix or unset it; docs/reference/settings.md lists all settings."

_SECRET_SECTION = "kafka"  # nosec B105 - the name of a section
_BETWEEN = "__"
_MAX_SHOWN = 200


def explain(settings: type[BaseModel], error: Mapping[str, Any]) -> str:
    """Return what is wrong with a variable, in a line, for one of Pydantic's errors."""
    path = [str(part) for part in error["loc"]]
    variable = variable_of(path)
    if error["type"] == "extra_forbidden":
        return _no_such(settings, variable)
    return f"{variable}={_shown(path, error['input'])}: {error['msg']}"


def unknown_variables(settings: type[BaseModel]) -> list[str]:
    """Return a line for each variable with our prefix that is neither a setting nor an option."""
    sections = settings.model_fields
    return [
        _no_such(settings, variable)
        for variable in sorted(_ours())
        if _path_of(variable)[0] not in sections and variable not in _OF_OPTIONS
    ]


def unreadable_variables(settings: type[BaseModel]) -> list[str]:
    """Return a line for each variable that should be JSON, and is not.

    Its value is not shown: what cannot be read may hold a password.
    """
    examples = dict(_written_as_json(settings))
    return [
        f"{variable}: it is not JSON of the right kind, such as {json.dumps(example)}."
        for variable, value in sorted(_ours().items())
        if (example := examples.get(_path_of(variable))) is not None
        and not _is_json(value, list if isinstance(example, tuple) else dict)
    ]


def variable_of(path: list[str]) -> str:
    """Return the variable of a setting, given its section and name."""
    return PREFIX + _BETWEEN.join(path).upper()


def _no_such(settings: type[BaseModel], variable: str) -> str:
    """Name the variable, never its value, which may be a password, and the one that was meant."""
    known = {variable_of(path).removeprefix(PREFIX) for path in _paths(settings)}
    written = variable.upper().removeprefix(PREFIX)
    nearest = get_close_matches(written, sorted(known), n=1)
    meant = f" The nearest is {PREFIX}{nearest[0]}." if nearest else ""
    return f"{variable}: no such setting.{meant}"


def _shown(path: list[str], value: Any) -> str:
    """Return the value as it may be shown, at most its beginning."""
    of_kafka = path[:1] == [_SECRET_SECTION]
    if of_kafka and (not isinstance(value, str) or _is_secret(path[-1])):
        return "(hidden)"
    shown = repr(value)
    return shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"


def _is_secret(name: str) -> bool:
    return "password" in name or "secret" in name


def _ours() -> dict[str, str]:
    """Return the variables with our prefix; Pydantic reads them in any case of letters."""
    return {k: v for k, v in os.environ.items() if k.upper().startswith(PREFIX)}


def _path_of(variable: str) -> tuple[str, ...]:
    return tuple(variable[len(PREFIX) :].lower().split(_BETWEEN))


def _paths(settings: type[BaseModel]) -> Iterator[list[str]]:
    for section, field in settings.model_fields.items():
        names = getattr(field.annotation, "model_fields", {})
        yield from ([section, name] for name in names)


def _written_as_json(settings: type[BaseModel]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the settings that are written as JSON, with an example: sections, lists and maps."""
    for section, field in settings.model_fields.items():
        yield (section,), {}
        for name, below in getattr(field.annotation, "model_fields", {}).items():
            default = below.get_default(call_default_factory=True)
            if isinstance(default, tuple | dict):
                yield (section, name), default


def _is_json(value: str, kind: type) -> bool:
    try:
        return isinstance(json.loads(value), kind)
    except (ValueError, RecursionError):
        return False
