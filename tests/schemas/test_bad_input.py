import re
import subprocess
import sys
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.schemas import InvalidMessage, Reason, decode_article, encode
from tests.schemas.samples import REFUSED_OBJECTS

ARTICLE = '{"text": "Rain."}'
BOM = b"\xef\xbb\xbf"


def refusal(value: bytes | None) -> InvalidMessage:
    with pytest.raises(InvalidMessage) as caught:
        decode_article(value)
    assert str(caught.value) == caught.value.message
    return caught.value


def nested(levels: int) -> bytes:
    return b'{"text": "Rain.", "n": ' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize(
    ("value", "reason", "message"),
    [
        (None, Reason.NULL_VALUE, "The message has no value. Send an article."),
        (b"", Reason.NOT_JSON, "The message is not JSON: Input is a zero-length"),
        (BOM, Reason.NOT_JSON, "The message is not JSON"),
        (b" \n ", Reason.NOT_JSON, "The message is not JSON"),
        (b'{"text": "caf\xe9"}', Reason.NOT_UTF8, r"is not UTF-8 \(byte 13\). Send JSON in UTF-8."),
        (b"\x00\x01\xff", Reason.NOT_UTF8, r"is not UTF-8 \(byte 2\)"),
        (
            b'{"text": "Rain.", "n": [%b0]}' % (b"[]," * 600_000),
            Reason.TOO_LARGE,
            "The message has more than a million values: 1,000,000 brackets, commas and strings",
        ),
        (ARTICLE.encode("utf-16"), Reason.NOT_UTF8, r"is not UTF-8 \(byte 0\)"),
        (ARTICLE.encode("utf-16-le"), Reason.NOT_JSON, "is not JSON"),
        (ARTICLE.encode("utf-32"), Reason.NOT_UTF8, "is not UTF-8"),
        (b'{"text": "\xed\xa0\x80"}', Reason.NOT_UTF8, r"is not UTF-8 \(byte 10\)"),
        (b"Rain.", Reason.NOT_JSON, r"is not JSON: .* \(line 1\)"),
        (b'{"text":\n"Rain."', Reason.NOT_JSON, r"is not JSON: .* \(line 2\)"),
        (b"{'text': 'Rain.'}", Reason.NOT_JSON, "is not JSON"),
        (b'{"text": "a\nb"}', Reason.NOT_JSON, "control character"),
        (b'{"text": "Rain."}{}', Reason.NOT_JSON, "is not JSON"),
        (
            b'{"text": "Rain.", "n": NaN}',
            Reason.NOT_JSON,
            r"not JSON, which has no NaN or Infinity \(line 1\)\. Send null",
        ),
        (b'{"text": "Rain.", "n": Infinity}', Reason.NOT_JSON, "is not JSON"),
        (b'{"text": "Rain.", "n": -Infinity}', Reason.NOT_JSON, "no NaN or Infinity"),
        (b'{"text": "Rain.", "n": 1e400}', Reason.NOT_JSON, "number is infinity"),
        (b"[]", Reason.NOT_AN_OBJECT, r"The message is JSON, but not an object\. Send \{...\}."),
        (b'[{"text": "Rain."}]', Reason.NOT_AN_OBJECT, "not an object"),
        (b'"Rain."', Reason.NOT_AN_OBJECT, "not an object"),
        (b"17", Reason.NOT_AN_OBJECT, "not an object"),
        (b"null", Reason.NOT_AN_OBJECT, "not an object"),
        (nested(101), Reason.NESTED_TOO_DEEPLY, "more than 100 levels deep. Flatten the field"),
        (nested(1_000), Reason.NESTED_TOO_DEEPLY, "more than 100 levels"),
        (nested(100_000), Reason.NESTED_TOO_DEEPLY, "more than 100 levels"),
        (b'{"a":' * 100_000, Reason.NESTED_TOO_DEEPLY, "more than 100 levels"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_bad_message_is_refused_with_its_reason(
    value: bytes | None, reason: Reason, message: str
) -> None:
    error = refusal(value)
    assert error.reason is reason
    assert re.search(message, error.message), error.message


@pytest.mark.parametrize("name", REFUSED_OBJECTS)
def test_an_object_without_readable_text_is_refused(name: str) -> None:
    fields, reason, message = REFUSED_OBJECTS[name]
    error = refusal(orjson.dumps(fields))
    assert error.reason is reason
    assert message in error.message


def test_a_hundred_levels_are_read_and_written() -> None:
    article = decode_article(nested(100))
    assert orjson.loads(encode(article))["extra"] == article.extra


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decode_article(BOM + ARTICLE.encode()).text == "Rain."


def test_the_last_of_two_equal_names_counts() -> None:
    assert decode_article(b'{"text": "Snow.", "text": "Rain."}').text == "Rain."


def test_two_megabytes_of_text_are_read() -> None:
    text = "Rain is expected. " * 120_000
    assert decode_article(orjson.dumps({"text": text})).text == text


def test_numbers_too_large_for_64_bits_keep_their_digits() -> None:
    value = b'{"text": "Rain.", "n": %d, "small": 1e-400}' % 2**70
    assert decode_article(value).extra == {"n": 2**70, "small": 0.0}
    assert b'"n":%d' % 2**70 in encode(decode_article(value))


@pytest.mark.parametrize("odd", ["\ud800", {"\udc00": 1}, {1, 2}, {3: object()}])
def test_encode_refuses_values_that_json_cannot_represent(odd: Any) -> None:
    article = decode_article(b'{"text": "Rain."}').model_copy(update={"extra": {"n": odd}})
    with pytest.raises(InvalidMessage, match="The event cannot be encoded as JSON") as caught:
        encode(article)
    assert caught.value.reason is Reason.NOT_SERIALIZABLE


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_read_or_refused(value: bytes) -> None:
    try:
        decode_article(value)
    except InvalidMessage as error:
        assert error.message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["text", "html", "bodies", "id", "url", "title", "headlines", "source", "published_at"]


OBJECTS = st.dictionaries(st.sampled_from(NAMES) | st.text(), JSON, max_size=6)
ARTICLES = st.fixed_dictionaries({"text": st.text()}, optional=dict.fromkeys(NAMES[1:], JSON))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(OBJECTS | ARTICLES)
def test_any_object_is_read_or_refused_and_what_is_read_can_be_written(
    fields: dict[str, Any],
) -> None:
    try:
        value = orjson.dumps(fields)
    except TypeError:
        return
    try:
        article = decode_article(value)
    except InvalidMessage as error:
        assert error.reason in {Reason.NO_TEXT, Reason.WRONG_TYPE, Reason.NOT_JSON}
    else:
        assert orjson.loads(encode(article))["extra"] == article.extra


def test_lack_of_memory_is_not_taken_for_bad_json() -> None:
    """In a process that has less memory than orjson needs for the value, but some."""
    code = (
        "import resource, newsdesk.schemas as schemas\n"
        "value = b'\"' + bytes([97]) * 100_000_000 + b'\"'\n"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 300_000_000,) * 2)\n"
        "try:\n"
        "    schemas.decode_article(value)\n"
        "except MemoryError as error:\n"
        "    print('memory:', error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("memory: Not enough memory"), done.stderr
