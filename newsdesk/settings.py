"""All settings, in one place: environment variables with the prefix NEWSDESK_.

A setting within a section is written with two underscores: NEWSDESK_KAFKA__BOOTSTRAP_SERVERS.
"""

import os
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_state_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from newsdesk.client.cluster import Cluster

PREFIX = "NEWSDESK_"
MAVEN_REPOSITORY_VARIABLE = "NEWSDESK_MAVEN_REPOSITORY"
"""Read by the commands that may fetch Kafka, as the default of their option."""


class SettingsError(ValueError):
    """Raised when a setting has a value that it cannot have."""


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KafkaSettings(_Section):
    """How Kafka is reached."""

    bootstrap_servers: str = "127.0.0.1:9092"
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = None
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    ssl_cafile: Path | None = None

    def cluster(self) -> Cluster:
        """Return how to reach Kafka, for the clients.

        Raises:
            ClusterSettingsError: if the settings contradict each other.
        """
        password = self.sasl_password
        return Cluster(
            bootstrap_servers=self.bootstrap_servers,
            security_protocol=self.security_protocol,
            sasl_mechanism=self.sasl_mechanism,
            sasl_username=self.sasl_username,
            sasl_password=password.get_secret_value() if password else None,
            ssl_cafile=str(self.ssl_cafile) if self.ssl_cafile else None,
        )


class TopicSettings(_Section):
    """The topics of the chain. All but `replays` have the same number of partitions."""

    articles: str = "articles"
    classified: str = "articles.classified"
    enriched: str = "articles.enriched"
    dead_letter: str = "articles.dead-letter"
    replays: str = "articles.dead-letter.replays"
    partitions: int = Field(4, ge=1)
    replication_factor: int = Field(1, ge=1)


class WorkerSettings(_Section):
    """How stages consume. `group` begins the names of their consumer groups."""

    group: str = "newsdesk"
    max_batch: int = Field(
        32,
        ge=1,
        description="Messages in a micro-batch, at most: up to 128 while one takes under 0.25 s,"
        " fewer if it takes over 15 s",
    )
    max_batch_bytes: int = Field(
        1024 * 1024, ge=1, description="Bytes of a micro-batch's messages, at most, if over one"
    )
    max_attempts: int = Field(
        3, ge=1, description="Times that models may die or hang on an article alone"
    )
    max_rejected_in_a_row: int = Field(
        500, ge=0, description="Rejected messages after which a stage stops; 0: never"
    )
    hang_seconds: float = Field(
        120.0, gt=0, description="Seconds without an answer after which models are replaced"
    )
    session_timeout: float = Field(6.0, ge=6, description="Seconds until a dead worker is replaced")
    max_poll_interval: float = Field(
        24 * 3600.0, gt=0, description="Seconds that work may keep a worker from polling"
    )
    drain: float = Field(30.0, ge=0, description="Seconds to end a micro-batch in after SIGTERM")
    stall_seconds: float = Field(
        120.0, gt=0, description="Seconds without progress, while articles wait, that are a fault"
    )
    health_host: str = "127.0.0.1"
    health_port: int | None = Field(
        None, ge=1, le=65535, description="Port of /live and /ready; unset: none"
    )
    state_folder: Path = Field(default_factory=lambda: user_state_path("newsdesk") / "worker")


class InferenceSettings(_Section):
    """The arithmetic of all models, and the cores that do it."""

    dtype: Literal["auto", "float32", "bfloat16", "int8"] = "auto"
    threads: int | None = Field(
        None, ge=1, description="Threads that compute, all lanes together; unset: one a core"
    )
    lanes: int | None = Field(
        None, ge=1, description="Batches that are computed side by side; unset: what is fastest"
    )


class EncoderSettings(_Section):
    """The model that reads sentences, for topics, extractive summaries and keywords."""

    model: str | None = Field(
        None, description="A folder, or owner/name@revision; unset: all-MiniLM-L6-v2"
    )
    prefix: str | None = Field(
        None, description="What stands before every text; unset: what the model's files say"
    )


class ClassifierSettings(_Section):
    """Topics. Without `model`, the encoder and a taxonomy decide."""

    model: str | None = Field(
        None, description="For text classification or entailment: a folder, or owner/name@revision"
    )
    taxonomy: Path | None = Field(None, description="A taxonomy file; unset: IPTC Media Topics")
    languages: tuple[str, ...] = Field(("en",), description="ISO 639-1; empty: any language")
    threshold: float = Field(0.3, ge=0, le=1, description="Below it, no topic is named")
    further_threshold: float = Field(0.25, ge=0, le=1, description="For topics after the first")
    concept_threshold: float = Field(0.3, ge=0, le=1, description="For concepts within a topic")
    max_topics: int = Field(3, ge=1)
    multi_label: bool = Field(False, description="Entailment: each label on its own")
    hypothesis: str = Field(
        "This news article is about {}.",
        pattern=r"^[^{}]*\{\}[^{}]*$",
        description="What an entailment model is asked, with {} for the label",
    )
    label_topics: dict[str, str] = Field(
        default_factory=dict, description="A model's labels to ids of the taxonomy"
    )


class SummarizerSettings(_Section):
    """Summaries. Without `model`, the article's own sentences are taken."""

    model: str | None = Field(None, description="A folder, or owner/name@revision")
    sentences: int = Field(3, ge=1, description="Sentences to take, at most")
    max_words: int | None = Field(None, ge=1, description="Words to take, at most; unset: any")
    ratio: float = Field(0.5, gt=0, le=1, description="Share of the sentences to take, at most")
    max_new_tokens: int = Field(128, ge=8, description="Tokens to write, at most")
    min_new_tokens: int = Field(0, ge=0, description="Tokens to write, at least")
    num_beams: int = Field(1, ge=1, description="Beams of the search; 1: greedy")
    length_penalty: float = Field(1.0, description="With beams: over 0 for longer summaries")
    early_stopping: bool = Field(False, description="With beams: stop at the first that are whole")
    no_repeat_ngram_size: int = Field(
        3, ge=0, description="Length of phrases that never come twice; 0: any may"
    )
    repetition_penalty: float = Field(1.0, gt=0, description="Over 1 against words said before")
    prefix: str | None = Field(
        None, description="What stands before every text; unset: what the model's config names"
    )

    @model_validator(mode="after")
    def _has_room(self) -> "SummarizerSettings":
        if self.min_new_tokens > self.max_new_tokens:
            raise ValueError(
                f"min_new_tokens is {self.min_new_tokens}, over max_new_tokens, "
                f"which is {self.max_new_tokens}"
            )
        return self


class KeywordSettings(_Section):
    """Keywords, from the encoder's vectors."""

    count: int = Field(10, ge=0, description="Phrases to name, at most; 0: none")


class EntitySettings(_Section):
    """Names of people, places and organisations, found where a model is set."""

    model: str | None = Field(
        None, description="For token classification: a folder, or owner/name@revision"
    )
    languages: tuple[str, ...] = Field((), description="ISO 639-1; empty: any language")
    threshold: float = Field(0.5, ge=0, le=1, description="Below it, a name is left out")
    aggregation: Literal["first", "average"] = Field(
        "first", description="What a word's label comes from: its first piece, or all of them"
    )


class LimitSettings(_Section):
    """What is accepted."""

    max_characters: int = Field(600_000, ge=1, description="Of an article's text")


class LogSettings(_Section):
    """What is logged, on standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class Settings(BaseSettings):
    """The settings of every command."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    kafka: KafkaSettings = KafkaSettings()
    topics: TopicSettings = TopicSettings()
    worker: WorkerSettings = WorkerSettings()
    inference: InferenceSettings = InferenceSettings()
    encoder: EncoderSettings = EncoderSettings()
    classifier: ClassifierSettings = ClassifierSettings()
    summarizer: SummarizerSettings = SummarizerSettings()
    keywords: KeywordSettings = KeywordSettings()
    entities: EntitySettings = EntitySettings()
    limits: LimitSettings = LimitSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def load(cls, **sections: Any) -> "Settings":
        """Read the environment; `sections` given here win over it, key by key.

        Raises:
            SettingsError: naming the variable, its value, and what it may be.
        """
        unknown = [name for name in os.environ if name.startswith(PREFIX) and not _is_known(name)]
        if unknown:
            sections_known = ", ".join(f"{PREFIX}{name.upper()}__…" for name in cls.model_fields)
            raise SettingsError(
                f"{', '.join(unknown)}: no such setting. Settings begin with {sections_known}."
            )
        try:
            return cls(**sections)
        except ValidationError as error:
            raise SettingsError("\n".join(map(_explain, error.errors()))) from error


def _is_known(variable: str) -> bool:
    """Whether a variable with our prefix belongs to a section, or to a command's option."""
    section = variable.removeprefix(PREFIX).partition("__")[0].lower()
    return section in Settings.model_fields or variable == MAVEN_REPOSITORY_VARIABLE


def _explain(error: Any) -> str:
    name = PREFIX + "__".join(str(part) for part in error["loc"]).upper()
    value = "(hidden)" if "PASSWORD" in name else repr(error["input"])
    return f"{name}={value}: {error['msg']}"
