from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.schemas import (
    SCHEMA_VERSION,
    ClassifiedArticle,
    InvalidMessage,
    Reason,
    decode_classified,
    decode_enriched,
    encode,
)
from tests.support.events import classified, clean_article, enriched

TEXTS = st.text(st.characters(codec="utf-8"))
MOMENTS = st.datetimes(
    timezones=st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
)
INTEGERS = st.integers(-(2**63), 2**64 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
ARTICLES = st.builds(
    clean_article,
    id=TEXTS,
    url=st.none() | TEXTS,
    title=st.none() | TEXTS,
    text=TEXTS,
    source=st.none() | TEXTS,
    published_at=st.none() | MOMENTS,
    extra=st.dictionaries(TEXTS, VALUES, max_size=3),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ARTICLES.map(classified))
def test_a_classified_article_survives_the_wire(event: ClassifiedArticle) -> None:
    assert decode_classified(encode(event)) == event


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ARTICLES.map(enriched))
def test_an_enriched_article_survives_the_wire(event: ClassifiedArticle) -> None:
    assert decode_enriched(encode(event)) == event


def test_a_moment_keeps_its_offset_on_the_wire() -> None:
    moment = datetime(2026, 11, 10, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    sent = orjson.loads(encode(classified(clean_article(published_at=moment))))
    assert sent["article"]["published_at"] == "2026-11-10T09:30:00+05:30"


def test_an_event_says_which_version_of_the_contract_it_follows() -> None:
    assert orjson.loads(encode(enriched()))["schema_version"] == SCHEMA_VERSION


def _set(event: dict[str, Any], place: str, value: Any) -> bytes:
    *outer, last = place.split(".")
    target: Any = event
    for name in outer:
        target = target[int(name) if name.isdigit() else name]
    target[last] = value
    return orjson.dumps(event)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("colour", "blue", "colour: Extra inputs are not permitted."),
        ("article.colour", 1, "article.colour: Extra inputs are not permitted."),
        ("models.0.size", 1, "models.0.size: Extra inputs are not permitted."),
        ("timings.classify.colour", 1, "timings.classify.colour: Extra inputs"),
        ("coverage.covered_ratio", 1.5, "coverage.covered_ratio: Input should be less than"),
        ("coverage.input_tokens", -1, "coverage.input_tokens: Input should be greater"),
        ("classification.topics.0.score", "high", "classification.topics.0.score: "),
        ("classification.abstained", {"reason": "tired"}, "classification.abstained.reason: "),
        ("article.text", None, "article.text: Input should be a valid string."),
        ("schema_version", "9.0", "schema_version: Input should be '1.0', '1.1', '1.2' or '1.3'."),
        ("models", {}, "models: Input should be a valid tuple."),
    ],
)
def test_an_event_that_breaks_the_contract_is_refused_with_the_place(
    place: str, value: Any, message: str
) -> None:
    with pytest.raises(InvalidMessage) as caught:
        decode_classified(_set(orjson.loads(encode(classified())), place, value))
    assert caught.value.reason is Reason.WRONG_SCHEMA
    assert caught.value.message.startswith(f"This is not a valid ClassifiedArticle: {message}")


@pytest.mark.parametrize(
    "field", [name for name, field in ClassifiedArticle.model_fields.items() if field.is_required()]
)
def test_an_event_that_lacks_a_field_is_refused(field: str) -> None:
    event = orjson.loads(encode(classified()))
    del event[field]
    with pytest.raises(InvalidMessage, match=f"{field}: Field required"):
        decode_classified(orjson.dumps(event))


def test_an_event_of_the_version_before_is_still_read() -> None:
    event = orjson.loads(encode(classified()))
    del event["fingerprint"], event["classification"]["concepts"], event["coverage"]["by_role"]
    event["schema_version"] = "1.0"
    read = decode_classified(orjson.dumps(event))
    assert (read.schema_version, read.fingerprint, read.classification.concepts) == ("1.0", "", ())


@pytest.mark.parametrize("version", ["1.4", "1.10", "1.999"])
def test_an_event_of_a_later_minor_version_is_read_without_what_is_not_known(version: str) -> None:
    event = orjson.loads(encode(classified()))
    expected = decode_classified(encode(classified()))
    event |= {"schema_version": version, "colour": "blue"}
    event["article"]["colour"] = {"of": ["the", "sea"]}
    event["classification"]["topics"][0]["colour"] = 1
    assert decode_classified(orjson.dumps(event)) == expected


@pytest.mark.parametrize(
    "version", ["2.0", "1", "1.", "1.x", "1.4.0", "01.4", "1.³", 1.4, None, ""]
)
def test_an_event_of_another_major_version_or_of_none_is_refused(version: object) -> None:
    event = orjson.loads(encode(classified())) | {"schema_version": version, "colour": "blue"}
    with pytest.raises(InvalidMessage) as caught:
        decode_classified(orjson.dumps(event))
    assert caught.value.reason is Reason.WRONG_SCHEMA


def test_an_event_of_a_later_minor_version_still_needs_what_this_one_needs() -> None:
    event = orjson.loads(encode(classified())) | {"schema_version": "1.4"}
    del event["language"]
    with pytest.raises(InvalidMessage, match="language: Field required"):
        decode_classified(orjson.dumps(event))


def test_classified_and_enriched_events_are_not_confused() -> None:
    with pytest.raises(
        InvalidMessage, match="This is not a valid EnrichedArticle: summary: Field required"
    ):
        decode_enriched(encode(classified()))
    with pytest.raises(InvalidMessage, match="summary: Extra inputs are not permitted"):
        decode_classified(encode(enriched()))


@pytest.mark.parametrize("decode", [decode_classified, decode_enriched])
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, Reason.NULL_VALUE),
        (b"", Reason.NOT_JSON),
        (b"\xff", Reason.NOT_UTF8),
        (b"[]", Reason.NOT_AN_OBJECT),
        (b"[" * 100_000, Reason.NESTED_TOO_DEEPLY),
        (b"{}", Reason.WRONG_SCHEMA),
    ],
)
def test_decoder_refuses_values_that_are_no_event(
    decode: Callable[[bytes | None], ClassifiedArticle], value: bytes | None, reason: Reason
) -> None:
    with pytest.raises(InvalidMessage) as caught:
        decode(value)
    assert caught.value.reason is reason


def test_fields_too_deep_to_be_written_are_a_refusal() -> None:
    event = decode_classified(
        _set(orjson.loads(encode(classified())), "article.extra", {}).replace(
            b'"extra":{}', b'"extra":{"n":' + b"[" * 900 + b"]" * 900 + b"}"
        )
    )
    with pytest.raises(InvalidMessage) as caught:
        encode(event)
    assert caught.value.reason is Reason.NOT_SERIALIZABLE
