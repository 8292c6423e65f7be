"""The events that newsdesk publishes: the classified and the enriched article."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.schemas.article import Article

SCHEMA_VERSION: Final = "1.1"

Ratio = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]


class Contract(BaseModel):
    """Base of all published records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class CleanArticle(Contract):
    """The article with its text cleaned. All offsets in an event count characters of `text`."""

    id: str
    url: str | None
    title: str | None
    text: str
    source: str | None
    published_at: datetime | None
    extra: dict[str, Any] = Field(
        description="All fields of the message that newsdesk does not use"
    )

    @classmethod
    def of(cls, article: Article, title: str | None, text: str) -> "CleanArticle":
        """Return `article` with this title and cleaned text."""
        return cls(
            id=article.id,
            url=article.url,
            title=title,
            text=text,
            source=article.source,
            published_at=article.published_at,
            extra=article.extra,
        )


class Language(Contract):
    """The detected language: ISO 639-1, or `und` if there is too little text."""

    code: str
    confidence: Ratio


class Cleaning(Contract):
    """The number of lines removed by cleaning, in total and by kind."""

    removed_lines: Count
    kinds: dict[str, Count]


class Topic(Contract):
    """A topic the article is about. If topics are exclusive, the scores add up to at most 1."""

    id: str = Field(examples=["medtop:11000000"])
    label: str
    score: Ratio


class Abstention(Contract):
    """Why no topic is assigned."""

    reason: Literal["too_little_text", "language_not_read", "low_confidence"]


class Classification(Contract):
    """The topics, best first. If `topics` is empty, `abstained` gives the reason."""

    topics: tuple[Topic, ...]
    abstained: Abstention | None
    concepts: tuple[Topic, ...] = Field(
        (), description="The most specific well-supported concepts within the topics, best first"
    )


class SummarySentence(Contract):
    """A sentence of an extractive summary: `article.text[start:end] == text`."""

    text: str
    start: Count
    end: Count


class WithheldSentence(Contract):
    """A generated sentence that was removed, and the parts that the article does not support.

    `unsupported` is empty if the sentence was removed only because it refers to a removed one.
    """

    text: str
    unsupported: tuple[str, ...]


class Faithfulness(Contract):
    """The result of checking a generated summary against the article.

    With `replaced`, nothing of it could be kept, and the summary is extractive instead.
    """

    withheld: tuple[WithheldSentence, ...]
    replaced: bool


class Summary(Contract):
    """The summary. `sentences` is empty if the text was generated, not extracted."""

    text: str
    method: Literal["extractive", "generated", "none"]
    sentences: tuple[SummarySentence, ...]
    faithfulness: Faithfulness | None = Field(
        None, description="Null if no model generated a summary"
    )


class Keyword(Contract):
    """A phrase central to the article: `article.text[start:end] == text` is its first mention.

    `score` is relative to the article's best phrase, which has 1.
    """

    text: str
    score: Ratio
    start: Count
    end: Count


class Entity(Contract):
    """A mention of a name: `article.text[start:end] == text`; `label` is the model's own."""

    text: str
    label: str
    score: Ratio
    start: Count
    end: Count


class Coverage(Contract):
    """The tokens of the text, and the share of them that the models have read.

    `covered_ratio` is the minimum of `by_role`.
    """

    input_tokens: Count
    covered_ratio: Ratio
    by_role: dict[str, Ratio] = Field(default_factory=dict)


Role = Literal["classification", "summarization", "keywords", "entities"]


class ModelUse(Contract):
    """A model that was used, and its role."""

    role: Role
    name: str
    revision: str
    fingerprint: str = Field(description="Hash of weights, taxonomy and settings")


class StageTiming(Contract):
    """When a stage finished, and the duration and the size of its micro-batch."""

    finished_at: datetime
    batch_seconds: Annotated[float, Field(ge=0)]
    batch_size: Annotated[int, Field(ge=1)]


class ClassifiedArticle(Contract):
    """The event of the topic `articles.classified`."""

    schema_version: Literal["1.0", "1.1"] = SCHEMA_VERSION
    id: str
    article: CleanArticle
    language: Language
    cleaning: Cleaning
    classification: Classification
    coverage: Coverage
    models: tuple[ModelUse, ...]
    fingerprint: str = Field(
        "", description="Hash of the models, taxonomy, settings and code that made this event"
    )
    timings: dict[str, StageTiming]


class EnrichedArticle(ClassifiedArticle):
    """The event of the topic `articles.enriched`."""

    summary: Summary
    keywords: tuple[Keyword, ...] = ()
    entities: tuple[Entity, ...] = Field((), description="Empty unless a model for them is set")
