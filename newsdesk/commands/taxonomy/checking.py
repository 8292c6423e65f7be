"""`newsdesk taxonomy check`."""

from pathlib import Path

import typer

from newsdesk.commands.taxonomy.advice_words import print_advice
from newsdesk.commands.taxonomy.as_json import advice_json, invalid_json, write_json
from newsdesk.enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.settings import Settings
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.output import closed_pipe_ends, output_console


def check_taxonomy(settings: Settings, file: Path, *, json: bool) -> None:
    """Tell what is wrong in a file, or else what could be better.

    Raises:
        Exit: with code 1 where the file cannot be used.
    """
    with clear_errors(TaxonomyError), closed_pipe_ends():
        try:
            taxonomy = Taxonomy.load(file)
        except TaxonomyError as error:
            if not json:
                raise
            write_json(invalid_json(file, error))
            raise typer.Exit(FAILED) from error
        # What is wrong is told at once; models are loaded for the advice alone.
        from newsdesk.commands.taxonomy.advising import advise_on

        advice = advise_on(settings, taxonomy)
        if json:
            write_json(advice_json(file, taxonomy, advice))
        else:
            print_advice(output_console(), file, taxonomy, advice)
