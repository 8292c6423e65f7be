"""The events that newsdesk publishes: the classified and the enriched article."""

import re
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.schemas.article import Article
from newsdesk.schemas.publication import AlternativeId
from newsdesk.schemas.topic_names import LanguageTag

SCHEMA_VERSION: Final = "1.3"
"""A minor version only adds optional fields: readers of an earlier one leave them out."""

_MINOR_VERSION = re.compile(r"1\.([0-9]{1,4})")

Ratio = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]


def is_later_minor(version: object) -> bool:
    """Whether it is a minor version that is later than this one's own."""
    found = _MINOR_VERSION.fullmatch(version) if isinstance(version, str) else None
    return found is not None and int(found[1]) > int(SCHEMA_VERSION.partition(".")[2])


class Contract(BaseModel):
    """Base of all published records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class CleanArticle(Contract):
    """The article with its text cleaned. All offsets in an event count characters of `text`."""

    id: str = Field(description="The id that was sent, or a hash of url, title and text")
    url: str | None
    title: str | None
    text: str = Field(description="The cleaned text")
    source: str | None
    published_at: datetime | None
    extra: dict[str, Any] = Field(description="All other fields of the message, unchanged")
    status: Literal["usable", "embargoed"] = Field(
        "usable",
        description="`embargoed` if `usable_from` was still to come when this was published: do not"
        " show it before then",
    )
    usable_from: datetime | None = Field(
        None, description="The end of the publisher's embargo, also where it is over"
    )
    version: str | None = Field(None, description="The item's version, as the publisher counts")
    alternative_ids: tuple[AlternativeId, ...] = Field((), description="Further ids of the item")

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
            status="embargoed" if article.is_embargoed() else "usable",
            usable_from=article.usable_from,
            version=article.version,
            alternative_ids=article.alternative_ids,
        )


class Language(Contract):
    """The detected language: ISO 639-1, or `und` if there is too little text or none is known."""

    code: str
    confidence: Ratio = Field(description="Probability of the language")


class Cleaning(Contract):
    """Lines that cleaning removed from the text."""

    removed_lines: Count
    kinds: dict[str, Count] = Field(description="Removed lines by kind, such as `dateline`")


class Topic(Contract):
    """A topic the article is about. If topics are exclusive, the scores add up to at most 1."""

    id: str = Field(description="Id in the taxonomy", examples=["medtop:11000000"])
    label: str = Field(description="Name in the taxonomy")
    score: Ratio = Field(description="Probability")
    labels: dict[LanguageTag, str] = Field(
        default_factory=dict,
        description="Names in other languages, by their tags (BCP 47, in lower case): in the"
        " article's language where the taxonomy has it",
        examples=[{"de": "Politik"}],
    )


AbstentionReason = Literal[
    "too_little_text", "language_unknown", "language_not_read", "low_confidence"
]


class Abstention(Contract):
    """Why no topic was assigned."""

    reason: AbstentionReason = Field(
        description="`too_little_text`: fewer than 20 letters; `language_unknown`: enough text, but"
        " in no language that is known; `language_not_read`: a language that the model does not"
        " read; `low_confidence`: no topic is likely enough"
    )


class Classification(Contract):
    """The topics. `topics` is empty if and only if `abstained` gives a reason."""

    topics: tuple[Topic, ...] = Field(description="Best first")
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
    """A generated sentence that was removed because the article does not support it."""

    text: str
    unsupported: tuple[str, ...] = Field(
        description="The unsupported parts; empty if the sentence only depended on a removed one"
    )


class Faithfulness(Contract):
    """The result of checking a generated summary against the article."""

    withheld: tuple[WithheldSentence, ...] = Field(description="Sentences that were removed")
    replaced: bool = Field(
        description="Nothing of the generated summary was kept; the summary is extractive instead"
    )


class Summary(Contract):
    """The summary. `sentences` is empty if the text was generated, not extracted."""

    text: str
    method: Literal["extractive", "generated", "none"]
    sentences: tuple[SummarySentence, ...]
    faithfulness: Faithfulness | None = Field(
        None, description="Null unless a model wrote the summary"
    )


class Keyword(Contract):
    """A key phrase at its first mention: `article.text[start:end] == text`."""

    text: str
    score: Ratio = Field(description="Relative to the article's best phrase, which has 1")
    start: Count
    end: Count


class Entity(Contract):
    """A mention of a name: `article.text[start:end] == text`."""

    text: str
    label: str = Field(description="The model's own label, such as `PER`")
    score: Ratio
    start: Count
    end: Count


class Coverage(Contract):
    """How much of the text the models have read. The built-in models read all of it."""

    input_tokens: Count = Field(description="Tokens of the text")
    covered_ratio: Ratio = Field(
        description="Share that every model has read: minimum of `by_role`"
    )
    by_role: dict[str, Ratio] = Field(
        default_factory=dict, description="Share that each model has read"
    )


Role = Literal["classification", "summarization", "keywords", "entities"]


class ModelUse(Contract):
    """A model that was used for this event."""

    role: Role
    name: str
    revision: str = Field(description="Hash of the model's files, or the commit on the hub")
    fingerprint: str = Field(
        description="Hash of weights, taxonomy and the settings that shape the result"
    )


class StageTiming(Contract):
    """When a stage finished the article, and the micro-batch it was in."""

    finished_at: datetime
    batch_seconds: Annotated[float, Field(ge=0)] = Field(description="Duration of the micro-batch")
    batch_size: Annotated[int, Field(ge=1)] = Field(description="Articles in the micro-batch")


class ClassifiedArticle(Contract):
    """The event of the topic `articles.classified`."""

    schema_version: Literal["1.0", "1.1", "1.2", "1.3"] = SCHEMA_VERSION
    id: str = Field(description="The article's id")
    article: CleanArticle
    language: Language
    cleaning: Cleaning
    classification: Classification
    coverage: Coverage
    models: tuple[ModelUse, ...]
    fingerprint: str = Field(
        "", description="Hash of the models, taxonomy, settings and code that made this event"
    )
    timings: dict[str, StageTiming] = Field(description="By stage")


class EnrichedArticle(ClassifiedArticle):
    """The event of the topic `articles.enriched`."""

    summary: Summary
    keywords: tuple[Keyword, ...] = Field((), description="Best first")
    entities: tuple[Entity, ...] = Field(
        (), description="Empty unless `NEWSDESK_ENTITIES__MODEL` is set"
    )
