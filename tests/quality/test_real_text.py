"""Texts as newsrooms receive them: what must come out, and what must stay.

`python -m bench.real_text KIND` shows what is wrong.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from bench.real_text.__main__ import FOLDER, PAGE, Score, markdown, score
from bench.real_text.case import MIN_CASES, load_kinds
from newsdesk.composition import Composition
from newsdesk.settings import Settings

KINDS = {kind.name: kind for kind in load_kinds(FOLDER)}


@pytest.fixture(scope="module")
def composition() -> Iterator[Composition]:
    composition = Composition(Settings())
    yield composition
    composition.encoder.close()


@pytest.mark.models
@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_comes_out_right(name: str, composition: Composition) -> None:
    assert score(composition, KINDS[name]).faults == {}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_has_neighbours_that_must_stay(name: str) -> None:
    cases = KINDS[name].cases
    assert len(cases) >= MIN_CASES
    assert sum(case.stays for case in cases) >= len(cases) // 2
    assert [n for n, count in Counter(case.name for case in cases).items() if count > 1] == []


def test_the_table_in_the_documents_is_of_these_kinds() -> None:
    scores = [Score(kind, {}) for kind in KINDS.values()]
    assert markdown(scores) in PAGE.read_text(encoding="utf-8")
