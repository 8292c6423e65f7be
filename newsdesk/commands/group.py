"""The group of all commands: each is imported when it is called, not to list it."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from newsdesk.terminal.extra import DESK_MODULES, MODULES, how_to_install, missing_module

HELP = {
    "demo": "Start a private Kafka and a worker, enrich articles, show the result, and"
    " stop everything.",
    "doctor": "Check whether this machine and these settings are fit to run; the exit code is 1 if"
    " not.",
    "broker": "Run a real Apache Kafka on this machine, without Docker or an installed Java.",
    "topics": "Create and grow the topics of the chain, and print the rights that each role needs.",
    "worker": "Run the stages until Ctrl-C or SIGTERM: read, enrich, publish.",
    "produce": "Send articles to be enriched, and wait until Kafka has confirmed each.",
    "watch": "Show enriched articles as they arrive, until Ctrl-C or SIGTERM.",
    "desk": "Serve a page with the stream and the dead letters, until Ctrl-C or SIGTERM.",
    "status": "Show the stages' members, lag and rates, dead letters, and what blocks workers.",
    "trace": "Show where an article has been, and where it is now.",
    "dead-letters": "Inspect dead letters and replay them.",
    "embargoes": "Show the articles that are held back until their embargo ends, the next one"
    " first.",
    "reprocess": "Send stale articles through the stages again, each once.",
    "explain": "Show why articles have their topics, by the votes of their sentences.",
    "models": "Show the models, taxonomy and settings in use, and the fingerprints they give"
    " events; fill the cache, and fetch a model for other languages.",
    "evaluate": "Measure topics, summaries, cleaning and languages on your own data.",
    "taxonomy": "Check, show, import and adapt taxonomies, which articles are classified by.",
}
"""The commands in the order of their list, and the first paragraph of each one's own help."""


class LazyGroup(TyperGroup):
    """Lists commands by HELP, and imports one when it is called or looked up in `commands`.

    A command that needs a module of an extra that is not installed ends in a line that says what
    to install.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        commands: Any = _Commands()
        self.commands = commands

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names; nothing is imported."""
        return list(HELP)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return what the list of commands shows of one; nothing is imported."""
        return TyperCommand(cmd_name, help=HELP[cmd_name]) if cmd_name in HELP else None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command to run, imported now."""
        name, listed, rest = super().resolve_command(ctx, args)
        if name is None:
            return name, listed, rest
        ctx.invoked_subcommand = name
        try:
            return name, self.commands[name], rest
        except ModuleNotFoundError:
            if ctx.resilient_parsing:  # a shell completes the line
                return name, listed, rest
            raise

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if error.name not in MODULES | DESK_MODULES:
                raise
            needs = f"newsdesk {ctx.invoked_subcommand} needs more than is installed here"
            # Only the desk is content with less than the extra `worker`.
            beyond = None if ctx.invoked_subcommand == "desk" else missing_module()
            typer.echo(f"{needs}: {how_to_install(beyond or error.name)}", err=True)
            raise typer.Exit(1) from error


class _Commands(Mapping[str, Any]):
    """The commands by name, imported when looked up."""

    def __getitem__(self, name: str) -> Any:
        if name not in HELP:
            raise KeyError(name)
        folder = name.replace("-", "_")
        module = import_module(f"newsdesk.commands.{folder}.command")
        parent = typer.Typer()
        if app := getattr(module, "app", None):
            parent.add_typer(app, name=name)
        else:
            parent.command(name)(getattr(module, folder))
        return typer.main.get_group(parent).commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(HELP)

    def __len__(self) -> int:
        return len(HELP)
