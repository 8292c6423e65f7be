"""JSON to values and back, with what the fast parser loses: half emoji, and digits of integers.

orjson does the work. Where it refuses half of a surrogate pair, as a text cut in JavaScript has it,
the half is dropped. Where it has rounded an integer of more than 64 bits to a float, the standard
library reads or writes the value again.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from math import isinf
from typing import Any

import orjson

MAX_DIGITS = 4_000
"""Longer integers are refused: reading them takes long, and Python itself stops at 4,300."""

MAX_TOKENS = 1_000_000
"""Brackets, commas and strings of a message: each may take a hundred bytes of memory, and some
microseconds. 64 MiB of `[],`, which are 64 kB compressed, would take gigabytes."""

_MAX_REPAIRED_BYTES = 16 * 1024 * 1024
"""Bytes of JSON in which escapes are looked at one by one; no article has more."""

TOO_MANY_VALUES = "too many values"

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HALF = "surrogate in string"
_INFINITE = "number is infinity"
_TOO_BIG = "Integer exceeds 64-bit range"
_FIRST_ROUNDED = float(2**63)
_PAIR = rb"[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{,]', re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:(u%b)|u[dD][89a-fA-F][0-9a-fA-F]{2}|(.))" % _PAIR, re.DOTALL)


def loads(content: bytes) -> Any:
    """Read JSON in UTF-8, with or without a byte order mark. Of equal names, the last one counts.

    Raises:
        orjson.JSONDecodeError: if it is not JSON, or has TOO_MANY_VALUES.
    """
    content = content.removeprefix(_BYTE_ORDER_MARK)
    if has_too_many_values(content):
        raise orjson.JSONDecodeError(TOO_MANY_VALUES, "", 0)
    try:
        return _loads(content)
    except orjson.JSONDecodeError as error:
        if _HALF not in error.msg or len(content) > _MAX_REPAIRED_BYTES:
            raise
    return _loads(_without_halves(content))


def has_too_many_values(content: bytes) -> bool:
    """Whether JSON has more than MAX_TOKENS, without parsing it."""
    # A string follows a bracket, a comma or, as a value, another string.
    if 3 * sum(content.count(mark) for mark in (b",", b"[", b"{")) <= MAX_TOKENS:
        return False
    return next(islice(_TOKEN.finditer(content), MAX_TOKENS, None), None) is not None


def dumps(value: Any, default: Callable[[Any], Any] | None = None) -> bytes:
    """Write JSON in UTF-8; `default` returns what to write for an object that is no JSON value.

    Raises:
        TypeError, ValueError: if there is a value that JSON cannot represent.
    """
    try:
        return orjson.dumps(value, default=default)
    except TypeError as error:
        if _TOO_BIG not in str(error):
            raise
    return json.dumps(
        value,
        default=_or_time(default),
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    ).encode()


def _loads(content: bytes) -> Any:
    try:
        decoded = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        if not error.msg.startswith(_INFINITE) or len(content) > _MAX_REPAIRED_BYTES:
            raise
        # An integer of 310 digits is none of the floats, and an integer all the same.
        try:
            return _exactly(_without_halves(content))
        except (ValueError, RecursionError):
            raise error from None
    if not _has_rounded(decoded):
        return decoded
    try:
        return _exactly(content)
    except RecursionError:
        return decoded


def _exactly(content: bytes) -> Any:
    return json.loads(
        content.decode(), parse_int=_integer, parse_float=_finite, parse_constant=_refuse
    )


def _integer(digits: str) -> int:
    return _refuse(digits) if len(digits) > MAX_DIGITS else int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    return _refuse(digits) if isinf(number) else number


def _refuse(written: str) -> Any:
    raise ValueError(f"no number: {written[:20]}")


def _without_halves(content: bytes) -> bytes:
    """Drop the escapes of surrogates that have no other half."""
    return _ESCAPE.sub(lambda found: found[0] if found[1] or found[2] else b"", content)


def _has_rounded(decoded: Any) -> bool:
    """Whether there is a float so large that it may have been an integer."""
    containers: list[Any] = [[decoded]]
    for container in containers:
        for value in container.values() if type(container) is dict else container:
            kind = type(value)
            if kind is dict or kind is list:
                containers.append(value)
            elif kind is float and not -_FIRST_ROUNDED < value < _FIRST_ROUNDED:
                return True
    return False


def _or_time(default: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    def write(value: Any) -> Any:
        if isinstance(value, datetime):
            return value.isoformat()
        if default is None:
            raise TypeError(f"{type(value).__name__} is not serializable")
        return default(value)

    return write
