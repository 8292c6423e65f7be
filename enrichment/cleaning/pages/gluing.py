"""Words and sentences that lack a space between them where an element begins or ends."""

from newsdesk.enrichment.cleaning.pages.runs import Inline, Piece, Run

_PARTED = frozenset(["a", "b", "em", "font", "i", "mark", "span", "strong", "time", "u"])
_SENTENCE_ENDS = tuple(".!?")
_CLOSING = '"”’»)'  # noqa: RUF001
_OPENING = frozenset('"“„«(')
_LONGEST = 30


def part_words(run: Run) -> None:
    """Put the missing spaces into a run.

    They are missing between sentences, such as `end.</b>Then`, and around names and dates, such as
    `ferry<b>Ida</b>sank`. Parts of words, such as `Mc<b>Donald</b>s`, stay together.
    """
    for left, right in zip(run.pieces, run.pieces[1:], strict=False):
        if _are_sentences(left.text, right.text):
            _part(left, right)
    for inline in run.inlines:
        if 0 < inline.start < inline.end and inline.element.tag in _PARTED:
            _part_element(run, inline)


def _are_sentences(left: str, right: str) -> bool:
    if not right or not (right[0].isupper() or right[0] in _OPENING):
        return False
    end = left[-_LONGEST:].rstrip(_CLOSING)
    return end.endswith(_SENTENCE_ENDS) and end[-3:-1].islower() and end[-3:-1].isalpha()


def _part(left: Piece, right: Piece) -> None:
    """Put a space between two pieces, outside of the element."""
    if right.is_tail:
        right.put(f" {right.text}")
    else:
        left.put(f"{left.text} ")


def _part_element(run: Run, inline: Inline) -> None:
    left, first, last = (run.pieces[i] for i in (inline.start - 1, inline.start, inline.end - 1))
    word = _last_word(left.text)
    begins = first.text[:2]
    if not word.islower() or not (begins[:1].isupper() or begins[:1].isdecimal()):
        return
    right = run.pieces[inline.end] if inline.end < len(run.pieces) else None
    is_glued = right is not None and right.text[:1].islower() and last.text[-1:].isalnum()
    length = sum(len(piece.text) for piece in run.pieces[inline.start : inline.start + 3])
    if right is not None and is_glued:
        if len(word) > 1 and length > 2:
            left.put(f"{left.text} ")
            right.put(f" {right.text}")
    elif (begins[1:].islower() and len(word) > 2) or inline.element.tag == "time":
        left.put(f"{left.text} ")


def _last_word(text: str) -> str:
    """Return the letters at the end of `text`."""
    end = text[-_LONGEST:]
    place = len(end)
    while place and end[place - 1].isalpha():
        place -= 1
    return end[place:]
