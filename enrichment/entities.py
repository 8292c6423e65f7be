"""The names in an article, found by a model."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import EntityRecognizer, ModelInfo, Recognized
from newsdesk.schemas import Entity


@dataclass(frozen=True, slots=True)
class EntityPolicy:
    """Which names are published: those with a probability of at least `threshold`.

    `languages` are those that the model reads (ISO 639-1); empty for any.
    """

    languages: frozenset[str] = frozenset()
    threshold: float = 0.5

    def __str__(self) -> str:
        return f"{','.join(sorted(self.languages))}/{self.threshold}"


@dataclass(frozen=True, slots=True)
class FoundEntities:
    """The names in an article's text, in order, and the share of the text that was read."""

    entities: tuple[Entity, ...]
    covered_ratio: float


class EntityExtractor:
    """Extracts names from documents with a model.

    Documents in languages outside the policy are not read.
    """

    def __init__(self, recognizer: EntityRecognizer, policy: EntityPolicy) -> None:
        self._recognizer = recognizer
        self._policy = policy

    @property
    def model(self) -> ModelInfo:
        """The model in use, under this policy."""
        return self._recognizer.info.shaped_by(str(self._policy))

    def model_of(self, language: str) -> ModelInfo:
        """Return the same: there is one model for all languages."""
        return self.model

    def extract(self, documents: Sequence[Document]) -> list[FoundEntities]:
        """Return each document's names, in order.

        Raises:
            EngineUnavailable: if the model cannot answer now.
        """
        read = [document for document in documents if self._reads(document)]
        recognized = iter(self._recognizer.recognize([document.text for document in read]))
        return [
            self._found(document, next(recognized)) if self._reads(document) else _unread(document)
            for document in documents
        ]

    def _reads(self, document: Document) -> bool:
        return not self._policy.languages or document.language in self._policy.languages

    def _found(self, document: Document, recognized: Recognized) -> FoundEntities:
        entities = tuple(
            Entity(
                text=document.text[mention.start : mention.end],
                label=mention.label,
                score=round(mention.score, 4),
                start=mention.start,
                end=mention.end,
            )
            for mention in recognized.mentions
            if mention.score >= self._policy.threshold
        )
        tokens, covered = recognized.input_tokens, recognized.covered_tokens
        return FoundEntities(entities, round(covered / tokens, 4) if tokens else 1.0)


def _unread(document: Document) -> FoundEntities:
    return FoundEntities((), 0.0 if document.text else 1.0)
