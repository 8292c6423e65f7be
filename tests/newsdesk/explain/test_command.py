"""`newsdesk explain` with files, standard input, and articles whose events are in Kafka."""

import json
from pathlib import Path

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import encode
from tests.support.command_line import newsdesk
from tests.support.dead_letter_chain import make_chain
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import produce

RATES = {
    "id": "rates",
    "title": "Bank raises rates",
    "text": "The central bank raised interest rates on Thursday. The striker scored twice.",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "rates.json"
    file.write_text(json.dumps(RATES))
    return file


def test_explain_a_file_shows_topics_thresholds_and_votes(file: Path) -> None:
    done = newsdesk("explain", str(file))
    shown = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "Bank raises rates" in shown
    assert "assigned" in shown
    assert "The striker scored twice." in shown
    assert "0.30" in shown


def test_explain_json_agrees_with_itself(file: Path) -> None:
    done = newsdesk("explain", "--json", str(file))
    fields = json.loads(done.stdout)
    assert [topic["id"] for topic in fields["topics"]] == [
        each["id"] for each in fields["candidates"] if each["assigned"]
    ]
    first, second, title = fields["voters"]
    assert RATES["text"][first["start"] : first["end"]] == first["text"]
    assert second["votes"][0]["label"] == "sport"
    assert (title["text"], title["start"]) == ("Bank raises rates", None)
    assert [voter["weight"] for voter in fields["voters"]] == [1.0, 0.98, 1.5]
    for voter in fields["voters"]:
        assert sum(vote["share"] for vote in voter["votes"]) <= 1.001


def test_explain_an_article_in_kafka_by_its_id(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    for title in ("Old title", "Flood hits the town"):
        event = enriched(title, text="The river flooded the town. Houses were damaged.", id="é1")
        produce(kafka, chain.topics.enriched, [encode(event)])
    done = newsdesk("explain", "--json", "é1", kafka=kafka, environment=chain.environment)
    fields = json.loads(done.stdout)
    assert (fields["article"], fields["title"]) == ("é1", "Flood hits the town")
    missing = newsdesk("explain", "no-such-id", kafka=kafka, environment=chain.environment)
    assert missing.returncode == 1
    assert "neither a file of that name nor an event of it" in missing.stderr.decode()


def test_explain_what_has_no_text_is_named_and_the_others_are_explained(
    file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"id": "bad"}')
    done = newsdesk("explain", "--json", str(bad), str(file))
    assert done.returncode == 1
    assert "Not explained" in done.stderr.decode()
    assert json.loads(done.stdout)["article"] == "rates"


def test_explain_an_article_that_is_not_read_has_candidates_and_no_topic(tmp_path: Path) -> None:
    text = "Die Zentralbank hat am Donnerstag die Zinsen erhöht. Der Stürmer traf zweimal."
    file = tmp_path / "de.json"
    file.write_text(json.dumps({"id": "de", "text": text}))
    fields = json.loads(newsdesk("explain", "--json", str(file)).stdout)
    assert fields["abstained"] == "language_not_read"
    assert not any(each["assigned"] for each in fields["candidates"])
