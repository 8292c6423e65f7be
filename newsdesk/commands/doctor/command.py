"""`newsdesk doctor`: whether this machine and these settings are fit to run."""

from typing import Annotated

import typer

from newsdesk.commands.doctor.examination import examine
from newsdesk.commands.doctor.section import as_json
from newsdesk.commands.doctor.view import print_diagnosis
from newsdesk.rights import Role
from newsdesk.settings import Settings, SettingsError
from newsdesk.terminal.errors import FAILED
from newsdesk.terminal.extra import missing_module
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends, output_console, write_json
from newsdesk.terminal.progress import status_line


def doctor(
    json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object, and nothing else.")
    ] = False,
    measure_again: Annotated[
        bool,
        typer.Option(
            "--measure-again", help="Discard the cached benchmark of this CPU, and measure."
        ),
    ] = False,
    role: Annotated[
        Role | None,
        typer.Option(
            help="Check the rights of this role in Kafka; without it, a worker's where one is"
            " installed.",
            show_default=False,
        ),
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Check whether this machine and these settings are fit to run; the exit code is 1 if not."""
    settings = _load(bootstrap_servers)
    with status_line() as say:
        sections = [*examine(settings, say, role, measure_again=measure_again)]
    with closed_pipe_ends():
        if json:
            write_json(as_json(sections))
        else:
            print_diagnosis(output_console(), sections)
    if any(section.problems for section in sections):
        raise typer.Exit(FAILED)


def _load(bootstrap_servers: str | None) -> Settings | SettingsError:
    """Return the settings, or why they cannot be used, which is part of the diagnosis."""
    try:
        settings = load_settings(bootstrap_servers)
    except SettingsError as error:
        return error
    if not missing_module():
        # Imported here because a light install has no log: only what computes logs.
        from newsdesk.logs import configure_logs

        configure_logs(settings.log)
    quiet_kafka(settings)
    return settings
