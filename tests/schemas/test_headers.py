from datetime import UTC, datetime, timedelta, timezone

from newsdesk.schemas import Headers, event_headers, event_id
from newsdesk.schemas.events import ClassifiedArticle
from tests.support.events import classified, clean_article

TYPE = "newsdesk.article.classified"
TIME = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)


def headers(inherited: Headers = (), event: ClassifiedArticle | None = None) -> Headers:
    return event_headers(event or classified(), TYPE, "/newsdesk/classify", TIME, inherited)


def test_an_event_carries_the_attributes_of_a_cloud_event() -> None:
    assert headers() == (
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id(classified(), TYPE).encode()),
        ("ce_type", b"newsdesk.article.classified"),
        ("ce_source", b"/newsdesk/classify"),
        ("ce_subject", b"a-1"),
        ("ce_time", b"2026-11-10T09:30:00+00:00"),
        ("content-type", b"application/json; charset=utf-8"),
    )


def test_the_headers_of_the_source_are_carried_on_in_order() -> None:
    inherited = (
        ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("tag", b"first"),
        ("odd", b"\xff\x00"),
        ("tag", b"second"),
        ("", b""),
    )
    assert headers(inherited)[7:] == inherited


def test_the_attributes_of_the_source_are_replaced() -> None:
    inherited = (("ce_id", b"old"), ("content-type", b"text/plain"), ("ce_extension", b"x"))
    assert headers(inherited) == headers()


def test_odd_characters_in_an_id_are_utf_8() -> None:
    event = classified(clean_article(id="пост/№ 1\n👍"))
    assert dict(headers(event=event))["ce_subject"] == "пост/№ 1\n👍".encode()


def test_a_time_keeps_its_offset() -> None:
    time = datetime(2026, 11, 10, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    written = dict(event_headers(classified(), TYPE, "/", time, ()))["ce_time"]
    assert datetime.fromisoformat(written.decode()) == time


def test_the_same_article_read_by_the_same_model_is_the_same_event() -> None:
    later = clean_article(extra={"fetched": "an hour later"}, source="Another Post")
    assert event_id(classified(), TYPE) == event_id(classified(later), TYPE)


def test_another_article_model_code_or_stage_makes_another_event() -> None:
    events = [
        event_id(classified(), TYPE),
        event_id(classified(), "newsdesk.article.enriched"),
        event_id(classified(clean_article(id="a-2")), TYPE),
        event_id(classified(clean_article(title="Snow")), TYPE),
        event_id(classified(clean_article(title=None)), TYPE),
        event_id(classified(clean_article(text="Snow is expected.")), TYPE),
        event_id(classified(model="f2"), TYPE),
        event_id(classified().model_copy(update={"fingerprint": "other code"}), TYPE),
    ]
    assert len(set(events)) == len(events)
