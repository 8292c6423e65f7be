"""Cleaning plain text."""

from newsdesk.enrichment.cleaning.characters import fix_characters
from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine
from newsdesk.enrichment.cleaning.inserts.error_pages import ERROR_PAGE, is_error_page
from newsdesk.enrichment.cleaning.lines.known_lines import KnownLines
from newsdesk.enrichment.cleaning.lines.lines import remove_boilerplate
from newsdesk.enrichment.cleaning.markup.line_breaks import normalize_breaks
from newsdesk.enrichment.cleaning.markup.markdown import has_markdown, text_of_markdown
from newsdesk.enrichment.cleaning.markup.markup_in_text import has_markup, text_of_markup
from newsdesk.enrichment.cleaning.markup.shortcodes import drop_shortcodes
from newsdesk.enrichment.cleaning.wraps.line_wraps import join_lines
from newsdesk.enrichment.cleaning.wraps.word_breaks import join_halves

# Removing a line may expose another; only made-up texts need more than three rounds.
_MAX_ROUNDS = 10


def clean_text(raw: str) -> CleanedText:
    """Return `raw` as the article's text: as it reads, and without boilerplate.

    The steps, which are repeated until nothing changes:

    1. Line breaks become of one kind (`line_breaks`).
    2. Shortcodes and HTML are read as text, if there are any (`shortcodes`, `markup_in_text`).
    3. Characters are fixed and entities decoded (`characters`), which may uncover HTML.
    4. Markdown is read as text, if there is any (`markdown`).
    5. Lines that were wrapped to a width are joined, and words that were cut (`line_wraps`).
    6. Boilerplate is removed (`lines`).

    A text of boilerplate only becomes empty, with all of its lines in `removed`. Cleaning a cleaned
    text does not change it. The title is that of Markdown's front matter.
    """
    text, title = _as_read(raw)
    removed: list[RemovedLine] = []
    for _ in range(_MAX_ROUNDS):
        rest = _without_boilerplate(text, removed)
        if rest == text:
            break
        text, other = _as_read(rest)
        title = title or other
        if text == rest:
            break
    return CleanedText(text, title, tuple(removed))


def clean_lines(text: str) -> CleanedText:
    """Return `text`, which has no markup, with its characters fixed and without boilerplate."""
    removed: list[RemovedLine] = []
    return CleanedText(_without_boilerplate(fix_characters(text), removed), removed=tuple(removed))


def _without_boilerplate(text: str, removed: list[RemovedLine]) -> str:
    """Return `text`, whose characters are fixed, with its lines joined and boilerplate removed.

    What is removed is added to `removed`.
    """
    if is_error_page(text):
        return _nothing(text, removed)
    known = KnownLines()
    for _ in range(_MAX_ROUNDS):
        rest, found = remove_boilerplate(join_halves(join_lines(text)), known)
        removed.extend(found)
        if rest == text:
            break
        text = fix_characters(rest)
    return _nothing(text, removed) if is_error_page(text) else text


def _nothing(text: str, removed: list[RemovedLine]) -> str:
    """Return no text; all lines of that of an error page are added to `removed`."""
    removed.extend(RemovedLine(ERROR_PAGE, line) for line in text.split("\n") if line)
    return ""


def _as_read(text: str) -> tuple[str, str | None]:
    """Return what marked-up text says, and the title in its front matter."""
    title = None
    text = normalize_breaks(text)
    for _ in range(_MAX_ROUNDS):
        plain = drop_shortcodes(text)
        plain = fix_characters(text_of_markup(plain) if has_markup(plain) else plain)
        if has_markdown(plain):
            plain, found = text_of_markdown(plain)
            plain, title = fix_characters(plain), title or found
        text = normalize_breaks(plain)
        if text == plain and not (
            has_markup(text) or has_markdown(text) or drop_shortcodes(text) != text
        ):
            break
    return text, title
