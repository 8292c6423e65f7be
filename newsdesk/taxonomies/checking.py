"""`newsdesk taxonomy check`."""

from pathlib import Path

import typer

from engines import ModelSourceError
from enrichment.reading import Reader
from enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.cli_errors import FAILED, clear_errors
from newsdesk.dead_letters.output import closed_pipe_ends, output_console
from newsdesk.settings import Settings
from newsdesk.taxonomies.advice import Advice, advise
from newsdesk.taxonomies.advice_words import print_advice
from newsdesk.taxonomies.as_json import advice_json, invalid_json, write_json
from newsdesk.taxonomies.visible_encoder import VisibleEncoder
from newsdesk.working.composition import Composition


def check_taxonomy(settings: Settings, file: Path, *, json: bool) -> None:
    """Tell what is wrong in a file, or else what could be better.

    Raises:
        Exit: with code 1 where the file cannot be used.
    """
    with clear_errors(TaxonomyError, ModelSourceError), closed_pipe_ends():
        try:
            taxonomy = Taxonomy.load(file)
        except TaxonomyError as error:
            if not json:
                raise
            write_json(invalid_json(file, error))
            raise typer.Exit(FAILED) from error
        advice = _advice(settings, taxonomy)
        if json:
            write_json(advice_json(file, taxonomy, advice))
        else:
            print_advice(output_console(), file, taxonomy, advice)


def _advice(settings: Settings, taxonomy: Taxonomy) -> Advice:
    encoder = Composition(settings).encoder
    return advise(taxonomy, Reader(VisibleEncoder(encoder, "Reading the labels")))
