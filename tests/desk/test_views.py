"""Views that every desk has, and dead letters since a moment."""

import re
import time
from html import unescape
from pathlib import Path

import pytest
from pydantic import ValidationError

from newsdesk.desk.store.database import reading
from newsdesk.desk.store.letters import LetterFilter, groups_of, letters_of, open_letters
from newsdesk.desk.web.stream_page import built_in_views
from newsdesk.desk_settings import DeskSettings
from newsdesk.schemas import Coverage, EnrichedArticle
from tests.desk.messages import MOMENT, event_at, letter_at
from tests.desk.pages import Pages, run
from tests.support.enriched_events import ABSTENTION, enriched

DAY_MS = 86_400_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def view(name: str) -> str:
    return dict(built_in_views(time.time()))[name]


def test_abstained_has_what_has_no_topic_and_nothing_else(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, title="Rates"))
        assert "Nothing matches these filters" in await pages.get(view("Abstained"))
        pages.write(event_at(1, enriched("Storm", classification=ABSTENTION, id="b")))
        text = await pages.get(view("Abstained"))
        assert "Storm" in text
        assert "Rates" not in text

    run(path, look)


def test_low_coverage_has_what_was_read_in_part_the_least_read_first(path: Path) -> None:
    def read(share: float, title: str) -> EnrichedArticle:
        coverage = Coverage(input_tokens=10, covered_ratio=share)
        return enriched(title, id=title).model_copy(update={"coverage": coverage})

    async def look(pages: Pages) -> None:
        shares = {"Half": 0.5, "Entire": 1.0, "Tenth": 0.1}
        events = [read(share, title) for title, share in shares.items()]
        pages.write(*(event_at(n, event) for n, event in enumerate(events)))
        text = await pages.get(view("Low coverage"))
        assert text.index("Tenth") < text.index("Half")
        assert "Entire" not in text

    run(path, look)


def test_dead_letters_since_a_moment_are_those_of_then_or_later(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(letter_at(0), letter_at(10), letter_at(20))
        wanted = LetterFilter(since=MOMENT + 10_000)
        with reading(pages.path) as database:
            assert [each.offset for each in letters_of(database, wanted)] == [20, 10]
            assert [each.offset for each in open_letters(database, wanted)] == [10, 20]
            [group] = groups_of(database, MOMENT + 30_000, wanted.since)
            assert (group.count, group.open) == (2, 2)
            assert groups_of(database, MOMENT + 30_000, MOMENT + 20_001) == []
            [every] = groups_of(database, MOMENT + 30_000)
            assert every.count == 3

    run(path, look)


def test_dead_letters_of_today_keep_their_range_in_groups_pages_and_replays(path: Path) -> None:
    now_s = round(time.time() - MOMENT / 1000)

    async def look(pages: Pages) -> None:
        old, new = letter_at(now_s - 90_000), letter_at(now_s - 60, stage="summarize")
        pages.write(old, new)
        text = unescape(await pages.get(view("Dead letters, last 24 hours")))
        group = "/letters?reason=no_text&stage=summarize&source=articles&since="
        assert group in text
        assert "stage=classify" not in text
        [since] = re.findall(r'name="since" value="(\d+)"', text)
        plan = await pages.post("/replays/plan", all="1", since=since)
        assert "Replay 1 dead letter?" in plan
        assert "Replay 2 dead letters?" in await pages.post("/replays/plan", all="1")
        assert "No dead letters since then" in await pages.get(f"/letters?since={10**14}")
        for odd in ("", "x", "-1", "9" * 40):
            assert f"{old.offset}<" in await pages.get(f"/letters?since={odd}")

    run(path, look, allow_writes=True)


def test_shared_views_are_shown_to_all_readers_as_text(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        text = await pages.get("/")
        assert '<a href="/?language=de"><span dir="auto">&lt;b&gt;German</span></a>' in text

    run(path, look, views={"<b>German": "/?language=de"})


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x", ""]
)
def test_shared_views_lead_nowhere_else(address: str) -> None:
    with pytest.raises(ValidationError, match="no address such as"):
        DeskSettings(views={"x": address})
    assert DeskSettings(views={"x": "/?language=de"}).views == {"x": "/?language=de"}
