"""Problems of what was pasted, in sentences: it has no name of a file."""

import re

from newsdesk.commands.produce.article_file import Unreadable

PASTED = "what was pasted"

_AT = re.compile(r"^not JSON: (?P<why>.*) \((?:line (?P<line>\d{1,9}), )?column (?P<column>\d+)\)$")
_LINE = re.compile(r":(\d{1,9})$")


def pasted_problem(article: Unreadable) -> str:
    """Return why a pasted text could not be read, as a sentence with the place in the text."""
    first = int(found[1]) if (found := _LINE.search(article.origin)) else 1
    element = article.origin.removeprefix(PASTED) if "[" in article.origin else ""
    if not (at := _AT.match(article.reason)):
        return f"The text cannot be read: {article.reason}."
    if element:
        return f"The text is not JSON: element {element.strip('[]')}, {at['why']}."
    line = first + int(at["line"] or 1) - 1
    return f"The text is not JSON: line {line}, column {at['column']}, {at['why']}."
