"""An article's title: as it reads, and removed from a text that begins with it."""
# ruff: noqa: RUF001 (sites are set apart by typographic dashes)

import re

from newsdesk.enrichment.cleaning.characters import fix_characters
from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine
from newsdesk.enrichment.cleaning.markup.line_breaks import normalize_breaks
from newsdesk.enrichment.cleaning.markup.markdown import has_markdown, text_of_markdown
from newsdesk.enrichment.cleaning.markup.markup_in_text import has_markup, text_of_markup

_TITLE_PARTS = re.compile(r"\s[|:·–—-]+\s")
_MAX_ROUNDS = 8


def clean_title(title: str | None) -> str | None:
    """Return `title` on one line, as it reads: with its characters fixed, and without markup.

    A title without anything to read is None. The function is idempotent.
    """
    text = normalize_breaks(title or "")
    for _ in range(_MAX_ROUNDS):
        plain = text_of_markup(text) if has_markup(text) else text
        plain = " ".join(fix_characters(plain).split())
        plain = text_of_markdown(plain)[0] if has_markdown(plain) else plain
        if plain == text:
            break
        text = plain
    return text or None


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
