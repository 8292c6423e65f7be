"""`newsdesk taxonomy adapt`: what would change, a question, and the new file."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from newsdesk.commands.taxonomy.articles import Gathered, Source, gather
from newsdesk.commands.taxonomy.as_json import change_json
from newsdesk.commands.taxonomy.change_view import gathered_line, print_change, written_lines
from newsdesk.commands.taxonomy.show import load_taxonomy
from newsdesk.commands.taxonomy.visible_encoder import VisibleEncoder
from newsdesk.composition import Composition
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.adaptation import Adaptation, adapt
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_file import dump
from newsdesk.settings import Settings
from newsdesk.terminal.files import require_free, write_file
from newsdesk.terminal.output import notice, output_console, say, write_json
from newsdesk.terminal.questions import can_ask, confirmed


@dataclass(frozen=True, slots=True)
class Target:
    """Where the new taxonomy goes: whether to ask first, to overwrite a file, to report as JSON."""

    output: Path
    ask: bool
    force: bool
    json: bool


class Written(Enum):
    """Whether the new taxonomy was written, or why not."""

    YES = "yes"
    DECLINED = "declined"
    NOT_CONFIRMABLE = "no terminal"


def adapt_taxonomy(
    settings: Settings, file: Path | None, source: Source, target: Target
) -> Written:
    """Adapt a taxonomy to articles, show what changes, and write the new one if confirmed.

    Raises:
        NewsdeskError: if the taxonomy, the articles, the encoder or the output cannot be used.
    """
    require_free(target.output, force=target.force)
    taxonomy = load_taxonomy(file, settings)
    gathered = gather(settings, source)
    for unreadable in gathered.unreadable:
        notice(f"Not read: {unreadable.origin}: {unreadable.reason}", "yellow")
    notice(gathered_line(gathered), "dim")
    change = _change(settings, taxonomy, gathered)
    return _write(taxonomy, gathered, change, target)


def _change(settings: Settings, taxonomy: Taxonomy, gathered: Gathered) -> Adaptation:
    encoder = VisibleEncoder(Composition(settings).encoder, "Reading the articles")
    chosen = settings.classifier.languages
    languages = frozenset(["en"] if chosen is None else chosen)
    return adapt(taxonomy, gathered.documents, Reader(encoder), languages)


def _write(taxonomy: Taxonomy, gathered: Gathered, change: Adaptation, target: Target) -> Written:
    if not target.json:
        print_change(output_console(), taxonomy, change)
    written = _permission(target)
    output = target.output if written is Written.YES else None
    if output:
        write_file(output, dump(change.taxonomy), force=target.force)
    if target.json:
        write_json(change_json(taxonomy, change, gathered, output))
    if written is Written.NOT_CONFIRMABLE:
        notice("Nothing was written: no terminal to confirm on. Add --yes.", "yellow")
        return written
    for line in written_lines(output, change) if output else ["Nothing was written."]:
        say(line, err=target.json)
    return written


def _permission(target: Target) -> Written:
    if not target.ask:
        return Written.YES
    if not can_ask():
        return Written.NOT_CONFIRMABLE
    is_yes = confirmed(f"Write the adapted taxonomy to {target.output}?")
    return Written.YES if is_yes else Written.DECLINED
