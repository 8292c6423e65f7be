"""Removing the title from a text that begins with it."""
# ruff: noqa: RUF001 (sites are set apart by typographic dashes)

import re

from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine

_TITLE_PARTS = re.compile(r"\s[|:·–—-]+\s")


def without_title(cleaned: CleanedText, title: str | None) -> CleanedText:
    """Return `cleaned` without its first line if that is `title` or a part of it.

    A part is the text before or after a separator, such as the one before the site's name. Case and
    punctuation are ignored. A text that consists of the title only is kept.
    """
    first, _, rest = cleaned.text.partition("\n")
    names = {letters_of(name) for name in (title or "", *_TITLE_PARTS.split(title or ""))}
    if not rest or letters_of(first) not in names - {""}:
        return cleaned
    removed = (RemovedLine("title", first), *cleaned.removed)
    return CleanedText(rest.lstrip("\n"), cleaned.title, removed)


def letters_of(text: str) -> str:
    """Return the letters and digits of `text`, case-folded."""
    return "".join(filter(str.isalnum, text)).casefold()
