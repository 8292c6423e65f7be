"""Fills the cache with what a worker would otherwise make at its start."""

from dataclasses import dataclass
from time import perf_counter

from newsdesk.composition import Composition
from newsdesk.engines import Arithmetic
from newsdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Preparation:
    """The arithmetic in use, how many files of each kind were made, and the seconds it all took."""

    arithmetic: Arithmetic
    measured: int
    fitted: int
    seconds: float


def prepare_cache(settings: Settings) -> Preparation:
    """Load all models once, as a worker does.

    Raises:
        ModelSourceError: if a model cannot be loaded.
        TaxonomyError: if the taxonomy's file cannot be used.
        CacheError: if something was made and cannot be kept.
    """
    started = perf_counter()
    composition = Composition(settings)
    composition.fingerprints()
    if problem := composition.cache_problem:
        raise problem
    return Preparation(
        composition.arithmetic,
        len(composition.measurements.written),
        len(composition.heads.written),
        perf_counter() - started,
    )
