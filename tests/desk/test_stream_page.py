"""The stream's page says which filters are on, how it searches, and what waits."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsdesk.desk.follow.state import Condition
from newsdesk.desk.pipeline.state import PipelineState
from tests.desk.looks import lag, look_of, stage_status
from tests.desk.messages import event_at
from tests.desk.pages import Pages, run
from tests.support.enriched_events import enriched


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def test_chips_have_the_labels_of_topics_and_other_values_as_they_are(path: Path) -> None:
    event = enriched()
    topic = event.classification.topics[0]

    async def look(pages: Pages) -> None:
        pages.write(event_at(0, event))
        for search in ("", "&search=nothing"):
            text = await pages.get(f"/?topic={topic.id}&topic=unknown&source=a_b{search}")
            assert f'aria-label="Remove the filter topic {topic.label}"' in text
            assert 'aria-label="Remove the filter topic unknown"' in text
            assert 'aria-label="Remove the filter source a_b"' in text
            assert f'"Remove the filter topic {topic.id}"' not in text

    run(path, look)


ALONE = stage_status("classify", lag(0, 20, 9.0), lag(1, 4, 1.0), members=())
BUSY = stage_status("summarize", lag(0, 1, 9.0))
SEND_SOME = "Send some with"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (look_of(ALONE), "24 articles wait, and no worker runs"),
        (look_of(BUSY), "1 article waits, and is being worked on"),
        (look_of(ALONE, BUSY), "25 articles wait, and no worker runs"),
        (look_of(), SEND_SOME),
        (PipelineState(Condition.STARTING, 0.0), SEND_SOME),
        (replace(look_of(ALONE), condition=Condition.AWAY), SEND_SOME),
    ],
)
def test_empty_stream_says_what_waits_where_that_is_known(
    path: Path, state: PipelineState, sentence: str
) -> None:
    async def look(pages: Pages) -> None:
        pages.look(state)
        text = await pages.get("/")
        assert sentence in text
        assert (SEND_SOME in text) is (sentence == SEND_SOME)
        pages.write(event_at(0))
        assert sentence not in await pages.get("/")

    run(path, look)


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ("search=x", "whole words", "filter away above"),
        ("source=x", "take one filter away above", "whole words;"),
        ("search=x&source=x", "a filter or the search away", "take one filter"),
        ("until=1", "Nothing matches these filters", "away above"),
    ],
)
def test_nothing_found_names_what_can_be_taken_away(
    path: Path, query: str, wanted: str, unwanted: str
) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        text = await pages.get(f"/?{query}")
        assert wanted in text
        assert unwanted not in text

    run(path, look)
