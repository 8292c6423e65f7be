"""Which topic is within which, by the taxonomy that the settings name."""

from newsdesk.commands.desk.taxonomy_files import labels_of
from newsdesk.desk.json_values import text_of
from newsdesk.settings import Settings


def broader_topics(settings: Settings) -> dict[str, str]:
    """Return the id of the broader topic by the id of each topic that has one.

    It is empty where the file cannot be read: the topics of events are known without it.
    """
    labels = labels_of(settings)
    pairs = ((text_of(label.get("id")), text_of(label.get("broader"))) for label in labels)
    return {topic: broader for topic, broader in pairs if topic and broader}
