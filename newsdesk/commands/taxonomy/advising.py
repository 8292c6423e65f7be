"""Advice on a taxonomy, by the encoder in use."""

from newsdesk.commands.taxonomy.advice import Advice, advise
from newsdesk.commands.taxonomy.visible_encoder import VisibleEncoder
from newsdesk.composition import Composition
from newsdesk.engines import ModelSourceError
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors


def advise_on(settings: Settings, taxonomy: Taxonomy) -> Advice:
    """Return what could be better, as the settings' encoder reads it.

    Raises:
        Exit: with code 1 where the encoder cannot be loaded.
    """
    with clear_errors(ModelSourceError):
        encoder = Composition(settings).encoder
        return advise(taxonomy, Reader(VisibleEncoder(encoder, "Reading the labels")))
