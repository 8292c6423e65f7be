"""`newsdesk taxonomy adapt`: what would change, a question, and the new file."""

import sys
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from newsdesk.commands.taxonomy.articles import Gathered, Source, gather
from newsdesk.commands.taxonomy.as_json import write_json
from newsdesk.commands.taxonomy.change import (
    change_json,
    gathered_line,
    print_change,
    written_lines,
)
from newsdesk.commands.taxonomy.errors import FileError
from newsdesk.commands.taxonomy.showing import load_taxonomy
from newsdesk.commands.taxonomy.visible_encoder import VisibleEncoder
from newsdesk.commands.taxonomy.writing import require_free, write_file
from newsdesk.composition import Composition
from newsdesk.engines import ModelSourceError
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.adaptation import Adaptation, AdaptationRefused, adapt
from newsdesk.enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.enrichment.topics.taxonomy_file import dump
from newsdesk.settings import Settings
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.output import closed_pipe_ends, output_console
from newsdesk.terminal.rendering import safe

NOBODY_TO_ASK = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the new taxonomy goes: whether to ask first, to write over a file, to tell in JSON."""

    output: Path
    ask: bool
    force: bool
    json: bool


def adapt_taxonomy(settings: Settings, file: Path | None, source: Source, wanted: Wanted) -> None:
    """Adapt a taxonomy to articles, show what changes, and write the new one if that is wanted.

    Raises:
        Exit: with code 1 where it failed or the answer is no, and NOBODY_TO_ASK where nothing is
            written because there is no terminal to ask at.
    """
    told = (AdaptationRefused, FileError, ModelSourceError, TaxonomyError)
    with clear_errors(*told), closed_pipe_ends():
        require_free(wanted.output, force=wanted.force)
        taxonomy = load_taxonomy(file, settings)
        gathered = _gathered(settings, source)
        change = _change(settings, taxonomy, gathered)
        _write(taxonomy, gathered, change, wanted)


def _gathered(settings: Settings, source: Source) -> Gathered:
    gathered = gather(settings, source)
    for unreadable in gathered.unreadable:
        _tell(f"Not read: {safe(unreadable.origin)}: {safe(unreadable.reason)}", "yellow")
    _tell(gathered_line(gathered), "dim")
    return gathered


def _change(settings: Settings, taxonomy: Taxonomy, gathered: Gathered) -> Adaptation:
    encoder = VisibleEncoder(Composition(settings).encoder, "Reading the articles")
    languages = frozenset(settings.classifier.languages)
    return adapt(taxonomy, gathered.documents, Reader(encoder), languages)


def _write(taxonomy: Taxonomy, gathered: Gathered, change: Adaptation, wanted: Wanted) -> None:
    if not wanted.json:
        print_change(output_console(), taxonomy, change)
    can_ask = sys.stdin.isatty()
    written = not wanted.ask or (can_ask and _confirmed(wanted.output))
    if written:
        write_file(wanted.output, dump(change.taxonomy), force=wanted.force)
    if wanted.json:
        output = wanted.output if written else None
        write_json(change_json(taxonomy, change, gathered, output))
    if not written and not can_ask:
        _tell("Nothing was written: nobody can be asked here, and --yes was not given.", "yellow")
        raise typer.Exit(NOBODY_TO_ASK)
    for line in written_lines(wanted.output, change) if written else ["Nothing was written."]:
        typer.echo(line, err=wanted.json)
    if not written:
        raise typer.Exit(FAILED)


def _confirmed(output: Path) -> bool:
    return typer.confirm(f"Write the adapted taxonomy to {safe(str(output))}?", err=True)


def _tell(line: str, style: str) -> None:
    Console(stderr=True).print(Text(line, style=style), soft_wrap=True)
