"""Advice on a taxonomy, by the encoder in use."""

from engines import ModelSourceError
from enrichment.reading import Reader
from enrichment.topics.taxonomy import Taxonomy
from newsdesk.cli_errors import clear_errors
from newsdesk.settings import Settings
from newsdesk.taxonomies.advice import Advice, advise
from newsdesk.taxonomies.visible_encoder import VisibleEncoder
from newsdesk.working.composition import Composition


def advise_on(settings: Settings, taxonomy: Taxonomy) -> Advice:
    """Return what could be better, as the settings' encoder reads it.

    Raises:
        Exit: with code 1 where the encoder cannot be loaded.
    """
    with clear_errors(ModelSourceError):
        encoder = Composition(settings).encoder
        return advise(taxonomy, Reader(VisibleEncoder(encoder, "Reading the labels")))
