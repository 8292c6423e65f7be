import re
from collections.abc import Sequence

import pytest

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.entities import EntityExtractor, EntityPolicy, FoundEntities
from newsdesk.enrichment.ports import EngineUnavailable, Mention, ModelInfo, Recognized
from newsdesk.schemas import Entity
from tests.support.fakes import Refusing, document

TEXT = "Yesterday Anna met Kofi in Accra. Nobody knows why."


class CapitalNames:
    """Takes words with a capital for names, surer of long ones; it reads four words."""

    def __init__(self, refusing: Refusing | None = None) -> None:
        self.info = ModelInfo("capitals", "1", "capitals-1")
        self.texts: list[str] = []
        self._refusing = refusing or Refusing()

    def recognize(self, texts: Sequence[str]) -> list[Recognized]:
        self._refusing.check(texts)
        self.texts.extend(texts)
        return [self._names(text) for text in texts]

    def _names(self, text: str) -> Recognized:
        found = list(re.finditer(r"[A-Z]\w+", text))
        mentions = tuple(Mention(m.start(), m.end(), "NAME", len(m[0]) / 10) for m in found)
        count = len(text.split())
        return Recognized(mentions, count, min(count, 4))


def test_names_are_published_with_their_places_in_the_text() -> None:
    (found,) = EntityExtractor(CapitalNames(), EntityPolicy()).extract([document(TEXT)])
    assert found.entities == (
        Entity(text="Yesterday", label="NAME", score=0.9, start=0, end=9),
        Entity(text="Accra", label="NAME", score=0.5, start=27, end=32),
        Entity(text="Nobody", label="NAME", score=0.6, start=34, end=40),
    )
    assert all(TEXT[e.start : e.end] == e.text for e in found.entities)


def test_names_that_the_model_is_not_sure_of_are_left_out() -> None:
    policy = EntityPolicy(threshold=0.55)
    (found,) = EntityExtractor(CapitalNames(), policy).extract([document(TEXT)])
    assert [entity.text for entity in found.entities] == ["Yesterday", "Nobody"]


def test_coverage_is_the_share_that_was_read() -> None:
    (found,) = EntityExtractor(CapitalNames(), EntityPolicy()).extract([document(TEXT)])
    assert found.covered_ratio == pytest.approx(4 / 9, abs=1e-4)


def test_the_title_is_not_read() -> None:
    recognizer = CapitalNames()
    EntityExtractor(recognizer, EntityPolicy()).extract([document(TEXT, "Anna in Accra")])
    assert recognizer.texts == [TEXT]


def test_a_document_in_a_language_that_is_not_read_has_no_names_and_no_coverage() -> None:
    recognizer = CapitalNames()
    extractor = EntityExtractor(recognizer, EntityPolicy(languages=frozenset({"en"})))
    french = document("Hier Anna a vu Kofi.", language="fr")
    found = extractor.extract([document(TEXT), french, document(TEXT)])
    assert found[1] == FoundEntities((), 0.0)
    assert found[0] == found[2] != found[1]
    assert recognizer.texts == [TEXT, TEXT]


def test_a_document_without_text_is_covered() -> None:
    empty = Document(None, "", "und", ())
    for policy in (EntityPolicy(), EntityPolicy(languages=frozenset({"en"}))):
        assert EntityExtractor(CapitalNames(), policy).extract([empty]) == [FoundEntities((), 1.0)]


def test_extractor_returns_nothing_for_no_documents() -> None:
    assert EntityExtractor(CapitalNames(), EntityPolicy()).extract([]) == []


def test_a_model_that_is_away_is_not_hidden() -> None:
    recognizer = CapitalNames(Refusing("Anna", EngineUnavailable("closed")))
    with pytest.raises(EngineUnavailable):
        EntityExtractor(recognizer, EntityPolicy()).extract([document(TEXT)])


def test_another_policy_is_another_model() -> None:
    policies = [
        EntityPolicy(),
        EntityPolicy(threshold=0.7),
        EntityPolicy(languages=frozenset({"en", "de"})),
        EntityPolicy(languages=frozenset({"de", "en"})),
    ]
    models = [EntityExtractor(CapitalNames(), policy).model for policy in policies]
    assert len({model.fingerprint for model in models}) == 3
    assert {(model.name, model.revision) for model in models} == {("capitals", "1")}
