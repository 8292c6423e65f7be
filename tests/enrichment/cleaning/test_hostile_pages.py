"""Pages that are made to be slow are read in seconds, and in time that grows with their length."""

import pytest

from newsdesk.enrichment.cleaning.pages.tree import Effort, effort_for, parse_page, size_of
from newsdesk.enrichment.document import Limits
from tests.support.hostile_pages import FAMILIES
from tests.support.page_times import page_times
from tests.support.shares import share_of

SECONDS = 10
EXPONENT = 1.3
BELOW_BOUNDS = 3.0
"""CPU seconds that what grows with the square may take until a bound is met."""


def test_clean_page_families_of_hostile_pages_are_many() -> None:
    assert len(FAMILIES) >= 240
    for name, page in FAMILIES.items():
        assert 20_000 <= len(page(30_000)) <= 40_000 or "nested" in name, name


def test_clean_page_no_short_page_takes_seconds() -> None:
    assert max(page_times(30_000, limit=2).values()) < 2


@pytest.mark.slow
def test_clean_page_no_family_takes_ten_seconds_or_grows_with_the_square() -> None:
    names = share_of(FAMILIES, 3)
    shorter, longer = page_times(150_000, SECONDS, names), page_times(600_000, SECONDS, names)
    assert max(longer.values()) < SECONDS
    assert not growing(shorter, longer)
    slow = share_of([name for name, seconds in longer.items() if seconds > SECONDS / 10], 3)
    longest = page_times(Limits().max_page - 100_000, 4 * SECONDS, slow)
    assert not growing(longer, longest)


def growing(shorter: dict[str, float], longer: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Return the families that grow too fast, of pages four times as long."""
    return {
        name: (shorter[name], seconds)
        for name, seconds in longer.items()
        if seconds > max(BELOW_BOUNDS, shorter[name] * 4**EXPONENT)
    }


@pytest.mark.slow
def test_clean_page_no_family_takes_long_just_below_a_bound() -> None:
    """A bound protects only if what is below it is fast: each family at the bounds' sizes."""
    for share in (4, 2):
        names = share_of(FAMILIES, 4, share)
        assert max(page_times(600_000 // share, SECONDS, names).values()) < SECONDS / 2


@pytest.mark.parametrize(
    ("name", "effort"),
    [
        ("p sentence", Effort.FULL),
        ("p distinct", Effort.FULL),
        ("p a", Effort.NONE),
        ("comments", Effort.FULL),
        ("nested 200 div", Effort.NONE),
        ("tr wide", Effort.NONE),
    ],
)
def test_effort_for_what_is_merely_long_is_read_in_full(name: str, effort: Effort) -> None:
    assert effort_for(size_of(parse_page(FAMILIES[name](600_000)))) is effort
