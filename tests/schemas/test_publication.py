from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from newsdesk.schemas import (
    AlternativeId,
    Article,
    CleanArticle,
    InvalidMessage,
    Reason,
    decode_article,
    encode,
)
from newsdesk.schemas.headers import event_id
from tests.support.events import classified, clean_article

TEXT = "Rain is expected in the north."
WHEN = "2026-11-30T18:00:00+01:00"
MOMENT = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


def decode(**fields: Any) -> Article:
    return decode_article(orjson.dumps({"text": TEXT, **fields}))


def rejection(**fields: Any) -> InvalidMessage:
    with pytest.raises(InvalidMessage) as caught:
        decode(**fields)
    return caught.value


@pytest.mark.parametrize("name", ["pubStatus", "pubstatus"])
@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("usable", "usable"),
        ("withheld", "withheld"),
        ("canceled", "canceled"),
        ("Cancelled", "canceled"),
        (" WITHHELD ", "withheld"),
        ("stat:canceled", "canceled"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/withheld", "withheld"),
        ({"qcode": "stat:withheld"}, "withheld"),
        ({"name": "Canceled"}, "canceled"),
        ("", "usable"),
        (None, "usable"),
    ],
)
def test_status_is_read_in_the_words_of_iptc(name: str, written: Any, status: str) -> None:
    article = decode(**{name: written})
    assert article.status == status
    assert article.is_withdrawn == (status != "usable")


def test_an_article_without_a_status_is_usable() -> None:
    article = decode()
    assert (article.status, article.usable_from, article.version) == ("usable", None, None)
    assert not article.is_embargoed()


@pytest.mark.parametrize("written", ["live", "ok", "maybe", 1, True, ["usable"], {"a": "b"}])
def test_a_status_that_is_not_known_is_rejected(written: Any) -> None:
    error = rejection(pubStatus=written)
    assert error.reason is Reason.UNKNOWN_STATUS
    assert "'usable', 'withheld' or 'canceled'" in error.advice


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "ok"},
        {"status": "publish"},
        {"status": "draft"},
        {"status": 200},
        {"status": None},
        {"status": "publish", "content": {"rendered": "<p>Rain.</p>"}},
        {"creativeWorkStatus": "Published"},
        {"creativeWorkStatus": "Final"},
        {"eventStatus": "EventCancelled"},
        {"expires": "2020-01-01T00:00:00Z"},
        {"plannedCoverage": [{"pubStatus": "canceled"}]},
    ],
)
def test_fields_that_say_other_things_withdraw_nothing_and_are_kept(fields: dict[str, Any]) -> None:
    article = decode(**fields)
    assert article.status == "usable"
    assert article.extra == fields


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "withheld"}, "withheld"),
        ({"status": "canceled"}, "canceled"),
        ({"creativeWorkStatus": "Draft"}, "withheld"),
        ({"creativeWorkStatus": {"@type": "DefinedTerm", "name": "Retracted"}}, "canceled"),
        ({"status": "draft", "title": {"rendered": "Rain"}}, "withheld"),
        ({"status": "private", "content": {"rendered": "Rain"}}, "withheld"),
        ({"status": "future", "content": {"rendered": "Rain"}}, "withheld"),
        ({"status": "trash", "content": {"rendered": "Rain"}}, "canceled"),
    ],
)
def test_other_programs_say_it_in_their_own_words(fields: dict[str, Any], status: str) -> None:
    assert decode(**fields).status == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"PubStatus": "Withheld"}, "withheld"),
        ({"pub_status": "canceled"}, "canceled"),
        ({"Pub Status": "usable"}, "usable"),
        ({"pubStatus": {"@qcode": "stat:withheld"}}, "withheld"),
        ({"pubStatus": {"literal": "withheld"}}, "withheld"),
        (
            {"pubStatus": {"uri": "http://cv.iptc.org/newscodes/pubstatusg2/canceled"}},
            "canceled",
        ),
        ({"wp_status": "draft"}, "withheld"),
        ({"wp_status": "publish"}, "usable"),
        ({"_status": "draft"}, "withheld"),
        ({"_status": "published"}, "usable"),
        ({"status": "draft", "visibility": "public", "html": "<p>Rain.</p>"}, "withheld"),
        ({"status": "scheduled", "visibility": "public", "html": "<p>Rain.</p>"}, "withheld"),
        ({"status": "published", "visibility": "public", "html": "<p>Rain.</p>"}, "usable"),
        ({"status": "scheduled"}, "usable"),
        ({"status": False, "langcode": "en"}, "withheld"),
        ({"status": True, "langcode": "en"}, "usable"),
        ({"status": False}, "usable"),
    ],
)
def test_a_status_is_read_however_its_program_writes_it(
    fields: dict[str, Any], status: str
) -> None:
    assert decode(**fields).status == status


@pytest.mark.parametrize(
    "around", [lambda item: {"data": item}, lambda item: {"data": {"item": item}, "api": "1"}]
)
def test_a_status_within_an_envelope_is_obeyed_without_a_text(around: Any) -> None:
    article = decode_article(orjson.dumps(around({"uri": "urn:1", "pubstatus": "canceled"})))
    assert (article.id, article.status) == ("urn:1", "canceled")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"pubStatus": "usable", "pubstatus": "withheld"}, "withheld"),
        ({"pubStatus": "withheld", "pubstatus": "canceled"}, "canceled"),
        ({"pubStatus": "usable", "status": "canceled"}, "canceled"),
        ({"pubStatus": "canceled", "creativeWorkStatus": "Draft"}, "canceled"),
    ],
)
def test_of_several_statuses_the_strictest_counts(fields: dict[str, Any], status: str) -> None:
    assert decode(**fields).status == status


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_a_withdrawn_article_needs_no_text(status: str) -> None:
    article = decode_article(orjson.dumps({"uri": "urn:1", "pubstatus": status, "text": None}))
    assert (article.id, article.status, article.text, article.html) == ("urn:1", status, None, None)


def test_a_withdrawn_article_without_an_id_has_that_of_the_same_article_before() -> None:
    assert decode(pubStatus="canceled").id == decode().id


@pytest.mark.parametrize(
    "name",
    [
        *("usable_from", "embargoedUntil", "embargoed", "embargo", "embargoed_until"),
        *("EmbargoedUntil", "Embargoed until", "embargo_until", "embargoUntil", "embargo-date"),
    ],
)
def test_embargo_is_read_by_each_of_its_names(name: str) -> None:
    article = decode(**{name: WHEN})
    assert article.usable_from == MOMENT
    assert article.status == "usable"
    assert article.extra == {}
    assert article.is_embargoed(MOMENT - timedelta(seconds=1))
    assert not article.is_embargoed(MOMENT)


@pytest.mark.parametrize("written", [None, "", " ", False, "false", "No", "none"])
def test_no_embargo_is_none(written: Any) -> None:
    assert decode(embargoed=written).usable_from is None


@pytest.mark.parametrize(
    "written", ["2026-11-30T18:00:00", "2026-11-30", "18:00 CET", "tonight", True, 5, {}, [WHEN]]
)
@pytest.mark.parametrize("name", ["embargoedUntil", "embargoed"])
def test_an_embargo_that_leaves_a_doubt_is_rejected(name: str, written: Any) -> None:
    error = rejection(**{name: written})
    assert error.reason is Reason.UNREADABLE_EMBARGO
    assert name in error.problem
    assert "2026-11-30T18:00:00+01:00" in error.advice


def test_of_several_embargoes_the_latest_counts() -> None:
    article = decode(embargoed=WHEN, embargoedUntil="2026-12-01T18:00:00+01:00")
    assert article.usable_from == MOMENT + timedelta(days=1)
    assert rejection(embargoed=WHEN, embargoedUntil="soon").reason is Reason.UNREADABLE_EMBARGO


def test_a_status_that_says_embargoed_needs_its_end() -> None:
    assert rejection(pubstatus="embargoed").reason is Reason.UNREADABLE_EMBARGO
    article = decode(pubstatus="embargoed", embargoed=WHEN)
    assert (article.status, article.usable_from) == ("usable", MOMENT)


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_a_withdrawn_article_is_withdrawn_whatever_its_embargo_says(status: str) -> None:
    assert decode(pubStatus=status, embargoedUntil="soon").status == status
    assert decode(pubStatus=status, embargoedUntil=WHEN).usable_from == MOMENT


@pytest.mark.parametrize(
    ("written", "version"), [("3", "3"), (" 1.2 ", "1.2"), (7, "7"), (0, "0"), (1.5, "1.5")]
)
def test_version_is_text(written: Any, version: str) -> None:
    article = decode(version=written)
    assert (article.version, article.extra) == (version, {})


@pytest.mark.parametrize("written", ["", "x" * 513, True, None, [1], {"major": 1}])
def test_an_unusable_version_is_kept_as_extra(written: Any) -> None:
    article = decode(version=written)
    assert (article.version, article.extra) == (None, {"version": written})


@pytest.mark.parametrize(
    ("name", "written", "ids"),
    [
        ("altids", {"ap": "1", "doc": 22}, [("ap", "1"), ("doc", "22")]),
        ("altIds", [{"role": "ap", "value": "1"}, {"value": "2"}], [("ap", "1"), (None, "2")]),
        ("alternative_ids", ["1", "2"], [(None, "1"), (None, "2")]),
    ],
)
def test_alternative_ids_are_read_in_both_forms_of_ninjs(
    name: str, written: Any, ids: list[tuple[str | None, str]]
) -> None:
    article = decode(**{name: written})
    assert [(one.role, one.value) for one in article.alternative_ids] == ids
    assert article.extra == {}


@pytest.mark.parametrize(
    "written",
    [{"ap": {"deep": 1}, "x": "1"}, [{"role": "r", "value": "v", "more": 1}, "2"], ["1", None]],
)
def test_alternative_ids_that_are_not_all_read_are_kept_too(written: Any) -> None:
    article = decode(altIds=written)
    assert len(article.alternative_ids) == 1
    assert article.extra == {"altIds": written}


@pytest.mark.parametrize("written", [None, "", "1", 5, [], {}, [None], {"a": None}])
def test_other_alternative_ids_are_none(written: Any) -> None:
    article = decode(altIds=written)
    assert (article.alternative_ids, article.extra) == ((), {"altIds": written})


def test_an_event_carries_what_the_publisher_says() -> None:
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    article = decode(embargoedUntil=later, version="3", altids={"ap": "1"})
    sent = orjson.loads(encode(CleanArticle.of(article, "Rain", TEXT)))
    assert sent["status"] == "embargoed"
    assert datetime.fromisoformat(sent["usable_from"]) == article.usable_from
    assert (sent["version"], sent["alternative_ids"]) == ("3", [{"role": "ap", "value": "1"}])


def test_an_event_of_an_article_whose_embargo_is_over_is_usable_and_says_so() -> None:
    sent = CleanArticle.of(decode(embargoedUntil="2020-01-01T00:00:00Z"), "Rain", TEXT)
    assert (sent.status, sent.usable_from) == ("usable", datetime(2020, 1, 1, tzinfo=UTC))


def test_an_event_of_before_is_read_as_usable() -> None:
    sent = orjson.loads(encode(classified()))
    for name in ("status", "usable_from", "version", "alternative_ids"):
        del sent["article"][name]
    read = CleanArticle.model_validate(sent["article"])
    assert (read.status, read.usable_from, read.alternative_ids) == ("usable", None, ())
    assert AlternativeId(value="1").role is None


def test_event_id_changes_with_what_the_publisher_says() -> None:
    events = [
        classified(clean_article(**fields))
        for fields in (
            {},
            {"version": "2"},
            {"version": "3"},
            {"usable_from": MOMENT},
            {"usable_from": MOMENT, "status": "embargoed"},
        )
    ]
    assert len({event_id(event, "t") for event in events}) == len(events)


def nested(**around: Any) -> Article:
    """Decode an article within an envelope, with what is said around it."""
    inner = {"text": TEXT, "version": "7", "pubStatus": "usable"}
    return decode_article(orjson.dumps({"data": inner, **around}))


@pytest.mark.parametrize(
    ("around", "status"),
    [({}, "usable"), ({"pubStatus": "withheld"}, "withheld"), ({"status": "ok"}, "usable")],
)
def test_the_strictest_word_in_and_around_an_article_counts(
    around: dict[str, str], status: str
) -> None:
    article = nested(**around)
    assert (article.status, article.text, article.version) == (status, TEXT, "7")


def test_an_embargo_around_an_article_is_its_own_and_a_version_is_not() -> None:
    article = nested(embargoedUntil=WHEN, version="2.0", altIds={"api": "1"})
    assert (article.usable_from, article.version, article.alternative_ids) == (MOMENT, "7", ())
    assert article.extra == {"version": "2.0", "altIds": {"api": "1"}}


def test_a_withdrawn_node_of_a_graph_is_withdrawn() -> None:
    node = {"@type": "NewsArticle", "articleBody": TEXT, "creativeWorkStatus": "Retracted"}
    article = decode_article(orjson.dumps({"@graph": [{"@type": "WebSite"}, node]}))
    assert (article.status, article.text) == ("canceled", TEXT)
