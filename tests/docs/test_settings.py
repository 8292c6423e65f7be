from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from platformdirs import user_cache_path, user_state_path
from pydantic import BaseModel
from typer.main import get_command

from newsdesk.cli import app
from newsdesk.settings import Settings
from newsdesk.variables import PREFIX
from tests.support.documents import PAGES, SETTINGS, table_rows


def test_the_reference_lists_every_setting_with_its_default() -> None:
    listed = dict(row[:2] for row in _rows_of_settings())
    assert listed == dict(_settings(Settings, PREFIX))


def test_every_setting_in_the_reference_has_a_type_and_a_meaning() -> None:
    assert all(row[2] and row[3] not in ("", "None") for row in _rows_of_settings())


def test_the_reference_lists_every_variable_of_an_option() -> None:
    listed = {row[0].strip("`") for row in _rows() if len(row) == 2}
    assert listed == set(_variables_of_options(get_command(app)))


def test_no_page_names_a_variable_that_nothing_reads() -> None:
    known = {name.strip("`") for name, _ in _settings(Settings, PREFIX)}
    known |= {PREFIX, *_variables_of_options(get_command(app))}
    named = {
        word.strip("`.,:;()[]").partition("=")[0]
        for page in PAGES
        for word in page.read_text("utf-8").split()
        if word.strip("`(").startswith(PREFIX)
    }
    assert named - known == set()


def _rows() -> list[list[str]]:
    return table_rows(SETTINGS.read_text("utf-8"))


def _rows_of_settings() -> list[list[str]]:
    return [row for row in _rows() if len(row) == 4]


def _settings(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True)
        if isinstance(default, BaseModel):
            yield from _settings(type(default), f"{prefix}{name.upper()}__")
        else:
            yield f"`{prefix}{name.upper()}`", _written(default)


def _written(default: Any) -> str:
    """Return a default as the reference writes it."""
    if default is None:
        return "unset"
    if default == user_cache_path("newsdesk"):
        return "newsdesk's cache folder"
    if isinstance(default, Path):
        return f"`{default.relative_to(user_state_path('newsdesk'))}` in newsdesk's state folder"
    if isinstance(default, float):
        return f"`{default:g}`"
    if isinstance(default, tuple | dict):
        return f"`{orjson.dumps(default).decode()}`"
    return f"`{default}`"


def _variables_of_options(command: Any) -> Iterator[str]:
    for option in command.params:
        names: str | list[str] = option.envvar or []
        yield from [names] if isinstance(names, str) else names
    for below in getattr(command, "commands", {}).values():
        yield from _variables_of_options(below)
