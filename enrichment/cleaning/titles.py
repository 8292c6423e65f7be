"""Taking the title off a text that begins with it."""
# ruff: noqa: RUF001 (sites are set apart by typographic dashes)

import re

from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine

_TITLE_PARTS = re.compile(r"\s[|:·–—-]+\s")


def without_title(cleaned: CleanedText, title: str | None) -> CleanedText:
    """Return `cleaned` without its first line if that is `title`, or a part of it.

    A part is what stands before or after the mark that sets the site's name apart. Case and
    punctuation make no difference. A text of the title alone stays.
    """
    first, _, rest = cleaned.text.partition("\n")
    names = {letters_of(name) for name in (title or "", *_TITLE_PARTS.split(title or ""))}
    if not rest or letters_of(first) not in names - {""}:
        return cleaned
    removed = (RemovedLine("title", first), *cleaned.removed)
    return CleanedText(rest.lstrip("\n"), cleaned.title, removed)


def letters_of(text: str) -> str:
    """Return the letters and digits of `text`, without regard to case."""
    return "".join(filter(str.isalnum, text)).casefold()
