"""`newsdesk taxonomy import`."""

from pathlib import Path

import typer

from newsdesk.commands.taxonomy.errors import FileError
from newsdesk.commands.taxonomy.official import read_official
from newsdesk.commands.taxonomy.official_taxonomy import make_taxonomy
from newsdesk.commands.taxonomy.official_words import imported_lines
from newsdesk.commands.taxonomy.writing import require_free, write_file
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_file import dump
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.output import closed_pipe_ends


def import_taxonomy(file: Path, output: Path | None, language: str, *, force: bool) -> None:
    """Make a taxonomy of an official file, and tell what was taken.

    Without `output` the taxonomy goes to standard output, and what is told to standard error.

    Raises:
        Exit: with code 1 where a file cannot be read or written.
    """
    with clear_errors(FileError), closed_pipe_ends():
        if output:
            require_free(output, force=force)
        imported = make_taxonomy(read_official(file), language, Taxonomy.built_in())
        text = dump(imported.taxonomy)
        if output:
            write_file(output, text, force=force)
        else:
            typer.echo(text, nl=False)
        for line in imported_lines(imported, language, output):
            typer.echo(line, err=output is None)
