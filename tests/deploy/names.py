"""Names in files of deploy/, compared with those that newsdesk has."""

from typing import Any

import typer.main
from pydantic import BaseModel

from newsdesk.cli import app
from newsdesk.settings import Settings
from newsdesk.variables import PREFIX


def is_setting(variable: str) -> bool:
    model: Any = Settings
    for name in variable.removeprefix(PREFIX).lower().split("__"):
        if not issubclass(model, BaseModel) or name not in model.model_fields:
            return False
        model = model.model_fields[name].annotation
        model = model if isinstance(model, type) else object
    return True


def resolve(arguments: list[str]) -> None:
    """Parse a command line as newsdesk does, without running it; raises what Typer raises."""
    command: Any = typer.main.get_command(app)
    context, rest = None, arguments
    while hasattr(command, "resolve_command"):
        context = command.make_context("newsdesk", list(rest), parent=context)
        given = [*context._protected_args, *context.args]
        _, command, rest = command.resolve_command(context, given)
    command.make_context("newsdesk", list(rest), parent=context)
