"""Articles that match, counted and in order, against the same found row by row."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsdesk.desk.store.blocks import BLOCK
from newsdesk.desk.store.database import open_store, reading
from newsdesk.desk.store.pruning import Bounds, prune
from newsdesk.desk.store.stream import Facets, StreamRow, page_and_facets
from newsdesk.desk.store.view import ORDERS, View
from newsdesk.desk.store.writing import Writer
from newsdesk.schemas import SourceMessage
from tests.desk.messages import MOMENT, TOPICS, raw_event

SOURCES, LANGUAGES, WORDS = ("A", "B", "C", ""), ("en", "nl"), ("rain", "sun", "ice")
TOPIC_IDS = ("t1", "t2", "t3", "t4")
IDS = 900


@dataclass(frozen=True)
class Known:
    """An article as the test wrote it."""

    n: int
    id: str
    time: int
    source: str
    language: str
    words: frozenset[str]
    topics: frozenset[str]
    coverage: float

    def is_in(self, view: View) -> bool:
        return (
            (not view.source or self.source in view.source)
            and (not view.language or self.language in view.language)
            and (not view.topic or bool(self.topics & {*view.topic}))
            and (view.is_partial is None or (self.coverage < 1) is view.is_partial)
            and (view.since is None or self.time >= view.since)
            and (view.until is None or self.time < view.until)
            and (not view.search or view.search in self.words)
        )


class Written:
    """A database with random articles, and what of them is shown."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path, self.chance = path, chance
        self.connection, _ = open_store(path, "cluster")
        self.writer = Writer(self.connection, TOPICS)
        self.shown: dict[str, Known] = {}
        self.number = 0

    def write(self, count: int) -> None:
        messages = [self._event() for _ in range(count)]
        self.writer.write(messages, {})

    def withdraw(self, count: int) -> None:
        for name in self.chance.sample(sorted(self.shown), count):
            del self.shown[name]
            gone = SourceMessage("enriched", 1, self.number, name.encode(), None, (), MOMENT)
            self.number += 1
            self.writer.write([gone], {})

    def prune(self, before: int) -> None:
        prune(self.connection, self.writer, Bounds(1.0, 10**12), before / 1000 + 86_400)
        self.shown = {a.id: a for a in self.shown.values() if a.time >= before}

    def _event(self) -> SourceMessage:
        pick, self.number = self.chance, self.number + 1
        known = Known(
            n=self.number,
            id=f"a{pick.randrange(IDS)}",
            time=MOMENT + self.number * 1000 + pick.choice((0, 0, 0, -90_000)),
            source=pick.choice(SOURCES),
            language=pick.choice(LANGUAGES),
            words=frozenset(pick.sample(WORDS, pick.randrange(3))),
            topics=frozenset(pick.sample(TOPIC_IDS, pick.randrange(4))),
            coverage=pick.choice((1.0, 1.0, 0.5, 0.25)),
        )
        self.shown[known.id] = known
        return message_of(known)


def message_of(known: Known) -> SourceMessage:
    value = {
        "id": known.id,
        "article": {
            "id": known.id,
            "title": str(known.n),
            "text": " ".join(sorted(known.words)),
            "source": known.source,
        },
        "language": {"code": known.language},
        "classification": {"topics": [{"id": topic} for topic in sorted(known.topics)]},
        "coverage": {"covered_ratio": known.coverage},
    }
    message = raw_event(known.n, value, known.id.encode())
    return SourceMessage(
        "enriched", 0, known.n, message.key, message.value, message.headers, known.time
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """Articles of several blocks, some replaced, withdrawn or deleted for their age."""
    written = Written(tmp_path_factory.mktemp("desk") / "desk.sqlite", random.Random(5))
    with closing(written.connection):
        for _ in range(6):
            written.write(500)
            written.withdraw(20)
        written.prune(MOMENT + 1_700_000)
        written.write(300)
        yield written


VIEWS = [
    View(),
    View(source=("A",)),
    View(source=("A", ""), language=("nl",)),
    View(source=("nobody",)),
    View(topic=("t1", "t2")),
    View(topic=("t3",), source=("B",), search="rain"),
    View(topic=("none",)),
    View(is_partial=True),
    View(is_partial=False, topic=("t4",)),
    View(since=MOMENT + 2_000_000),
    View(since=MOMENT + 2_000_000, until=MOMENT + 2_500_000, search="sun"),
    View(search="ice"),
    View(search="hail"),
]


@pytest.mark.parametrize("view", VIEWS, ids=repr)
def test_facets_count_all_that_matches_exactly(written: Written, view: View) -> None:
    found = [known for known in written.shown.values() if known.is_in(view)]
    facets = looked_at(written.path, view)[1]
    assert facets.total == len(found)
    assert facets.partial == sum(known.coverage < 1 for known in found)
    assert dict(facets.counts["source"]) == Counter(known.source for known in found)
    assert dict(facets.counts["language"]) == Counter(known.language for known in found)
    counted = {topic: number for topic, _, _, number in facets.topics}
    assert counted == Counter(topic for known in found for topic in known.topics)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("view", [View(), View(search="rain"), View(source=("A",))], ids=repr)
def test_page_has_the_order_of_the_view(written: Written, view: View, order: str) -> None:
    found = [known for known in written.shown.values() if known.is_in(view)]
    found.sort(key=lambda known: (known.time, known.n), reverse=order != "oldest")
    if order == "coverage":
        found.sort(key=lambda known: known.coverage)
    ordered = View(search=view.search, source=view.source, order=order)
    titles = [row.title for row in looked_at(written.path, ordered)[0]]
    assert titles == [str(known.n) for known in found[100:180]]


def looked_at(path: Path, view: View) -> tuple[Sequence[StreamRow], Facets]:
    with reading(path) as database:
        return page_and_facets(database, view, 80, 100)


def test_blocks_of_what_was_deleted_are_deleted(written: Written) -> None:
    (first,) = written.connection.execute("SELECT min(n) FROM article").fetchone()
    (block,) = written.connection.execute("SELECT min(block) FROM column_block").fetchone()
    assert block == first // BLOCK > 0


def test_blocks_are_as_they_were_where_a_transaction_fails(tmp_path: Path) -> None:
    written = Written(tmp_path / "desk.sqlite", random.Random(6))
    with closing(written.connection):
        written.write(10)
        before = looked_at(written.path, View())[1]
        with pytest.raises(ZeroDivisionError), written.writer.transaction():
            written.writer.prune([1, 2, 3])
            raise ZeroDivisionError
        assert looked_at(written.path, View())[1] == before
        written.write(1)
        assert looked_at(written.path, View())[1].total == len(written.shown)


def test_matches_of_an_empty_desk(tmp_path: Path) -> None:
    connection, _ = open_store(tmp_path / "desk.sqlite", "cluster")
    with closing(connection):
        for view in VIEWS:
            rows, facets = looked_at(tmp_path / "desk.sqlite", view)
            assert (rows, facets.total, facets.topics) == ([], 0, [])
