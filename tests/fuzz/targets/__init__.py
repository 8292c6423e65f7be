"""All targets, by name. A new decoder, such as one of record batches, gets a file beside these."""

from tests.fuzz.target import Target
from tests.fuzz.targets import cleaning, decoding, headers, showing, splitting, taxonomies

TARGETS: dict[str, Target] = {
    target.name: target
    for module in (headers, decoding, cleaning, splitting, taxonomies, showing)
    for target in module.TARGETS
}
