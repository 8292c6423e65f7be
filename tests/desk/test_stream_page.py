"""What the stream's page says of its filters, of a search, and of articles that wait."""

from pathlib import Path

import pytest

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
