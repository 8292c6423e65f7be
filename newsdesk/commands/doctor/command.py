"""`newsdesk doctor`: whether this machine and these settings are fit to run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.text import Text

from newsdesk.commands.doctor.as_json import diagnosis_json
from newsdesk.commands.doctor.examination import examine
from newsdesk.commands.doctor.screen import print_diagnosis
from newsdesk.logs import configure_logs
from newsdesk.settings import Settings, SettingsError
from newsdesk.terminal.errors import FAILED
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends, output_console
from newsdesk.terminal.rendering import safe


def doctor(
    json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object, and nothing else.")
    ] = False,
    measure_again: Annotated[
        bool,
        typer.Option("--measure-again", help="Drop what was measured of this CPU, and measure."),
    ] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Say whether this machine and these settings are fit to run; the exit code is 1 if not."""
    settings = _load(bootstrap_servers)
    with _progress() as say:
        sections = [*examine(settings, say, measure_again=measure_again)]
    with closed_pipe_ends():
        if json:
            output = typer.get_binary_stream("stdout")
            diagnosis = diagnosis_json(sections)
            output.write(orjson.dumps(diagnosis, option=orjson.OPT_APPEND_NEWLINE))
            output.flush()
        else:
            print_diagnosis(output_console(), sections)
    if any(section.wrong for section in sections):
        raise typer.Exit(FAILED)


def _load(bootstrap_servers: str | None) -> Settings | SettingsError:
    """Return the settings, or what is wrong with them, which is told with all else."""
    try:
        settings = load_settings(bootstrap_servers)
    except SettingsError as error:
        return error
    configure_logs(settings.log)
    quiet_kafka(settings)
    return settings


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Say on standard error what is being done: on a terminal in one line that goes again."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda doing: console.print(Text(f"{safe(doing)} …"), soft_wrap=True)
        return
    with console.status("") as status:
        yield lambda doing: status.update(Text(f"{safe(doing)} …"))
