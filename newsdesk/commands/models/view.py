"""The inventory for the terminal: a column for each model, and a line for everything else."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from rich.console import Console
from rich.text import Text

from newsdesk.terminal.rendering import counted, safe
from newsdesk.terminal.tables import add_row, plain_table
from newsdesk.variables import PREFIX

if TYPE_CHECKING:
    # It takes the time to import models.
    from newsdesk.commands.models.prepare import Preparation

_MIB = 1024 * 1024


def print_inventory(console: Console, inventory: dict[str, Any]) -> None:
    """Print the models, the taxonomy, the code, the fingerprints and the settings."""
    table = plain_table("", *(model["role"] for model in inventory["models"]))
    facts = [dict(_facts(model)) for model in inventory["models"]]
    for name in facts[0]:
        add_row(table, [name, *(fact[name] for fact in facts)])
    console.print(table)
    for line in _lines(inventory):
        console.print(Text(safe(line)), soft_wrap=True)


def preparation_lines(prepared: "Preparation", folder: Path) -> Iterator[str]:
    """Yield a line for the arithmetic, for the heads, and for the whole cache."""
    arithmetic = prepared.arithmetic
    chosen = f"{counted(arithmetic.lanes, 'lane')} of {counted(arithmetic.threads, 'thread')}"
    how = "measured now" if prepared.measured else "nothing to measure"
    yield f"arithmetic: {arithmetic.name}, {chosen}; {how}"
    yield f"heads: {'fitted now' if prepared.fitted else 'nothing to fit'}"
    made = counted(prepared.measured + prepared.fitted, "new file")
    yield f"{folder}: {made}, in {prepared.seconds:.1f} s with loading the models"


def _facts(model: dict[str, Any]) -> Iterator[tuple[str, str]]:
    size = model["weight_bytes"]
    yield "name", model["name"]
    yield "revision", model["revision"]
    yield "licence", model["licence"] or "not stated"
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
