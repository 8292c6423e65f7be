"""All settings, in one place: environment variables with the prefix NEWSDESK_.

A setting within a section is written with two underscores: NEWSDESK_KAFKA__BOOTSTRAP_SERVERS.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path, user_state_path
from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from newsdesk.desk_settings import DeskSettings
from newsdesk.enrichment.pinned_files import MULTILINGUAL_WEIGHTS
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.schemas.topic_names import LanguageTag
from newsdesk.section import Section
from newsdesk.variables import (
    ADVICE,
    PREFIX,
    explain,
    unknown_variables,
    unreadable_variables,
)


class SettingsError(NewsdeskError):
    """Raised when settings cannot be used; `problems` has a line for each of them."""

    is_laid_out = True

    def __init__(self, problems: Sequence[str], advice: str) -> None:
        super().__init__("\n".join(problems), advice)
        self.problems = tuple(problems)


_MAX_KAFKA_SECONDS = 2_147_483
"""Kafka counts milliseconds with 32 bits."""


class TopicSettings(Section):
    """The topics of the chain. All but `replays` have the same number of partitions."""

    articles: str = Field("articles", description="Topic of the articles to enrich")
    classified: str = Field("articles.classified", description="Topic between the two stages")
    enriched: str = Field("articles.enriched", description="Topic of the enriched articles")
    dead_letter: str = Field("articles.dead-letter", description="Topic of the dead letters")
    embargoed: str = Field(
        "articles.embargoed",
        description="Compacted topic that holds articles back until their embargo ends",
    )
    replays: str = Field(
        "articles.dead-letter.replays",
        description="Compacted topic that records which dead letters have been replayed",
    )
    partitions: int = Field(
        4,
        ge=1,
        description="Partitions of each topic when it is created; the topic of replays has one",
    )
    replication_factor: int = Field(
        1, ge=1, description="Replicas of each topic when it is created"
    )
    min_insync_replicas: int | None = Field(
        None,
        ge=1,
        description="Replicas that must have a message before it counts as written"
        " (`min.insync.replicas`), of each topic when it is created: at most the replication"
        " factor; unset: as the brokers have it",
    )

    @model_validator(mode="after")
    def _has_enough_replicas(self) -> "TopicSettings":
        if (self.min_insync_replicas or 1) > self.replication_factor:
            raise ValueError(
                f"min_insync_replicas is {self.min_insync_replicas}, over replication_factor,"
                f" which is {self.replication_factor}"
            )
        return self


class WorkerSettings(Section):
    """How a worker's stages read messages, and how long they wait."""

    group: str = Field(
        "newsdesk",
        description="Prefix of the consumer groups' names: `newsdesk.classify`",
    )
    max_batch: int = Field(
        32,
        ge=1,
        description="Maximum messages in a micro-batch. It grows up to 128 while a micro-batch"
        " takes less than 0.25 s, and shrinks when one takes more than 15 s",
    )
    max_batch_bytes: int = Field(
        1024 * 1024,
        ge=1,
        description="Maximum bytes of a micro-batch that has more than one message",
    )
    max_attempts: int = Field(
        3,
        ge=1,
        description="How often models may crash or hang on a single article, or memory not suffice"
        " for it, before it is rejected",
    )
    max_rejected_in_a_row: int = Field(
        500,
        ge=0,
        description="Articles in a row on which enrichment fails after which a stage stops; `0`:"
        " never. Messages that are unfit, such as `not_json` or `no_text`, do not count",
    )
    hang_seconds: float = Field(
        120.0,
        gt=0,
        description="Seconds without a sign of life after which the models' process is replaced;"
        " models get one more for every thousand characters that they read",
    )
    session_timeout: float = Field(
        6.0,
        ge=6,
        le=_MAX_KAFKA_SECONDS,
        description="Seconds until a dead worker's partitions go to another worker",
    )
    max_poll_interval: float = Field(
        24 * 3600.0,
        gt=0,
        le=_MAX_KAFKA_SECONDS,
        description="Maximum seconds between two polls of a busy worker",
    )
    drain: float = Field(
        30.0, ge=0, description="Seconds to finish micro-batches in flight after SIGTERM"
    )
    stall_seconds: float = Field(
        120.0,
        gt=0,
        description="Seconds without progress, while articles wait, after which a stage counts"
        " as stalled",
    )
    health_host: str = Field(
        "127.0.0.1",
        description="Address of `/live`, `/ready` and `/metrics`; in a container `0.0.0.0`",
    )
    health_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port of `/live`, `/ready` and `/metrics`; unset: no server",
    )
    state_folder: Path = Field(
        default_factory=lambda: user_state_path("newsdesk") / "worker",
        description="Folder for Faust's own files",
    )


class InferenceSettings(Section):
    """The arithmetic of all models, and the cores they use."""

    dtype: Literal["auto", "float32", "bfloat16", "int8"] = Field(
        "auto",
        description="Arithmetic of the models. `auto` takes what a short measurement finds"
        " fastest on this CPU: `float32`, `bfloat16` or, for the built-in encoder where there is"
        " AVX512-VNNI, `int8`",
    )
    threads: int | None = Field(
        None, ge=1, description="Compute threads of all lanes together; unset: one per core"
    )
    lanes: int | None = Field(
        None, ge=1, description="Batches computed in parallel; unset: as measured"
    )


class CacheSettings(Section):
    """Files that take long to make, and are kept for the next start."""

    folder: Path = Field(
        default_factory=lambda: user_cache_path("newsdesk"),
        description="Folder for fitted heads, for what this CPU computes fastest in, and for the"
        " model that `newsdesk models fetch` fetches; `newsdesk models prepare` fills it",
    )

    @property
    def heads(self) -> Path:
        """The folder of fitted heads."""
        return self.folder / "heads"

    @property
    def arithmetic(self) -> Path:
        """The folder of the measurements of CPUs."""
        return self.folder / "arithmetic"

    @property
    def multilingual(self) -> Path:
        """The folder of the encoder for many languages, where it was fetched."""
        return self.folder / "multilingual-e5-small"

    @property
    def has_multilingual(self) -> bool:
        """Whether that encoder was fetched; a fetch moves its files there when they are whole."""
        return (self.multilingual / MULTILINGUAL_WEIGHTS.name).is_file()


class EncoderSettings(Section):
    """The models that read sentences, for topics, extractive summaries and keywords."""

    model: str | None = Field(
        None,
        description="Sentence encoder: a folder, or `owner/name@commit`; unset: all-MiniLM-L6-v2",
    )
    multilingual: bool = Field(
        True,
        description="Whether articles in other languages than English are read by a second encoder,"
        " where `newsdesk models fetch multilingual` has fetched it and `MODEL` is unset; it takes"
        " up to 300 MiB of memory",
    )
    prefix: str | None = Field(
        None,
        description="Text put before every input, such as `query: `;"
        " unset: what the model's files say",
    )


class ClassifierSettings(Section):
    """Topics. Without `model`, the encoder and a taxonomy decide."""

    model: str | None = Field(
        None,
        description="Model for text classification or entailment: a folder, or"
        " `owner/name@commit`; unset: the encoder and the taxonomy decide",
    )
    taxonomy: Path | None = Field(
        None, description="Taxonomy file; unset: IPTC Media Topics, two levels"
    )
    languages: tuple[str, ...] | None = Field(
        None,
        description="Languages that get topics (ISO 639-1); `[]`: all; unset: English, and those"
        " that the second encoder was trained to read, where it is in use",
    )
    threshold: float = Field(0.3, ge=0, le=1, description="Minimum score of the best topic")
    further_threshold: float = Field(
        0.25, ge=0, le=1, description="Minimum score of topics after the first"
    )
    concept_threshold: float = Field(
        0.3, ge=0, le=1, description="Minimum score of a concept within a topic"
    )
    max_topics: int = Field(3, ge=1, description="Maximum topics per article")
    label_languages: tuple[LanguageTag | Literal["*"], ...] = Field(
        (),
        description="Languages in which topics are named beside the taxonomy's own and the"
        ' article\'s (BCP 47, in lower case), such as `["de", "pt-br"]`; `["*"]`: all that the'
        " taxonomy has",
    )
    multi_label: bool = Field(
        False, description="Whether an entailment model judges each label independently"
    )
    hypothesis: str = Field(
        "This news article is about {}.",
        pattern=r"^[^{}]*\{\}[^{}]*$",
        description="Hypothesis for an entailment model, with `{}` for the label",
    )
    label_topics: dict[str, str] = Field(
        default_factory=dict,
        description="Maps the model's labels to ids of the taxonomy:"
        ' `{"Sports": "medtop:15000000"}`',
    )


class SummarizerSettings(Section):
    """Summaries. Without `model`, the article's own sentences are taken."""

    model: str | None = Field(
        None,
        description="Sequence-to-sequence model: a folder, or `owner/name@commit`;"
        " unset: the article's own sentences",
    )
    sentences: int = Field(3, ge=1, description="Maximum sentences of an extractive summary")
    max_words: int | None = Field(
        None, ge=1, description="Maximum words of an extractive summary; unset: no limit"
    )
    ratio: float = Field(
        0.5,
        gt=0,
        le=1,
        description="Maximum share of the article's sentences in an extractive summary;"
        " one sentence is always allowed",
    )
    max_new_tokens: int = Field(128, ge=8, description="Maximum tokens of a generated summary")
    min_new_tokens: int = Field(0, ge=0, description="Minimum tokens of a generated summary")
    num_beams: int = Field(1, ge=1, description="Beams of a generated summary; `1`: greedy")
    length_penalty: float = Field(1.0, description="With beams: above 0 favours longer summaries")
    early_stopping: bool = Field(
        False, description="With beams: stop as soon as enough candidates are complete"
    )
    no_repeat_ngram_size: int = Field(
        3,
        ge=0,
        description="Length of the phrases that a generated summary may not repeat; `0`: no limit",
    )
    repetition_penalty: float = Field(
        1.0, gt=0, description="Above 1 discourages words that the summary already has"
    )
    prefix: str | None = Field(
        None,
        description="Text put before every input, such as `summarize: `;"
        " unset: what the model's config says",
    )

    @model_validator(mode="after")
    def _has_room(self) -> "SummarizerSettings":
        if self.min_new_tokens > self.max_new_tokens:
            raise ValueError(
                f"min_new_tokens is {self.min_new_tokens}, over max_new_tokens, "
                f"which is {self.max_new_tokens}"
            )
        return self


class KeywordSettings(Section):
    """Keywords, from the encoder's vectors."""

    count: int = Field(10, ge=0, description="Maximum keywords per article; `0`: none")


class EntitySettings(Section):
    """Names of people, places and organisations, found where a model is set."""

    model: str | None = Field(
        None,
        description="Token-classification model: a folder, or `owner/name@commit`;"
        " unset: no entities",
    )
    languages: tuple[str, ...] = Field(
        (), description="Languages in which names are looked for (ISO 639-1); `[]`: all"
    )
    threshold: float = Field(0.5, ge=0, le=1, description="Minimum score of an entity")
    aggregation: Literal["first", "average"] = Field(
        "first",
        description="Which pieces decide a word's label: the `first`, or the `average` of all",
    )


class EmbargoSettings(Section):
    """Articles that their publisher has put under embargo."""

    hold: bool = Field(
        True,
        description="Whether an article is held back until its embargo ends. `false`: it is"
        " published at once, with the status `embargoed` and its `usable_from`",
    )


class LimitSettings(Section):
    """Limits of what is accepted."""

    max_characters: int = Field(
        600_000,
        ge=1,
        description="Maximum characters of an article's text. A page may have four times as many,"
        " and at least 2,400,000, without scripts, styles, comments and embedded images",
    )
    seconds: float = Field(
        10.0,
        gt=0,
        description="Maximum CPU seconds for each step of the work on an article's text that needs"
        " no model, such as cleaning it",
    )
    memory_mib: int = Field(
        2048, ge=64, description="Maximum MiB of memory for that work on one article; Linux only"
    )


class LogSettings(Section):
    """The log, on standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Lowest level that is logged"
    )
    format: Literal["console", "json"] = Field(
        "console", description="`console` for people, `json` for one object per line"
    )


class Settings(BaseSettings):
    """The settings of every command."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    kafka: KafkaSettings = KafkaSettings()
    topics: TopicSettings = TopicSettings()
    worker: WorkerSettings = WorkerSettings()
    inference: InferenceSettings = InferenceSettings()
    cache: CacheSettings = CacheSettings()
    encoder: EncoderSettings = EncoderSettings()
    classifier: ClassifierSettings = ClassifierSettings()
    summarizer: SummarizerSettings = SummarizerSettings()
    keywords: KeywordSettings = KeywordSettings()
    entities: EntitySettings = EntitySettings()
    embargo: EmbargoSettings = EmbargoSettings()
    limits: LimitSettings = LimitSettings()
    desk: DeskSettings = DeskSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def load(cls, **sections: Any) -> "Settings":
        """Read the environment; `sections` given here win over it, key by key.

        Secrets are hidden from then on in all that this process shows.

        Raises:
            SettingsError: naming the variable, its value, and what it may be.
        """
        if problems := [*unknown_variables(cls), *unreadable_variables(cls)]:
            raise SettingsError(problems, ADVICE)
        try:
            settings = cls(**sections)
        except ValidationError as error:
            problems = [explain(cls, each) for each in error.errors()]
            raise SettingsError(problems, ADVICE) from error
        settings.kafka.hide_secrets()
        settings.desk.hide_secrets()
        return settings

    def without_kafka(self) -> "Settings":
        """Return the settings for a process that never connects to Kafka: without credentials."""
        return self.model_copy(update={"kafka": KafkaSettings()})
