"""The table of stages: what each command needs to know of a stage follows from its row."""

from newsdesk.chain import (
    CHAIN,
    FIRST,
    LAST,
    StageName,
    source_topics,
    stage_spec,
    topic_specs,
    topics_of,
)
from newsdesk.composition import Composition, route
from newsdesk.settings import TopicSettings, WorkerSettings

TOPICS = TopicSettings(
    articles="in", classified="mid", enriched="out", dead_letter="dead", embargoed="held"
)


def test_chain_has_a_row_and_a_part_of_the_composition_for_every_stage_name() -> None:
    assert [spec.name for spec in CHAIN] == list(StageName)
    assert all(hasattr(Composition, spec.name) for spec in CHAIN)


def test_chain_stages_read_what_the_stage_before_writes() -> None:
    assert [s.reads(TOPICS) for s in CHAIN[1:]] == [s.writes(TOPICS) for s in CHAIN[:-1]]
    assert (FIRST.reads(TOPICS), LAST.writes(TOPICS)) == ("in", "out")


def test_chain_names_a_consumer_group_per_stage() -> None:
    groups = [spec.group(WorkerSettings(group="desk")) for spec in CHAIN]
    assert groups == ["desk.classify", "desk.summarize"]


def test_chain_names_the_topics_of_the_stages_that_a_worker_runs() -> None:
    assert topics_of([StageName.CLASSIFY], TOPICS) == {"in", "mid", "dead", "held"}
    assert topics_of([StageName.SUMMARIZE], TOPICS) == {"mid", "out", "dead"}
    assert topics_of(StageName, TOPICS) == {"in", "mid", "out", "dead", "held"}
    assert source_topics(TOPICS) == ["in", "mid"]


def test_chain_creates_every_topic_that_a_stage_reads_or_writes() -> None:
    created = {spec.name for spec in topic_specs(TOPICS)}
    assert created == topics_of(StageName, TOPICS) | {TOPICS.replays}


def test_chain_gives_events_more_room_than_articles() -> None:
    sizes = {spec.name: spec.configs.get("max.message.bytes") for spec in topic_specs(TOPICS)}
    assert sizes["in"] == str(8 * 1024 * 1024)
    assert {sizes[name] for name in ("mid", "out", "dead", "held")} == {str(16 * 1024 * 1024)}


def test_route_follows_from_the_row() -> None:
    found = route(stage_spec(StageName.SUMMARIZE), TOPICS)
    assert (found.source_topic, found.sink_topic, found.dead_letter_topic) == ("mid", "out", "dead")
    assert (found.stage, found.event_type) == ("summarize", "newsdesk.article.enriched")
    assert found.embargoed_topic is None
    assert route(stage_spec(StageName.CLASSIFY), TOPICS).embargoed_topic == "held"
