"""The held articles of a partition, and the messages that follow from its outcomes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from newsdesk.agents import Published, Route
from newsdesk.agents.held_articles import HeldArticles
from newsdesk.enrichment.outcome import Held, Rejected, Withdrawn
from newsdesk.schemas import (
    DeadLetter,
    HeldArticle,
    OutgoingMessage,
    Reason,
    SourceMessage,
    held_record,
    released_copy,
)
from newsdesk.schemas.held import RELEASE

UNTIL = datetime(2026, 11, 30, 18, tzinfo=UTC)
ROUTE = Route("classify", "articles", "classified", "dead-letter", "t", "v", b"", "embargoed")


def source(offset: int, key: bytes | None = b"k", **fields: Any) -> SourceMessage:
    value = orjson.dumps({"text": f"text {offset}", **fields})
    return SourceMessage("articles", 0, offset, key, value)


def held(message: SourceMessage, until: datetime = UNTIL) -> Published:
    return ROUTE.hold(message, Held(until))


def event(message: SourceMessage) -> Published:
    return Published(message, (OutgoingMessage("classified", 0, message.key, b"event", ()),))


def withdrawn(message: SourceMessage) -> Published:
    return ROUTE.withdraw(message, Withdrawn("canceled", "a"))


def rejected(message: SourceMessage) -> Published:
    return ROUTE.reject(message, Rejected(Reason.TOO_LONG, "too long"))


def copy_of(message: SourceMessage, offset: int) -> SourceMessage:
    record = held_record(message, UNTIL, "embargoed")
    read = SourceMessage("embargoed", 0, 0, record.key, record.value, record.headers)
    copy = released_copy(read, "articles")
    return SourceMessage("articles", 0, offset, copy.key, copy.value, copy.headers)


def place(message: SourceMessage) -> bytes:
    return held_record(message, UNTIL, "embargoed").key or b""


def nothing_held() -> HeldArticles:
    return HeldArticles("embargoed", 0)


def take(state: HeldArticles, outcomes: list[Published]) -> list[OutgoingMessage]:
    """Return the messages to publish for these outcomes."""
    return [message for one in state.settle(outcomes) for message in one.messages]


def summary(messages: list[OutgoingMessage]) -> list[tuple[str, bytes | None, bool]]:
    """Return topic and key of each message, and whether it has a value."""
    return [(m.topic, m.key, m.value is not None) for m in messages]


def test_held_articles_publishes_other_outcomes_as_they_are() -> None:
    state = nothing_held()
    outcomes = [event(source(0)), rejected(source(1)), withdrawn(source(2))]
    assert take(state, outcomes) == [m for one in outcomes for m in one.messages]
    assert len(state) == 0


def test_held_articles_beyond_their_number_are_dead_letters() -> None:
    state = HeldArticles("embargoed", 0, max_held=2)
    take(state, [held(source(0, id="a")), held(source(1, id="b"))])
    (settled,) = state.settle([held(source(2, id="c"))])
    assert (settled.is_held, settled.rejection is not None) == (False, True)
    (letter,) = settled.messages
    assert letter.topic == "dead-letter"
    assert DeadLetter.from_headers(letter.headers).reason is Reason.TOO_MANY_HELD
    assert letter.value == source(2, id="c").value
    assert len(state) == 2
    # A newer version takes the place of the held one, and a withdrawal makes room.
    newer = take(state, [held(source(3, id="b"))])
    assert summary(newer) == [
        ("embargoed", place(source(1, id="b")), False),
        ("embargoed", place(source(3, id="b")), True),
    ]
    take(state, [withdrawn(source(4, id="a"))])
    assert summary(take(state, [held(source(5, id="c"))]))[0][0] == "embargoed"


def test_held_articles_are_due_when_their_embargo_ends() -> None:
    state = nothing_held()
    first, second = source(0, id="a"), source(1, id="b")
    take(state, [held(first), held(second, UNTIL + timedelta(hours=1))])
    assert state.due(UNTIL - timedelta(seconds=1)) == []
    assert [one.place for one in state.due(UNTIL)] == [place(first)]
    state.returning([place(first)])
    assert state.due(UNTIL) == []
    assert not state.is_held(place(first))
    assert len(state.due(UNTIL + timedelta(hours=1))) == 1


def test_held_articles_let_an_article_that_came_back_pass_once() -> None:
    state = nothing_held()
    message = source(0, id="a")
    take(state, [held(message)])
    first, second = copy_of(message, 5), copy_of(message, 6)
    assert summary(take(state, [event(first)])) == [
        ("embargoed", place(message), False),
        ("classified", b"k", True),
    ]
    assert take(state, [event(second)]) == []
    assert len(state) == 0


def test_held_articles_drop_a_copy_of_what_was_withdrawn_meanwhile() -> None:
    state = nothing_held()
    message = source(0, id="a")
    take(state, [held(message)])
    cancel = source(1, id="a", pubStatus="canceled")
    found = take(state, [withdrawn(cancel), event(copy_of(message, 2))])
    assert summary(found) == [("embargoed", place(message), False), ("classified", b"k", False)]


def test_held_articles_are_replaced_by_a_newer_version_usable_or_held() -> None:
    first, second, third = (source(n, id="a") for n in range(3))
    state = nothing_held()
    found = take(state, [held(first), held(second), event(third)])
    assert summary(found) == [
        ("embargoed", place(first), True),
        ("embargoed", place(first), False),
        ("embargoed", place(second), True),
        ("embargoed", place(second), False),
        ("classified", b"k", True),
    ]
    assert len(state) == 0


def test_held_articles_with_the_same_key_and_other_ids_are_others() -> None:
    state = nothing_held()
    take(state, [held(source(0, id="a")), held(source(1, id="b"))])
    assert len(state) == 2
    take(state, [event(source(2, id="c")), withdrawn(source(3, id="a"))])
    assert [one.id for one in state.due(UNTIL)] == ["b"]


def test_held_articles_without_ids_are_known_by_their_address_or_else_by_their_key() -> None:
    state = nothing_held()
    take(state, [held(source(0, url="https://n.example/1"))])
    take(state, [event(source(1, url="https://n.example/2")), event(source(2, id="a"))])
    assert len(state) == 1
    take(state, [event(source(3, url="https://n.example/1"))])
    assert len(state) == 0
    take(state, [held(source(4)), event(source(5))])
    assert len(state) == 0


def test_held_articles_are_withdrawn_by_their_key_where_no_id_says_otherwise() -> None:
    state = nothing_held()
    take(state, [held(source(0, id="a")), held(source(1, id="b")), held(source(2))])
    take(state, [withdrawn(source(3, id="a"))])
    assert [one.id for one in state.due(UNTIL)] == ["b"]
    take(state, [withdrawn(source(4))])
    assert len(state) == 0


def test_held_articles_without_a_key_are_replaced_by_nothing() -> None:
    state = nothing_held()
    message = source(0, key=None, id="a")
    take(state, [held(message), event(source(1, key=None, id="a"))])
    assert len(state) == 1
    assert summary(take(state, [event(copy_of(message, 2))]))[0] == (
        "embargoed",
        place(message),
        False,
    )


def test_held_articles_stay_where_a_newer_version_is_rejected() -> None:
    state = nothing_held()
    take(state, [held(source(0, id="a")), rejected(source(1, id="a"))])
    assert len(state) == 1


def test_held_articles_end_with_the_dead_letter_of_their_copy() -> None:
    state = nothing_held()
    message = source(0, id="a")
    take(state, [held(message)])
    found = take(state, [rejected(copy_of(message, 4))])
    assert summary(found) == [("embargoed", place(message), False), ("dead-letter", b"k", True)]
    assert [name for name, _ in found[1].headers if name.startswith("newsdesk-embargo")] == []
    assert len(state) == 0


def test_held_articles_whose_copy_is_held_again_are_held_by_the_copy() -> None:
    state = nothing_held()
    message = source(0, id="a")
    copy = copy_of(message, 4)
    found = take(state, [held(message), held(copy)])
    assert summary(found) == [
        ("embargoed", place(message), True),
        ("embargoed", place(message), False),
        ("embargoed", place(copy), True),
    ]
    assert [one.place for one in state.due(UNTIL)] == [place(copy)]


def test_held_articles_read_again_from_the_same_place_are_held_once() -> None:
    state = nothing_held()
    message = source(0, id="a")
    found = take(state, [held(message), held(message)])
    assert summary(found) == [("embargoed", place(message), True)] * 2
    assert len(state) == 1
    take(state, [event(copy_of(message, 1))])
    assert len(state) == 0


def test_held_articles_are_not_ended_by_another_message_in_their_name() -> None:
    state = nothing_held()
    message = source(0, id="a")
    take(state, [held(message)])
    forged = replace(copy_of(message, 3), value=orjson.dumps({"id": "x", "text": "mine"}))
    assert summary(take(state, [event(forged)])) == [("classified", b"k", True)]
    assert len(state) == 1


def test_held_articles_that_were_found_are_known_with_their_offsets() -> None:
    message = source(0, id="a")
    found = replace(HeldArticle.of(held_record(message, UNTIL, "embargoed")), offset=9)
    state = HeldArticles("embargoed", 0, [found])
    assert state.due(UNTIL) == [found]
    assert summary(take(state, [event(source(1, id="a"))]))[0] == (
        "embargoed",
        place(message),
        False,
    )


def test_held_articles_are_no_reason_to_drop_what_never_was_held() -> None:
    """Anybody can send the header of a copy: without the place of one it says nothing."""
    for name in (b"", b"x", b"articles/0/1/" + b"0" * 32, place(source(1))):
        forged = replace(source(5, id="a"), headers=((RELEASE, name),))
        assert summary(take(nothing_held(), [event(forged)])) == [("classified", b"k", True)]


def test_held_articles_with_a_long_key_are_replaced_and_withdrawn_by_it() -> None:
    state, key = nothing_held(), b"k" * 1_000_000
    take(state, [held(source(0, key, id="a")), held(source(1, key, id="b"))])
    take(state, [event(source(2, key + b"k", id="a"))])
    assert len(state) == 2
    take(state, [event(source(3, key, id="a")), withdrawn(source(4, key))])
    assert len(state) == 0
