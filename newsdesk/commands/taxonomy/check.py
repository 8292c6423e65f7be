"""`newsdesk taxonomy check`: what is wrong in a file, or what could be better."""

from pathlib import Path

from newsdesk.commands.taxonomy.as_json import advice_json, invalid_json
from newsdesk.enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.settings import Settings
from newsdesk.terminal.output import output_console, write_json


def check_taxonomy(settings: Settings, file: Path, *, json: bool) -> bool:
    """Print what is wrong in a file, or what could be better; return whether it is valid.

    Raises:
        TaxonomyError: if the file is not valid, unless that is reported as JSON.
        ModelSourceError: if the encoder cannot be loaded.
    """
    try:
        taxonomy = Taxonomy.load(file)
    except TaxonomyError as error:
        if not json:
            raise
        write_json(invalid_json(file, error))
        return False
    # Imported here so that errors in the file are reported at once; only advice needs models.
    from newsdesk.commands.taxonomy.advice import advise
    from newsdesk.commands.taxonomy.advice_view import print_advice
    from newsdesk.commands.taxonomy.visible_encoder import VisibleEncoder
    from newsdesk.composition import Composition
    from newsdesk.enrichment.reading import Reader

    encoder = VisibleEncoder(Composition(settings).encoder, "Reading the labels")
    advice = advise(taxonomy, Reader(encoder))
    if json:
        write_json(advice_json(file, taxonomy, advice))
    else:
        print_advice(output_console(), file, taxonomy, advice)
    return True
