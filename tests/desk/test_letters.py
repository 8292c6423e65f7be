"""Dead letters in the desk's database and on its pages, without Kafka."""

import re
from pathlib import Path

import pytest

from newsdesk.client.dead_letters.replay_message import OF
from newsdesk.client.dead_letters.stored import Place
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.letters import (
    Became,
    LetterFilter,
    became,
    groups_of,
    letters_of,
    open_letters,
)
from newsdesk.schemas import Reason, SourceMessage
from tests.desk.messages import MOMENT, event_at, letter_at, replay_of
from tests.desk.pages import Pages, run

HOUR = 3600
FOREIGN = SourceMessage("dead-letter", 0, 999, None, b"what is this?", (), MOMENT)


def test_groups_have_a_trend_of_the_last_day(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(letter_at(0), letter_at(1), letter_at(2 * HOUR), letter_at(30 * HOUR))
        with reading(pages.path) as database:
            [group] = groups_of(database, MOMENT + 3 * HOUR * 1000)
            [later] = groups_of(database, MOMENT + 100 * HOUR * 1000)
        assert group.trend == (0,) * 20 + (0, 2, 0, 1)
        assert (group.count, sum(later.trend)) == (4, 0)

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


def test_filter_takes_letters_of_its_reason_stage_and_topic(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(
            letter_at(0),
            letter_at(1, Reason.NOT_JSON),
            letter_at(2, stage="summarize", topic="classified"),
            FOREIGN,
        )
        for wanted, offsets in (
            (LetterFilter(), [999, 2, 1, 0]),
            (LetterFilter(reason="no_text"), [2, 0]),
            (LetterFilter(reason="no_text", stage="classify"), [0]),
            (LetterFilter(source="classified"), [2]),
            (LetterFilter(reason="' OR 1 --"), []),
        ):
            with reading(pages.path) as database:
                found = [letter.offset for letter in letters_of(database, wanted)]
            assert sorted(found) == sorted(offsets), wanted

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


def test_open_letters_are_those_that_newsdesk_wrote_and_nobody_replayed(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(letter_at(0), letter_at(1), FOREIGN, replay_of(1))
        with reading(pages.path) as database:
            assert [letter.offset for letter in open_letters(database, LetterFilter())] == [0]

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


def test_became_is_the_event_or_the_newest_dead_letter_of_a_replay(tmp_path: Path) -> None:
    event = event_at(5)
    of = ((OF, b"dead-letter/0/0"),)
    replayed = SourceMessage("enriched", 2, 5, event.key, event.value, of, MOMENT)
    again = letter_at(7, headers=((OF, b"dead-letter/0/1"),))
    other = letter_at(8, headers=((OF, b"another.topic/0/2"),))

    async def look(pages: Pages) -> None:
        pages.write(letter_at(0), letter_at(1), letter_at(2), replayed, again, other)
        with reading(pages.path) as database:
            found = became(database, [Place(0, n) for n in range(3)])
        assert found == {"0:0": Became(2, 5, None), "0:1": Became(0, 7, "no_text")}

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


def test_plan_names_the_number_and_sends_nothing(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(*(letter_at(n) for n in range(150)), FOREIGN, replay_of(3))
        some = await pages.post("/replays/plan", place=["0:1", "0:2", "0:3", "0:999", "9:9", "x"])
        assert "Replay 2 dead letters?" in some
        assert "2 of those that were chosen cannot be sent back" in some
        assert 'value="0:1,0:2"' in some
        assert "to confirm" not in some
        everything = await pages.post("/replays/plan", all="1", reason="no_text")
        assert "Replay 149 dead letters?" in everything
        assert "Type 149 to confirm" in everything
        none = await pages.post("/replays/plan", all="1", reason="not_json")
        assert "None of them can be replayed" in none

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


@pytest.mark.parametrize("typed", ["", "119", "121", "all", "\uff19"])
def test_start_of_many_needs_their_number(tmp_path: Path, typed: str) -> None:
    places = ",".join(f"0:{n}" for n in range(120))

    async def look(pages: Pages) -> None:
        pages.write(*(letter_at(n) for n in range(120)))
        text = await pages.post("/replays", 422, places=places, typed=typed)
        assert "Type 120 to confirm: so many dead letters would be sent." in text
        await pages.get("/replays/1", 404)

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


def test_a_letter_of_a_topic_that_no_stage_reads_is_not_planned(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(letter_at(0, topic="elsewhere"))
        assert "None of them can be replayed" in await pages.post("/replays/plan", place="0:0")

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


def test_a_desk_that_only_reads_offers_no_replay(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(letter_at(0))
        text = await pages.get("/letters")
        assert '<form action="/replays/plan" method="post">' not in text
        assert "checkbox" not in text
        assert "--allow-writes" in text
        await pages.post("/replays/plan", 403, place="0:0")
        await pages.post("/replays", 403, places="0:0")

    run(tmp_path / "desk.sqlite", look)


def test_letters_of_one_reason_have_pages(tmp_path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(*(letter_at(n) for n in range(130)))
        seen: list[str] = []
        for number in (1, 2, 3):
            text = await pages.get(f"/letters?reason=no_text&page={number}")
            seen += re.findall(r'href="/letters/0/(\d+)"', text)
            assert ('rel="next"' in text) is (number < 3)
        assert sorted(map(int, seen)) == [*range(130)]

    run(tmp_path / "desk.sqlite", look, allow_writes=True)


def test_letter_whose_message_kafka_does_not_give_shows_what_the_desk_knows(
    tmp_path: Path,
) -> None:
    async def look(pages: Pages) -> None:
        pages.write(letter_at(0))
        text = await pages.get("/letters/0/0")
        assert "The message itself cannot be shown" in text
        assert "no text" in text
        assert "cannot be read" in await pages.get("/letters/0/1", 502)

    run(tmp_path / "desk.sqlite", look, allow_writes=True)
