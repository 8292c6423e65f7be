"""All targets, by name."""

from tests.fuzz.target import Target
from tests.fuzz.targets import (
    batches,
    cleaning,
    decoding,
    headers,
    showing,
    splitting,
    taxonomies,
    traces,
)

TARGETS: dict[str, Target] = {
    target.name: target
    for module in (batches, headers, decoding, cleaning, splitting, taxonomies, showing, traces)
    for target in module.TARGETS
}
