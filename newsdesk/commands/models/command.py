"""`newsdesk models`: what makes events, and the fingerprints that they have."""

from collections.abc import Iterator
from typing import Annotated, Any

import orjson
import typer
from rich.table import Table
from rich.text import Text

from newsdesk.logs import configure_logs
from newsdesk.settings import PREFIX
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import load_settings
from newsdesk.terminal.output import closed_pipe_ends, output_console
from newsdesk.terminal.rendering import counted, safe

_MIB = 1024 * 1024

app = typer.Typer(help="What makes events: models, taxonomy, settings and code.")


@app.callback()
def models() -> None:
    """What makes events: models, taxonomy, settings and code."""


@app.command()
def show(
    json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object, and nothing else.")
    ] = False,
) -> None:
    """Show all that shapes the events of a worker with these settings, and their fingerprints."""
    with clear_errors():
        settings = load_settings(None)
    configure_logs(settings.log)
    # Imported here so that no other command waits for models.
    from newsdesk.engines import ModelSourceError
    from newsdesk.enrichment.topics.taxonomy import TaxonomyError
    from newsdesk.inventory import take_inventory

    with clear_errors(ModelSourceError, TaxonomyError):
        inventory = take_inventory(settings)
    with closed_pipe_ends():
        if json:
            output = typer.get_binary_stream("stdout")
            output.write(orjson.dumps(inventory, option=orjson.OPT_APPEND_NEWLINE))
            output.flush()
        else:
            _print(inventory)


def _print(inventory: dict[str, Any]) -> None:
    """Print the models, a column each, and below them what else there is, a line each."""
    console = output_console()
    table = Table(box=None, pad_edge=False)
    for heading in ("", *(model["role"] for model in inventory["models"])):
        table.add_column(heading, overflow="fold")
    facts = [dict(_facts(model)) for model in inventory["models"]]
    for name in facts[0]:
        table.add_row(name, *(Text(safe(fact[name])) for fact in facts))
    console.print(table)
    for line in _lines(inventory):
        console.print(Text(safe(line)), soft_wrap=True)


def _facts(model: dict[str, Any]) -> Iterator[tuple[str, str]]:
    size = model["weight_bytes"]
    yield "name", model["name"]
    yield "revision", model["revision"]
    yield "licence", model["licence"] or "not told"
    yield "folder", model["folder"] or "not found"
    yield "weights", "unknown" if size is None else f"{size / _MIB:,.1f} MiB"
    yield "window", counted(model["window_tokens"], "token")
    yield "arithmetic", f"{model['dtype']}, {counted(model['threads'], 'thread')}"
    yield "fingerprint", model["fingerprint"]


def _lines(inventory: dict[str, Any]) -> Iterator[str]:
    taxonomy, code = inventory["taxonomy"], inventory["code"]
    labels = counted(taxonomy["labels"], "label") + (", adapted" if taxonomy["adapted"] else "")
    yield ""
    yield f"taxonomy: {taxonomy['name']}, {labels}, fingerprint {taxonomy['fingerprint'][:16]}"
    yield f"code: newsdesk {code['version']}, digest {code['digest']}"
    for event, fingerprint in inventory["fingerprints"].items():
        yield f"{event} events: fingerprint {fingerprint}"
    yield ""
    for section, settings in inventory["settings"].items():
        for name, value in settings.items():
            shown = " unset" if value is None else f"={_as_written(value)}"
            yield f"{PREFIX}{section.upper()}__{name.upper()}{shown}"


def _as_written(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
