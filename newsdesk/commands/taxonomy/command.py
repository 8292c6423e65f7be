"""`newsdesk taxonomy`: check and show taxonomies, import IPTC's, adapt one to articles."""

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.commands.taxonomy.options import (
    LIMIT,
    AdaptOutput,
    AsJson,
    Data,
    File,
    Force,
    ImportOutput,
    Language,
    Limit,
    OfficialFile,
    OneLabel,
    ShownLanguage,
    Topic,
    Yes,
)
from newsdesk.logs import configure_logs
from newsdesk.schemas.topic_names import ENGLISH
from newsdesk.settings import Settings
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends

# What each command runs is imported in it, so that no other command waits for models.

app = typer.Typer(
    help="Check, show, import and adapt taxonomies, which articles are classified by.",
    no_args_is_help=True,
)

NOT_CONFIRMED = 2
"""Exit code where nothing is written because there is no terminal to confirm on."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A taxonomy.")],
    json: AsJson = False,
) -> None:
    """Report what is wrong in a taxonomy, line by line, or what could be better in a valid one."""
    from newsdesk.commands.taxonomy.check import check_taxonomy

    with clear_errors(), closed_pipe_ends():
        if not check_taxonomy(_settings(), file, json=json):
            raise typer.Exit(FAILED)


@app.command()
def show(
    file: File = None,
    label: OneLabel = None,
    language: ShownLanguage = None,
    json: AsJson = False,
) -> None:
    """Show a taxonomy as a tree, or one of its labels in full."""
    from newsdesk.commands.taxonomy.show import show_taxonomy

    with clear_errors(), closed_pipe_ends():
        show_taxonomy(_settings(), file, label, language or ENGLISH, json=json)


@app.command(name="import")
def import_official(
    file: OfficialFile,
    output: ImportOutput = None,
    language: Language = "en-GB",
    force: Force = False,
) -> None:
    """Make a taxonomy of all concepts in IPTC's official file."""
    from newsdesk.commands.taxonomy.import_official import import_taxonomy

    with clear_errors(), closed_pipe_ends():
        import_taxonomy(file, output, language, force=force)


@app.command()
def adapt(
    output: AdaptOutput,
    file: File = None,
    data: Data = None,
    topic: Topic = False,
    limit: Limit = LIMIT,
    yes: Yes = False,
    force: Force = False,
    json: AsJson = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Adapt a taxonomy's labels to unlabelled articles, and write it to a new file."""
    if bool(data) == topic:
        raise typer.BadParameter("Choose where the articles are: --data or --topic.")
    from newsdesk.commands.taxonomy.adapt import Target, Written, adapt_taxonomy
    from newsdesk.commands.taxonomy.articles import Source

    with clear_errors(), closed_pipe_ends():
        settings = _settings(bootstrap_servers)
        quiet_kafka(settings)
        source = Source(tuple(data or ()), limit)
        target = Target(output, ask=not yes, force=force, json=json)
        written = adapt_taxonomy(settings, file, source, target)
        if written is not Written.YES:
            raise typer.Exit(NOT_CONFIRMED if written is Written.NOT_CONFIRMABLE else FAILED)


def _settings(bootstrap_servers: str | None = None) -> Settings:
    settings = load_settings(bootstrap_servers)
    configure_logs(settings.log)
    return settings
