"""The labels taken from an official file, for the terminal."""

from pathlib import Path

from newsdesk.commands.taxonomy.official_taxonomy import Imported
from newsdesk.terminal.rendering import counted, safe

_NAMED = 5


def imported_lines(imported: Imported, language: str, output: Path | None) -> list[str]:
    """Return what was taken, what was left out, and how to use the taxonomy."""
    lines = [_taken(imported), _texts(imported)]
    if left_out := _left_out(imported):
        lines.append(left_out)
    if imported.other_language:
        names = counted(imported.other_language, "name")
        lines.append(f"Not in {safe(language)}, and taken in another language: {names}.")
    if not language.lower().startswith("en"):
        lines.append("The built-in encoder reads English only: use another one with these texts.")
    if imported.absent:
        lines.append(f"These topics of newsdesk's own are missing: {_some(imported.absent)}.")
    lines.append(f"Fingerprint {imported.taxonomy.fingerprint}")
    if output:
        lines.append(f"Use it with NEWSDESK_CLASSIFIER__TAXONOMY={safe(str(output))}")
    return lines


def _taken(imported: Imported) -> str:
    levels = " + ".join(f"{count:,}" for count in imported.by_level)
    total = counted(len(imported.taxonomy.labels), "topic")
    return f"Took {total}, from the top down {levels}."


def _texts(imported: Imported) -> str:
    return (
        f"Described by newsdesk's own texts: {imported.own_texts:,};"
        f" by IPTC's definitions: {imported.official_definitions:,}."
    )


def _left_out(imported: Imported) -> str:
    left_out = {"retired": imported.retired, "without a name": imported.nameless}
    counts = ", ".join(f"{number:,} {what}" for what, number in left_out.items() if number)
    return f"Left out: {counts}." if counts else ""


def _some(ids: tuple[str, ...]) -> str:
    named = ", ".join(ids[:_NAMED])
    return f"{named} and {len(ids) - _NAMED} more" if len(ids) > _NAMED else named
