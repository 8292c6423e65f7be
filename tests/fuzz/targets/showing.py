"""Messages as a terminal and a program get to see them, and secrets that are left out."""

import json
from datetime import UTC, datetime
from io import StringIO

from hypothesis import strategies as st
from rich.console import Console

from newsdesk.client.dead_letters.selection import MessageHead, Selection
from newsdesk.client.dead_letters.stored import StoredMessage
from newsdesk.commands.dead_letters.as_json import export_line, list_line
from newsdesk.commands.dead_letters.view import (
    planned_line,
    print_planned,
    print_stored,
    print_table,
)
from newsdesk.commands.watch.view import print_card
from newsdesk.controls import escaped, json_in_a_line
from newsdesk.redaction import hide, redact
from newsdesk.schemas import (
    DeadLetter,
    EnrichedArticle,
    Reason,
    SourceMessage,
    decode_enriched,
    encode,
)
from newsdesk.schemas.dead_letter import dead_letter_message
from newsdesk.terminal.rendering import line_of, safe
from tests.fuzz.hostile import JSON_VALUES, NAMES, TEXTS, json_with
from tests.fuzz.invariants import require_shown
from tests.fuzz.target import Target
from tests.fuzz.targets.headers import MESSAGES
from tests.support.events import clean_article, enriched

_SECRET = "fuzzed-s3cret"

_LETTERS = st.builds(
    DeadLetter,
    stage=NAMES,
    reason=st.sampled_from(Reason),
    message=TEXTS.map(lambda text: text[:500]),
    exception=st.none() | NAMES,
    topic=NAMES,
    partition=st.integers(0, 2**31 - 1),
    offset=st.integers(0, 2**63 - 1),
    attempts=st.integers(0, 2**31 - 1),
    time=st.datetimes(timezones=st.just(UTC)),
    version=NAMES,
)
_EVENTS = st.builds(
    lambda title, source, url: enriched(clean_article(title=title, source=source, url=url)),
    TEXTS,
    NAMES,
    NAMES,
)


def _check_dead_letter(given: tuple[SourceMessage, DeadLetter | None]) -> None:
    message, letter = given
    if letter:
        dead = dead_letter_message(message, letter, "dead")
        message = SourceMessage("dead", 0, 1, dead.key, dead.value, dead.headers, dead.timestamp)
    stored = StoredMessage.of(message)
    head = MessageHead.of(stored, datetime(2026, 11, 24, tzinfo=UTC))
    shown = Console(file=StringIO(), width=100)
    print_stored(shown, stored, head)
    print_table(shown, Selection([head]))
    if stored.letter:
        print_planned(shown, stored, head)
    assert isinstance(shown.file, StringIO)
    require_shown(shown.file.getvalue())
    require_shown(planned_line("Would replay", [head], Selection()))
    for line in (list_line(head), export_line(stored, head)):
        require_shown(line.decode("utf-8"))
        assert line.count(b"\n") == 1
        json.loads(line)


def _check_card(event: EnrichedArticle) -> None:
    shown = Console(file=StringIO(), width=100)
    print_card(shown, event)
    assert isinstance(shown.file, StringIO)
    require_shown(shown.file.getvalue())
    assert decode_enriched(json_in_a_line(encode(event))) == event


def _check_text(text: str) -> None:
    for line in (safe(text), line_of(text), escaped(text)):
        require_shown(line)
        assert "\n" not in line
    assert safe(safe(text)) == safe(text)
    hide(_SECRET)
    assert _SECRET not in redact(f"{text}{_SECRET}{text}")


def _check_json(document: bytes) -> None:
    line = json_in_a_line(document)
    require_shown(line.decode("utf-8"))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == json.loads(document)


TARGETS = (
    Target("shown-dead-letters", st.tuples(MESSAGES, st.none() | _LETTERS), _check_dead_letter, 80),
    Target("shown-events", _EVENTS, _check_card, 60),
    Target("shown-text", TEXTS, _check_text, 60),
    Target("shown-json", json_with(st.dictionaries(NAMES, JSON_VALUES)), _check_json, 200),
)
