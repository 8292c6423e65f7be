"""`newsdesk taxonomy import`: a taxonomy made of IPTC's official file."""

from pathlib import Path

from newsdesk.commands.taxonomy.official import read_official
from newsdesk.commands.taxonomy.official_taxonomy import make_taxonomy
from newsdesk.commands.taxonomy.official_view import imported_lines
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_file import dump
from newsdesk.terminal.files import require_free, write_file
from newsdesk.terminal.output import say, write_bytes


def import_taxonomy(file: Path, output: Path | None, language: str, *, force: bool) -> None:
    """Make a taxonomy of an official file, and report what was taken from it.

    Without `output` the taxonomy goes to standard output, and the report to standard error.

    Raises:
        FileError: if a file cannot be read or written.
    """
    if output:
        require_free(output, force=force)
    imported = make_taxonomy(read_official(file), language, Taxonomy.built_in())
    text = dump(imported.taxonomy)
    if output:
        write_file(output, text, force=force)
    else:
        write_bytes(text.encode("utf-8"))
    for line in imported_lines(imported, language, output):
        say(line, err=output is None)
