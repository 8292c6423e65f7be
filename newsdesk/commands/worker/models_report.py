"""The report of the models' process to its worker: the models' names, and what they have done."""

from newsdesk.agents import Activity, TextPool
from newsdesk.composition import Composition
from newsdesk.settings import Settings


def names_of(settings: Settings, composition: Composition) -> dict[str, str]:
    """Return the names of the models that are loaded, their arithmetic, and the taxonomy's hash.

    Nothing is loaded for it: what no stage of this process uses is left out.
    """
    used = vars(composition)
    engines = {
        "encoder": used.get("encoder"),
        "topics": used.get("topic_model"),
        "summaries": used.get("summary_model"),
        "entities": used.get("entity_model"),
    }
    names = {role: engine.info.name for role, engine in engines.items() if engine}
    if "taxonomy" in used:
        names["taxonomy"] = composition.taxonomy.fingerprint
    if "encoder_calibration" in used:
        names["dtype"] = composition.arithmetic.name
    return names


def activity_of(composition: Composition, pool: TextPool) -> Activity:
    """Return what was done since the process started."""
    reader = composition.used_reader
    counts = composition.batcher.counts if "encoder_calibration" in vars(composition) else None
    return Activity(
        tokens=counts.tokens if counts else 0,
        computed_tokens=counts.computed_tokens if counts else 0,
        read=reader.misses if reader else 0,
        cached=reader.hits if reader else 0,
        text_processes_ended=pool.ended,
    )
