import orjson

from newsdesk.commands.demo.ledger import Ledger
from newsdesk.schemas import encode
from tests.support.enriched_events import enriched

ARTICLES = [orjson.dumps({"id": name, "text": "t"}) for name in ("a", "b", "b")]


def event(name: str) -> bytes:
    return encode(enriched(id=name))


def test_ledger_one_outcome_for_every_article_is_complete() -> None:
    ledger = Ledger([*ARTICLES, b"not json"])
    for value in (event("b"), event("a"), b"not json", event("b")):
        assert not ledger.is_complete
        ledger.enter(value)
    assert ledger.is_complete
    assert (ledger.found, ledger.expected, ledger.lost, ledger.doubled) == (4, 4, [], [])


def test_ledger_lost_and_doubled_outcomes_are_named_once_for_each() -> None:
    ledger = Ledger(ARTICLES)
    for value in (event("a"), event("a"), event("a"), event("c")):
        ledger.enter(value)
    assert ledger.lost == ["b", "b"]
    assert ledger.doubled == ["a", "a", "c"]


def test_ledger_an_article_without_an_id_is_known_by_its_content() -> None:
    ledger = Ledger([b'{"text": "one"}', b'{"text": "two"}'])
    ledger.enter(b'{"text": "one"}')
    assert not ledger.is_complete
    assert len(ledger.lost) == 1


def test_ledger_a_withdrawal_is_an_outcome() -> None:
    ledger = Ledger([b'{"id": "a", "pubStatus": "canceled"}'])
    ledger.enter_withdrawal("a")
    assert (ledger.is_complete, ledger.doubled) == (True, [])
