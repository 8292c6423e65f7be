"""The desk's database: rows of what is read, and the lists made of them."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from newsdesk.desk.store.database import StoreError, open_store, reading
from newsdesk.desk.store.offsets import MOST_BEHIND, after, newest_offsets, parse_offsets, written
from newsdesk.desk.store.pruning import Bounds, prune
from newsdesk.desk.store.stream import facets_of, page_of
from newsdesk.desk.store.view import View, match_of
from newsdesk.desk.store.writing import Changes, Writer
from newsdesk.schemas import Reason, SourceMessage
from newsdesk.schemas.headers import WITHDRAWN_ID
from tests.desk.messages import MOMENT, TOPICS, event_at, letter_at, raw_event, replay_of, tombstone
from tests.support.enriched_events import ABSTENTION, enriched

ALL = View()


class Desk:
    """A database and its writer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection, self.is_new = open_store(path, "cluster")
        self.writer = Writer(self.connection, TOPICS)

    def write(self, *messages: SourceMessage) -> Changes:
        return self.writer.write(messages, {(m.topic, m.partition): m.offset + 1 for m in messages})

    def titles(self, view: View = ALL) -> list[str]:
        with reading(self.path) as database:
            return [row.title for row in page_of(database, view)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "desk.sqlite")
    with closing(desk.connection):
        yield desk


def test_store_the_newest_comes_first_with_all_that_a_list_needs(desk: Desk) -> None:
    desk.write(event_at(0, title="First"), event_at(1, title="Second"))
    with reading(desk.path) as database:
        second, first = page_of(database, View())
    assert (first.title, second.title) == ("First", "Second")
    assert (first.id, first.partition, first.offset, first.visible_ms) == ("a0", 0, 0, MOMENT)
    assert (first.source, first.language, first.abstained) == ("Example Post", "en", "")
    assert [(t.id, t.score) for t in first.topics] == [
        ("medtop:04000000", 0.613),
        ("medtop:09000000", 0.2),
    ]
    assert (first.coverage, first.url) == (1.0, "https://example.org/rates")


def test_store_a_newer_event_of_an_article_takes_the_place_of_the_earlier_one(desk: Desk) -> None:
    desk.write(event_at(0, enriched("Old", "Storm", id="a")), event_at(1, title="Other"))
    changes = desk.write(event_at(2, enriched("New", "Flood", id="a")))
    assert (len(changes.articles), changes.hidden) == (1, 1)
    assert desk.titles() == ["New", "Other"]
    assert desk.titles(View(search="storm")) == []
    assert desk.titles(View(search="flood")) == ["New"]


@pytest.mark.parametrize(
    ("withdrawn", "left"), [(b"", []), (b"b", ["First"]), (b"gone", [])], ids=["key", "id", "other"]
)
def test_store_what_is_withdrawn_is_shown_no_more(
    desk: Desk, withdrawn: bytes, left: list[str]
) -> None:
    for offset, (name, title) in enumerate([("a", "First"), ("b", "Second")]):
        event = event_at(offset, enriched(title, f"{title} text.", id=name))
        desk.write(SourceMessage("enriched", 0, offset, b"k", event.value, (), event.timestamp))
    desk.write(tombstone(2, b"k", ((WITHDRAWN_ID, withdrawn),) if withdrawn else ()))
    assert desk.titles() == left
    assert desk.titles(View(search="text")) == left
    desk.write(tombstone(3, b"nobody"))
    assert desk.titles() == left


def test_store_an_event_of_a_newer_schema_is_shown_with_what_is_known(desk: Desk) -> None:
    value = {
        "schema_version": "9.0",
        "id": "a",
        "article": {"id": "a", "title": "Newer", "text": "Rain.", "moods": ["calm"]},
        "classification": {"topics": [{"id": "t"}, 5, {"label": "no id"}], "concepts": None},
        "coverage": {"covered_ratio": "much"},
        "stories": [],
    }
    assert desk.write(raw_event(0, value)).unknown == 0
    with reading(desk.path) as database:
        (row,) = page_of(database, View())
    assert (row.title, row.language, row.source, row.coverage) == ("Newer", "", "", 1.0)
    assert [(t.id, t.label, t.score) for t in row.topics] == [("t", "t", 0.0)]


def test_store_a_number_that_is_none_of_sqlites_does_no_harm(desk: Desk) -> None:
    digits = b"9" * 400
    value = b'{"id": "a", "article": {"title": "Odd"}, "coverage": {"covered_ratio": %s}}' % digits
    forged = [b"dead-letter/0/" + b"9" * n for n in (19, 400)] + [
        b"dead-letter/" + b"9" * 19 + b"/0"
    ]
    replays = [SourceMessage("replays", 0, n, key, b"{}") for n, key in enumerate(forged)]
    assert desk.write(raw_event(0, value), letter_at(0), *replays).unknown == 0
    assert desk.titles() == ["Odd"]
    assert [r[0] for r in desk.connection.execute("SELECT replayed_ms FROM letter")] == [None]


@pytest.mark.parametrize("value", [b"", b"x", b"[]", b"{}", b"null", b'{"article": 5}', b"\xff"])
def test_store_a_message_that_is_no_event_is_counted_and_left_out(desk: Desk, value: bytes) -> None:
    changes = desk.write(raw_event(0, value), event_at(1, title="Good"))
    assert (changes.unknown, desk.titles()) == (1, ["Good"])


def test_store_positions_and_rows_are_written_together_or_not_at_all(desk: Desk) -> None:
    desk.write(event_at(0, title="First"))
    assert desk.writer.positions() == {("enriched", 0): 1}
    with pytest.raises(sqlite3.IntegrityError):
        desk.write(event_at(1, title="Second"), event_at(0, title="First"))
    assert desk.titles() == ["First"]
    assert desk.writer.positions() == {("enriched", 0): 1}
    desk.write(event_at(1, title="Second", source="A source that is new"))
    assert desk.titles() == ["Second", "First"]


VIEWS: list[tuple[View, list[str]]] = [
    (View(), ["Dutch", "Storm", "Rates"]),
    (View(order="oldest"), ["Rates", "Storm", "Dutch"]),
    (View(language=("nl",)), ["Dutch"]),
    (View(language=("nl", "en"), source=("Example Post",)), ["Dutch", "Rates"]),
    (View(source=("Dock News",)), ["Storm"]),
    (View(source=("Nobody",)), []),
    (View(topic=("medtop:09000000",)), ["Storm", "Rates"]),
    (View(abstained=("low_confidence",)), ["Dutch"]),
    (View(since=MOMENT + 1000), ["Dutch", "Storm"]),
    (View(until=MOMENT + 1000), ["Rates"]),
    (View(is_partial=True), []),
    (View(is_partial=False), ["Dutch", "Storm", "Rates"]),
    (View(search="STORMS"), ["Storm"]),
    (View(search="zoe"), ["Dutch"]),
    (View(search='"the ferry"'), ["Storm"]),
    (View(search='"ferry the"'), []),
    (View(search="sto*"), ["Storm"]),
    (View(search="the -ferry"), ["Rates"]),
    (View(search="a1"), ["Storm"]),
    (View(search="example.org"), ["Dutch", "Storm", "Rates"]),
    (View(search="!?"), ["Dutch", "Storm", "Rates"]),
]


@pytest.mark.parametrize(("view", "titles"), VIEWS)
def test_page_of_shows_what_matches_the_view(desk: Desk, view: View, titles: list[str]) -> None:
    desk.write(
        event_at(0, title="Rates"),
        event_at(1, title="Storm", text="Storms stop the ferry.", source="Dock News"),
        event_at(
            2, enriched("Dutch", "Zoë vaart.", language="nl", classification=ABSTENTION, id="d")
        ),
    )
    assert desk.titles(view) == titles
    with reading(desk.path) as database:
        facets = facets_of(database, view)
    assert facets.total == len(titles)
    assert sum(count for _, count in facets.counts["source"]) == len(titles)


def test_facets_of_counts_each_value_most_first(desk: Desk) -> None:
    desk.write(
        event_at(0),
        event_at(1, source="Dock News"),
        event_at(2, enriched("Dutch", "Zo.", language="nl", classification=ABSTENTION, id="d")),
    )
    with reading(desk.path) as database:
        facets = facets_of(database, View())
    assert facets.counts["source"] == [("Example Post", 2), ("Dock News", 1)]
    assert facets.counts["language"] == [("en", 2), ("nl", 1)]
    assert facets.counts["abstained"] == [("", 2), ("low_confidence", 1)]
    assert facets.topics == [
        ("medtop:04000000", "economy, business and finance", False, 2),
        ("medtop:09000000", "labour", False, 2),
    ]


def test_after_gives_what_was_read_since_by_offset(desk: Desk) -> None:
    desk.write(event_at(0, title="First"), event_at(0, partition=1, id="b", title="Other"))
    with reading(desk.path) as database:
        seen = newest_offsets(database)
    assert written(seen) == "0:1,1:1"
    desk.write(event_at(1, title="Second"), event_at(2, title="Third"))
    with reading(desk.path) as database:
        newer = after(database, ALL, parse_offsets("0:1,1:1"), is_resuming=True)
        of_view = after(database, View(search="second"), seen)
        of_topic = after(database, View(topic=("medtop:09000000",), since=MOMENT + 2000), seen)
        of_none = after(database, View(topic=("medtop:01000000",)), seen)
        everything = after(database, ALL, {})
    assert [row.title for row in newer.rows] == ["Third", "Second"]
    assert (written(newer.offsets), newer.is_all, newer.has_gap) == ("0:3,1:1", True, False)
    assert [row.title for row in of_view.rows] == ["Second"]
    assert [row.title for row in of_topic.rows] == ["Third"]
    assert of_none.rows == []
    assert (len(everything.rows), everything.has_gap) == (4, False)


def all_after(desk: Desk, view: View, known: Mapping[int, int]) -> list[list[str]]:
    """Return the titles of each answer until there is no more."""
    answers, is_all = [], False
    while not is_all:
        with reading(desk.path) as database:
            newer = after(database, view, known)
        assert not newer.has_gap
        assert newer.offsets != known
        answers.append([row.title for row in newer.rows])
        known, is_all = newer.offsets, newer.is_all
    return answers


def test_after_gives_many_in_parts_each_once(desk: Desk) -> None:
    many = [event_at(n, partition=n % 3, id=f"a{n}", title=f"t{n}") for n in range(1000)]
    desk.write(*many)
    answers = all_after(desk, ALL, {0: 3})
    assert [len(answer) for answer in answers] == [399, 399, 201]
    assert sorted(chain.from_iterable(answers)) == sorted(f"t{n}" for n in range(1000) if n != 0)
    [*early, last] = all_after(desk, View(search="t999"), {})
    assert ([*chain.from_iterable(early)], last) == ([], ["t999"])


def test_after_says_once_that_what_was_deleted_is_missing(desk: Desk) -> None:
    desk.write(*(event_at(n, title=f"t{n}") for n in range(4)))
    desk.write(event_at(0, partition=1, id="b", title="Other"))
    prune(desk.connection, desk.writer, Bounds(1.0, 10**9), MOMENT / 1000 + 86_401.5)
    with reading(desk.path) as database:
        whole = after(database, ALL, {0: 2, 1: 1})
        first = after(database, ALL, {0: 1, 1: 1})
        then = after(database, ALL, first.offsets)
    assert ([row.title for row in whole.rows], whole.has_gap) == (["t3", "t2"], False)
    assert ([row.title for row in first.rows], first.has_gap) == (["t3", "t2"], True)
    assert (then.rows, then.has_gap) == ([], False)


def test_after_says_once_that_offsets_are_of_topics_that_are_gone(desk: Desk) -> None:
    desk.write(*(event_at(n, title=f"t{n}") for n in range(4)))
    known = {0: 4}
    desk.writer.forget("enriched", 0)
    desk.write(event_at(0, title="Again"))
    with reading(desk.path) as database:
        first = after(database, ALL, known)
        assert (first.rows, first.offsets, first.has_gap) == ([], {0: 1}, True)
    desk.write(event_at(1, title="Next"))
    with reading(desk.path) as database:
        then = after(database, ALL, first.offsets)
    assert ([row.title for row in then.rows], then.has_gap) == (["Next"], False)


def test_after_leaves_out_what_is_too_much_for_a_page_that_was_away(desk: Desk) -> None:
    desk.write(*(event_at(n) for n in range(MOST_BEHIND + 1)))
    with reading(desk.path) as database:
        away = after(database, ALL, {}, is_resuming=True)
        some = after(database, ALL, {0: 1}, is_resuming=True)
        there = after(database, ALL, {})
    assert (away.rows, away.offsets, away.is_all) == ([], {0: MOST_BEHIND + 1}, True)
    assert away.has_gap
    assert (some.offsets, some.has_gap) == ({0: 401}, False)
    assert (there.offsets, there.has_gap) == ({0: 400}, False)


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("", {}),
        ("0:1,1:20", {0: 1, 1: 20}),
        ("x", {}),
        ("0:-1,:,1:2:3,-1:4,²:1,5:6", {5: 6}),
        ("0:" + "9" * 30, {}),
    ],
)
def test_parse_offsets_leaves_out_what_it_does_not_know(text: str, offsets: object) -> None:
    assert parse_offsets(text) == offsets


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", ""),
        ("-a", ""),
        ("a b", '"a" AND "b"'),
        ('"a b" c', '"a b" AND "c"'),
        ("a -b", '"a" NOT "b"'),
        ("a OR b) NEAR(", '"a" AND "OR" AND "b)" AND "NEAR("'),
        ("abc* ab*", '"abc"* AND "ab"'),
        ('"open', '"open"'),
        ("title:x ^y", '"title:x" AND "^y"'),
    ],
)
def test_match_of_reads_what_people_type(desk: Desk, typed: str, query: str) -> None:
    assert match_of(typed) == query
    desk.titles(View(search=typed))


def test_store_dead_letters_and_whether_they_were_replayed(desk: Desk) -> None:
    foreign = SourceMessage("dead-letter", 0, 2, None, b"\xff", (), MOMENT)
    desk.write(letter_at(0), letter_at(1, Reason.NOT_JSON, b"{"), foreign, replay_of(0))
    rows = desk.connection.execute("SELECT * FROM letter ORDER BY n").fetchall()
    assert [row["reason"] for row in rows] == ["no_text", "not_json", "foreign"]
    assert [row["replayed_ms"] for row in rows] == [MOMENT + 5000, None, None]
    assert [row["article_id"] for row in rows] == ["x", None, None]
    desk.write(replay_of(0, removed=True), SourceMessage("replays", 0, 9, b"other/0/1", b"{}"))
    assert [r[0] for r in desk.connection.execute("SELECT replayed_ms FROM letter")] == [None] * 3


def test_prune_deletes_what_is_too_old(desk: Desk) -> None:
    desk.write(event_at(0, title="Old"), event_at(1, title="New"), letter_at(0), letter_at(1))
    now = MOMENT / 1000 + 86_400 + 0.5
    assert prune(desk.connection, desk.writer, Bounds(1.0, 10**9), now) == 2
    assert desk.titles() == ["New"]
    assert desk.titles(View(search="bank")) == ["New"]
    assert prune(desk.connection, desk.writer, Bounds(1.0, 10**9), now) == 0


def test_prune_keeps_the_file_within_its_size(desk: Desk) -> None:
    for offset in range(0, 3000, 500):
        desk.write(*(event_at(n, text=f"{n} " * 300) for n in range(offset, offset + 500)))
    desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    size = desk.path.stat().st_size
    deleted = prune(desk.connection, desk.writer, Bounds(10.0, size // 2), MOMENT / 1000)
    assert 0 < deleted < 3000
    assert len(desk.titles()) == 50
    desk.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert desk.path.stat().st_size <= size * 0.6


def test_open_store_keeps_what_is_there_and_replaces_what_is_not_of_this_version(
    tmp_path: Path,
) -> None:
    path = tmp_path / "folder" / "desk.sqlite"
    for _ in range(2):
        desk = Desk(path)
        if desk.is_new:
            desk.write(event_at(0, title="First"))
        assert desk.titles() == ["First"]
        desk.connection.close()
    assert not desk.is_new
    other, is_new = open_store(path, "another cluster")
    assert is_new
    other.execute("PRAGMA user_version = 99")
    other.close()
    again, is_new = open_store(path, "another cluster")
    assert is_new
    again.close()
    path.write_bytes(path.read_bytes()[:3000])
    damaged, is_new = open_store(path, "another cluster")
    assert is_new
    damaged.close()


def test_open_store_leaves_the_database_of_something_else_alone(tmp_path: Path) -> None:
    path = tmp_path / "books.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE book (title TEXT)")
    with pytest.raises(StoreError, match="is a database of something else"):
        open_store(path, "cluster")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM book").fetchone() == (0,)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(path / "below", "cluster")


def test_store_finds_articles_by_their_headers_and_no_others(desk: Desk) -> None:
    named = raw_event(0, event_at(0, title="Named").value, headers=(("trace", b"zz-91-crawler"),))
    desk.write(named, event_at(1, title="Other"))
    assert desk.titles(View(search="zz-91-crawler")) == ["Named"]
    assert desk.titles(View(search="zz-92-crawler")) == []
