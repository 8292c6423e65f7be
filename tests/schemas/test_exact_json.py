import math
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.schemas.exact_json import (
    MAX_DIGITS,
    TOO_MANY_VALUES,
    dumps,
    has_too_many_values,
    loads,
)

EMOJI = "\U0001f600"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (rb'"a\ud83d"', "a"),
        (rb'"\ud83db"', "b"),
        (rb'"a\ude00b"', "ab"),
        (rb'"a\uD83D\uD83Db"', "ab"),
        (rb'"\ud83d\ud83d\ude00"', EMOJI),
        (rb'"\ude00\ud83d"', ""),
        (rb'"\ud83d\n\ude00"', "\n"),
        (rb'"\\ud83d"', r"\ud83d"),
        (rb'"\\\ud83d\\"', "\\\\"),
        (rb'{"a\ud83d": ["\udc00", {"\udfff": "\u00e9"}]}', {"a": ["", {"": "é"}]}),
    ],
)
def test_loads_drops_half_of_a_surrogate_pair(written: bytes, read: Any) -> None:
    assert loads(written) == read


@pytest.mark.parametrize("written", [rb'"\ud83d\ude00"', rb'"\ud83d\ude00 \\u \n \u0041"', b'""'])
def test_loads_keeps_whole_pairs_and_other_escapes(written: bytes) -> None:
    assert loads(written) == orjson.loads(written)


@pytest.mark.parametrize(
    "number",
    [2**64, -(2**63) - 1, 10**30, -(10**308), 10**400, 10 ** (MAX_DIGITS - 1), 123456789 * 10**20],
)
def test_integers_of_any_length_keep_their_digits(number: int) -> None:
    written = b'{"n":[%d,{"m":%d}]}' % (number, number)
    assert loads(written) == {"n": [number, {"m": number}]}
    assert dumps(loads(written)) == written


def test_integers_keep_their_digits_beside_half_an_emoji() -> None:
    assert loads(rb'["\ud83d", 18446744073709551616]') == ["", 2**64]
    assert loads(rb'[%b, "\ud83d"]' % (b"9" * 400)) == [10**400 - 1, ""]
    assert loads(rb'["\ud83d", %b]' % (b"9" * 400)) == ["", 10**400 - 1]


@pytest.mark.parametrize(
    "written", [b"1e300", b"-0.0", b"3.0", b"1E5", b"0.1", b"9223372036854775807"]
)
def test_loads_reads_other_numbers_as_before(written: bytes) -> None:
    read, before = loads(b"[%b, 1e300]" % written)[0], orjson.loads(written)
    assert (read, type(read)) == (before, type(before))
    assert math.copysign(1, read) == math.copysign(1, before)


@pytest.mark.parametrize(
    "written",
    [
        b"9" * (MAX_DIGITS + 1),
        b"[1e999]",
        b"[%b, 1e999]" % (b"9" * 400),
        b"[%b, NaN]" % (b"9" * 400),
        b"[%b, Infinity]" % (b"9" * 400),
        b"[%b, 'x']" % (b"9" * 400),
        b'[%b, "\xff"]' % (b"9" * 400),
        b"[%b, %b]" % (b"9" * 400, b"[" * 100_000),
        rb'["\ud83d", NaN]',
        rb'"\ud8"',
        rb'"\ud83d',
        b"",
    ],
    ids=lambda written: repr(written[:20]) + str(len(written)),
)
def test_loads_refuses_what_is_not_json(written: bytes) -> None:
    with pytest.raises(orjson.JSONDecodeError):
        loads(written)


MANY = 1_100_000
FLOODS = {
    "lists": b"[%b0]" % (b"[]," * (MANY // 2)),
    "objects": b"[%b0]" % (b"{}," * (MANY // 2)),
    "numbers": b"[%b0]" % (b"1," * MANY),
    "strings": b"[%b0]" % (b'"",' * (MANY // 2)),
    "members": b"{%b}" % b",".join(b'"%x":"%x"' % (n, n) for n in range(MANY // 3)),
    "levels": b"[" * MANY + b"]" * MANY,
    "quotations without an end": b"[" + b"[," * MANY + b'"' + b'\\"' * 4_000_000,
}


@pytest.mark.parametrize("flood", FLOODS)
def test_loads_refuses_more_values_than_an_article_has(flood: str) -> None:
    assert has_too_many_values(FLOODS[flood])
    with pytest.raises(orjson.JSONDecodeError, match=TOO_MANY_VALUES):
        loads(FLOODS[flood])


@pytest.mark.parametrize(
    "content",
    [
        b'{"text": "%b"}' % (b"[{," * MANY),
        b'{"text": "%b"}' % (b'\\",[' * MANY),
        b'["%b\\\\", "%b"]' % (b"," * MANY, b"," * MANY),
        b"[%b0]" % (b"1," * 400_000),
        b"[" + b" " * 4_000_000 + b"]",
    ],
    ids=["text", "quotations", "backslashes", "many numbers", "spaces"],
)
def test_loads_reads_any_number_of_brackets_and_commas_in_a_text(content: bytes) -> None:
    assert not has_too_many_values(content)
    assert loads(content) == orjson.loads(content)


def test_loads_drops_halves_of_pairs_from_what_is_as_long_as_an_article_may_be() -> None:
    assert loads(rb'["\ud83d", "%b"]' % (b"a" * 8_000_000)) == ["", "a" * 8_000_000]
    with pytest.raises(orjson.JSONDecodeError, match="surrogate"):
        loads(rb'["\ud83d", "%b"]' % (b"a" * 17_000_000))


def test_loads_passes_over_a_byte_order_mark() -> None:
    assert loads(b"\xef\xbb\xbf[1]") == [1]


def test_loads_rounds_an_integer_that_is_nested_deeper_than_can_be_read_again() -> None:
    nested = b"[" * 1_000 + b"%d" % 2**70 + b"]" * 1_000
    value = loads(nested)
    while isinstance(value, list):
        (value,) = value
    assert value == 2**70


@pytest.mark.parametrize("odd", ["\ud800", float("nan"), {1, 2}, object()])
def test_dumps_refuses_beside_an_integer_what_json_cannot_represent(odd: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        dumps([2**70, odd])


def test_dumps_writes_the_same_with_and_without_a_long_integer() -> None:
    value = {"a": [1, 'é\u2028"', None, True, 1.5], "t": datetime(2026, 1, 19, 10, 15, tzinfo=UTC)}
    assert dumps({**value, "n": 2**70}) == dumps(value)[:-1] + b',"n":%d}' % 2**70


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(JSON)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert loads(dumps(value)) == value
