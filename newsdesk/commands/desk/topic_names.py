"""The names of topics in other languages, built in and of the taxonomy that the settings name."""

from newsdesk.commands.desk.taxonomy_files import FOLDER, labels_of, loaded
from newsdesk.desk.json_values import object_of, text_of, texts_of
from newsdesk.settings import Settings

_BUILT_IN = FOLDER / "media_topics_names.yaml"


def topic_names(settings: Settings) -> dict[str, dict[str, str]]:
    """Return the names by language, by the id of each topic; the taxonomy's own come first.

    A file that cannot be read has none: the topics of events are known without it.
    """
    named = {str(topic): texts_of(names) for topic, names in object_of(loaded(_BUILT_IN)).items()}
    for label in labels_of(settings):
        if own := texts_of(label.get("labels")):
            topic = text_of(label.get("id"))
            named[topic] = named.get(topic, {}) | own
    return named
