"""docs/reference/commands.md, from the command line itself."""

from collections.abc import Iterator
from typing import Any

import typer
from typer.main import get_command

from newsdesk.cli import app
from scripts.reference.markdown import code, table
from scripts.reference.texts import fill


def commands_page() -> str:
    """Return the page: a section for each command, in the order of `newsdesk --help`."""
    return fill("commands.md", COMMANDS="\n".join(_sections(get_command(app), "newsdesk")))


def option_variables() -> dict[str, str]:
    """Return the help of each option that an environment variable can give, by the variable."""
    variables: dict[str, str] = {}
    for _, command in _walk(get_command(app), "newsdesk"):
        for parameter in command.params:
            names = parameter.envvar or []
            for name in [names] if isinstance(names, str) else names:
                variables[name] = parameter.help
    return variables


def _walk(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield a command and all commands below it, with their paths."""
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _walk(inner, f"{path} {name}")


def _sections(root: Any, program: str) -> Iterator[str]:
    for path, command in _walk(root, program):
        if path == program:
            continue
        level = "#" * (1 + path.count(" "))
        heading, help = f"{level} {path}\n", _paragraphs(command.help)
        if hasattr(command, "list_commands"):
            yield f"{heading}\n{help}\n"
        else:
            yield f"{heading}\n{help}\n\n{_usage(path, command)}\n{_parameters(path, command)}"


def _usage(path: str, command: Any) -> str:
    pieces = command.collect_usage_pieces(typer.Context(command, info_name=path))
    return f"```\n{' '.join([path, *pieces])}\n```\n"


def _parameters(path: str, command: Any) -> str:
    context = typer.Context(command, info_name=path)
    records = [parameter.get_help_record(context) for parameter in command.params]
    rows = [(code(name), help) for name, help in filter(None, records)]
    return table(("argument or option", "meaning"), rows) if rows else ""


def _paragraphs(text: str | None) -> str:
    """Return a help text with each of its paragraphs on one line."""
    return "\n\n".join(" ".join(part.split()) for part in (text or "").split("\n\n"))
