"""Hebrew acronyms, in which a straight quotation mark stands before the last letter."""

import re

_GERSHAYIM = "\u05f4"
_LETTER = "[\u05d0-\u05ea]"
_ENDINGS = "(?:\u05d9\u05dd|\u05d5\u05ea|\u05d9\u05ea|\u05d9\u05d5\u05ea|[\u05d9\u05d4\u05d5])?"
# Starts with the mark and looks behind only there, so that searching a text is fast.
_IN_ACRONYM = re.compile(f'"(?<={_LETTER}")(?={_LETTER}{_ENDINGS}(?!{_LETTER}|"))')


def with_gershayim(text: str) -> str:
    """Return `text`, of the same length, with acronyms' quotation marks as the letter they are.

    A quotation that begins after a prefix, as in "in 'The Land'", has more letters after its mark.
    """
    if '"' not in text or text.isascii():
        return text
    return _IN_ACRONYM.sub(_GERSHAYIM, text)
