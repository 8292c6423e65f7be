"""Secrets that must never be shown: known to the process, and replaced in all that it writes."""

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from threading import Lock
from urllib.parse import quote, quote_plus

HIDDEN = "(hidden)"

MIN_CHARACTERS = 4
"""Shorter secrets are in too many words to be replaced everywhere."""

MAX_KNOWN = 12
"""Tokens and passwords are replaced all the time; those that were used last are hidden."""

_known: dict[str, tuple[str, ...]] = {}
_changing = Lock()


def hide(secret: str | None) -> None:
    """Replace `secret`, in every form, in all that this process shows or logs from now on.

    Call it at each use: the MAX_KNOWN secrets that were named last are hidden.
    """
    global _known
    if not secret or len(secret) < MIN_CHARACTERS:
        return
    with _changing:
        known = dict(_known)
        known[secret] = known.pop(secret) if secret in known else _written(secret)
        # Replaced whole: another thread may be reading the old one.
        _known = dict(list(known.items())[-MAX_KNOWN:])


def _written(secret: str) -> tuple[str, ...]:
    """Return all forms of a secret, the longest first."""
    return tuple(sorted(set(_quoted(_forms(secret))), key=len, reverse=True))


def redact(text: str) -> str:
    """Return `text` without the secrets that are known."""
    for forms in _known.values():
        for form in forms:
            text = text.replace(form, HIDDEN)
    return text


def _quoted(forms: Iterator[str]) -> Iterator[str]:
    """Yield each form, also as it is within a value that is itself written as JSON or code."""
    for form in forms:
        yield from (form, repr(form)[1:-1], json.dumps(form)[1:-1])


def _forms(secret: str) -> Iterator[str]:
    """Yield how a secret may be written: itself, escaped, in a URL, in hex and in Base64."""
    raw = secret.encode("utf-8", "surrogatepass")
    yield secret
    yield from (repr(secret)[1:-1], ascii(secret)[1:-1], repr(raw)[2:-1])
    yield from (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    yield from (quote(raw), quote(raw, safe=""), quote_plus(raw))
    yield from (raw.hex(), raw.hex().upper(), raw.hex(" "), raw.hex(":"))
    for encode in (b64encode, urlsafe_b64encode):
        yield from (_within_base64(encode(bytes(skip) + raw), skip) for skip in range(3))


def _within_base64(encoded: bytes, skip: int) -> str:
    """Return the digits that depend on the secret alone, `skip` bytes after a multiple of three.

    The digits at both ends are shared with the bytes beside it, such as the name in SASL PLAIN.
    """
    text = encoded.decode("ascii")
    padding = len(text) - len(text.rstrip("="))
    begin = {0: 0, 1: 2, 2: 3}[skip]
    return text[begin : len(text) - padding - (1 if padding else 0)]
