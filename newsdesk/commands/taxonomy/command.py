"""`newsdesk taxonomy`: look through a taxonomy, make one of IPTC's, adapt one to articles."""

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
    Topic,
    Yes,
)
from newsdesk.logs import configure_logs
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka

# What each command runs is imported in it, so that no other command waits for models.

app = typer.Typer(help="The labels that articles are sorted into.", no_args_is_help=True)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A taxonomy.")],
    json: AsJson = False,
) -> None:
    """Say what is wrong in a taxonomy, line by line, and what could be better in a valid one."""
    from newsdesk.commands.taxonomy.checking import check_taxonomy

    check_taxonomy(_settings(), file, json=json)


@app.command()
def show(file: File = None, label: OneLabel = None, json: AsJson = False) -> None:
    """Show a taxonomy as a tree, or one of its labels in full."""
    from newsdesk.commands.taxonomy.showing import show_taxonomy

    show_taxonomy(_settings(), file, label, json=json)


@app.command(name="import")
def import_official(
    file: OfficialFile,
    output: ImportOutput = None,
    language: Language = "en-GB",
    force: Force = False,
) -> None:
    """Make a taxonomy of all concepts in IPTC's official file."""
    from newsdesk.commands.taxonomy.importing import import_taxonomy

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
    """Move a taxonomy's labels to where unlabelled articles lie, and write it to a new file."""
    from newsdesk.commands.taxonomy.adapting import Wanted, adapt_taxonomy
    from newsdesk.commands.taxonomy.articles import Source

    if bool(data) == topic:
        raise typer.BadParameter("Say where the articles are: --data or --topic.")
    settings = _settings(bootstrap_servers)
    quiet_kafka(settings)
    source = Source(tuple(data or ()), limit)
    wanted = Wanted(output, ask=not yes, force=force, json=json)
    adapt_taxonomy(settings, file, source, wanted)


def _settings(bootstrap_servers: str | None = None) -> Settings:
    with clear_errors():
        settings = load_settings(bootstrap_servers)
    configure_logs(settings.log)
    return settings
