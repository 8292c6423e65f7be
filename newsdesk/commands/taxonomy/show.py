"""`newsdesk taxonomy show`: a taxonomy as a tree, or one label in full."""

from pathlib import Path

from rich.text import Text

from newsdesk.commands.taxonomy.as_json import label_json, taxonomy_json
from newsdesk.commands.taxonomy.view import card, head, tree
from newsdesk.enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.settings import Settings
from newsdesk.terminal.output import output_console, write_json


def show_taxonomy(
    settings: Settings, file: Path | None, label_id: str | None, language: str, *, json: bool
) -> None:
    """Show the taxonomy of `file`, or the one in use; all of it, or one label.

    In the terminal, labels have their names in `language`, where there are some.

    Raises:
        TaxonomyError: if it cannot be read, or has no such label.
    """
    taxonomy = load_taxonomy(file, settings)
    if label_id is not None:
        _show_label(taxonomy, label_id, json=json)
    elif json:
        write_json(taxonomy_json(taxonomy))
    else:
        console = output_console()
        for line in head(taxonomy):
            console.print(Text(line), soft_wrap=True)
        console.print(tree(taxonomy, language), soft_wrap=True)


def load_taxonomy(file: Path | None, settings: Settings) -> Taxonomy:
    """Return the taxonomy of `file`, or else that of the settings, or else the built-in one.

    Raises:
        TaxonomyError: if it cannot be used.
    """
    path = file or settings.classifier.taxonomy
    return Taxonomy.load(path) if path else Taxonomy.built_in()


def _show_label(taxonomy: Taxonomy, label_id: str, *, json: bool) -> None:
    label = taxonomy.by_id.get(label_id)
    if label is None:
        raise TaxonomyError(f"The taxonomy {taxonomy.name} has no label with the id {label_id!r}.")
    if json:
        write_json(label_json(label))
        return
    console = output_console()
    for line in card(taxonomy, label):
        console.print(line, soft_wrap=True)
