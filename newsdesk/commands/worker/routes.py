"""Which topics each stage reads and writes."""

from importlib.metadata import version

from newsdesk.agents import Route
from newsdesk.commands.worker.stages import StageName
from newsdesk.settings import TopicSettings


def route(topics: TopicSettings, stage: StageName) -> Route:
    """Return the route of `stage`."""
    source, sink, event = {
        StageName.CLASSIFY: (topics.articles, topics.classified, "classified"),
        StageName.SUMMARIZE: (topics.classified, topics.enriched, "enriched"),
    }[stage]
    return Route(
        stage=stage.value,
        source_topic=source,
        sink_topic=sink,
        dead_letter_topic=topics.dead_letter,
        event_type=f"newsdesk.article.{event}",
        version=version("newsdesk"),
    )
