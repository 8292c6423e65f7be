"""The composition root: settings in, stages out. Nothing else builds anything."""

from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from newsdesk.agents import AnyStage, Route, Stage
from newsdesk.chain import CHAIN, FIRST, StageName, StageSpec, stage_spec
from newsdesk.engines import (
    Arithmetic,
    Batcher,
    Calibration,
    GenerationOptions,
    MultilingualEncoder,
    Shape,
    TransformerClassifier,
    TransformerEncoder,
    TransformerEntailment,
    TransformerEntityRecognizer,
    TransformerGenerator,
    calibrate,
    has_vnni,
    is_entailment_model,
    parse_source,
    shape_of,
    shared_batcher,
    training_gib,
)
from newsdesk.enrichment.cache_folder import CacheFolder
from newsdesk.enrichment.classify import Classify
from newsdesk.enrichment.document import UNDETERMINED, Limits
from newsdesk.enrichment.document_cache import DocumentCache
from newsdesk.enrichment.entities import EntityExtractor, EntityPolicy
from newsdesk.enrichment.keywords import KeywordExtractor, KeywordPolicy
from newsdesk.enrichment.reading import OtherLanguages, Reader
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy
from newsdesk.enrichment.summaries.generative import GenerativeSummarizer
from newsdesk.enrichment.summaries.summarization import DocumentSummarizer, ExtractiveSummarizer
from newsdesk.enrichment.summarize import Summarize
from newsdesk.enrichment.text_work import IN_PROCESS, TextWork
from newsdesk.enrichment.topics.decision import DocumentClassifier, TopicPolicy
from newsdesk.enrichment.topics.model_classifier import ModelClassifier, topics_by_label
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.enrichment.topics.zero_shot_classifier import ZeroShotClassifier
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import Settings, TopicSettings

_ENGLISH = "en"


class CacheError(NewsdeskError):
    """Raised when what takes long to make cannot be kept for the next start."""

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(
            f"Cannot write to {folder}: {error.strerror or error}. Every start measures this CPU"
            " and fits the heads again, and replicas may choose different arithmetic.",
            "Give this user permission to write there, name another folder in"
            " NEWSDESK_CACHE__FOLDER, or fill it with `newsdesk models prepare`.",
        )


def route(spec: StageSpec, topics: TopicSettings) -> Route:
    """Return where a stage's messages come from and go to."""
    return Route(
        stage=spec.name.value,
        source_topic=spec.reads(topics),
        sink_topic=spec.writes(topics),
        dead_letter_topic=topics.dead_letter,
        event_type=f"newsdesk.article.{spec.event}",
        version=version("newsdesk"),
        sample=spec.sample(),
        embargoed_topic=spec.holds(topics) if spec.holds else None,
    )


class Composition:
    """Builds what the settings ask for; a model is loaded when first needed, and only once."""

    def __init__(self, settings: Settings, text_work: TextWork = IN_PROCESS) -> None:
        self._settings = settings
        self._text_work = text_work
        self._documents = DocumentCache()
        self.heads = CacheFolder(settings.cache.heads)
        """Where fitted heads are kept."""
        self.measurements = CacheFolder(settings.cache.arithmetic)
        """Where it is kept what this machine's CPU computes fastest in."""

    @property
    def cache_problem(self) -> CacheError | None:
        """Why something that was made cannot be kept for the next start; None if all is kept."""
        for folder in (self.measurements, self.heads):
            if folder.problem:
                return CacheError(self._settings.cache.folder, folder.problem)
        return None

    def stage(self, name: StageName) -> AnyStage:
        """Return the stage of that name, its models loaded.

        Raises:
            ModelSourceError: if a model is named wrongly, missing, or not the expected one.
            TaxonomyError: if the taxonomy's file cannot be used.
        """
        spec = stage_spec(name)
        return Stage(
            route(spec, self._settings.topics),
            spec.decode,
            getattr(self, name),
            passes_tombstones=spec is not FIRST,
        )

    def fingerprints(self) -> dict[str, str]:
        """Return, by event name, what every event has with these settings; loads all models.

        The element type that models compute in is part of it, since it shapes their answers. A
        fleet whose CPUs differ therefore sets NEWSDESK_INFERENCE__DTYPE. Otherwise what one worker
        publishes looks stale to another.

        Raises:
            ModelSourceError, TaxonomyError: as `stage`.
        """
        found: dict[str, str] = {}
        fingerprint = ""
        for spec in CHAIN:
            fingerprint = getattr(self, spec.name).fingerprint(fingerprint)
            found[spec.event] = fingerprint
        return found

    @cached_property
    def classify(self) -> Classify:
        """The work of the stage `classify`."""
        limits = Limits(self._settings.limits.max_characters)
        return Classify(
            self.classifier,
            limits,
            self._text_work,
            self._documents,
            hold_embargoed=self._settings.embargo.hold,
        )

    @cached_property
    def summarize(self) -> Summarize:
        """The work of the stage `summarize`."""
        return Summarize(
            self.summarizer, self.keywords, self.entities, self._text_work, self._documents
        )

    @cached_property
    def classifier(self) -> DocumentClassifier:
        """Assigns articles their topics."""
        settings = self._settings.classifier
        policy = TopicPolicy(
            languages=self.topic_languages,
            threshold=settings.threshold,
            further_threshold=settings.further_threshold,
            concept_threshold=settings.concept_threshold,
            max_topics=settings.max_topics,
            label_languages=settings.label_languages,
        )
        match self.topic_model:
            case None:
                return TaxonomyClassifier(self.reader, self.taxonomy, policy, self.heads)
            case TransformerEntailment() as model:
                return ZeroShotClassifier(
                    model, self.taxonomy, policy, settings.hypothesis, settings.multi_label
                )
            case model:
                topics = topics_by_label(model.labels, self.taxonomy, settings.label_topics)
                return ModelClassifier(model, policy, topics)

    @property
    def topic_languages(self) -> frozenset[str]:
        """The languages of the articles that get topics; empty for all."""
        chosen = self._settings.classifier.languages
        if chosen is not None:
            return frozenset(chosen)
        others = training_gib() if self.multilingual and not self.topic_model else ()
        return frozenset([_ENGLISH, *others])

    @cached_property
    def topic_model(self) -> TransformerClassifier | TransformerEntailment | None:
        """The model that gives topics, where one is set: of the kind that its labels tell."""
        if self._settings.classifier.model is None:
            return None
        model = self._settings.classifier.model
        source = parse_source(model)
        kind = TransformerEntailment if is_entailment_model(source) else TransformerClassifier
        return kind(source, self.arithmetic_for(model))

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The labels that articles are sorted into.

        Raises:
            TaxonomyError: if its file cannot be used.
        """
        path = self._settings.classifier.taxonomy
        return Taxonomy.load(path) if path else Taxonomy.built_in()

    @cached_property
    def summarizer(self) -> DocumentSummarizer:
        """Writes or selects the summaries of articles."""
        settings = self._settings.summarizer
        policy = ExtractionPolicy(settings.sentences, settings.max_words, settings.ratio)
        extractive = ExtractiveSummarizer(self.reader, policy, self._text_work)
        if self.summary_model is None:
            return extractive
        return GenerativeSummarizer(self.summary_model, extractive, self._text_work)

    @cached_property
    def summary_model(self) -> TransformerGenerator | None:
        """The model that writes summaries, where one is set."""
        settings = self._settings.summarizer
        if settings.model is None:
            return None
        options = GenerationOptions(
            max_new_tokens=settings.max_new_tokens,
            min_new_tokens=settings.min_new_tokens,
            num_beams=settings.num_beams,
            length_penalty=settings.length_penalty,
            early_stopping=settings.early_stopping,
            no_repeat_ngram_size=settings.no_repeat_ngram_size,
            repetition_penalty=settings.repetition_penalty,
            prefix=settings.prefix,
        )
        arithmetic = self.arithmetic_for(settings.model)
        return TransformerGenerator(parse_source(settings.model), arithmetic, options)

    @cached_property
    def keywords(self) -> KeywordExtractor | None:
        """Finds the key phrases of an article; None if the settings ask for none."""
        count = self._settings.keywords.count
        if not count:
            return None
        return KeywordExtractor(self.reader, KeywordPolicy(count), self._text_work)

    @cached_property
    def entities(self) -> EntityExtractor | None:
        """Finds the names in an article; None unless a model for them is set."""
        settings = self._settings.entities
        if self.entity_model is None:
            return None
        policy = EntityPolicy(frozenset(settings.languages), settings.threshold)
        return EntityExtractor(self.entity_model, policy)

    @cached_property
    def entity_model(self) -> TransformerEntityRecognizer | None:
        """The model that finds names, where one is set."""
        settings = self._settings.entities
        if settings.model is None:
            return None
        source = parse_source(settings.model)
        arithmetic = self.arithmetic_for(settings.model)
        return TransformerEntityRecognizer(source, arithmetic, settings.aggregation)

    @cached_property
    def reader(self) -> Reader:
        """Reads each article's sentences once for all stages of this process."""
        if self.multilingual is None:
            return Reader(self.encoder)
        but = frozenset([_ENGLISH, UNDETERMINED])
        return Reader(self.encoder, others=OtherLanguages(self.multilingual, but))

    @property
    def used_reader(self) -> Reader | None:
        """The reader, if any stage that was built has a use for it."""
        return vars(self).get("reader")

    @property
    def batcher(self) -> Batcher:
        """Computes for all models of this process."""
        return shared_batcher(self.arithmetic.lanes, self.arithmetic.threads)

    @cached_property
    def encoder(self) -> TransformerEncoder:
        """The sentence encoder: the built-in model, or the one that is set."""
        settings = self._settings.encoder
        if settings.model is None:
            return TransformerEncoder.built_in(self.arithmetic)
        source = parse_source(settings.model)
        return TransformerEncoder(source, self.arithmetic, prefix=settings.prefix)

    @cached_property
    def multilingual(self) -> MultilingualEncoder | None:
        """The encoder of other languages than English, where it was fetched and may be used.

        Its layers have the shape of the built-in encoder's, and so its arithmetic.

        Raises:
            ModelSourceError: if its files are not the pinned ones.
        """
        settings, cache = self._settings.encoder, self._settings.cache
        if not settings.multilingual or settings.model or not cache.has_multilingual:
            return None
        return MultilingualEncoder(cache.multilingual, self.arithmetic)

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """The encoder's arithmetic, whose lanes all models share."""
        return self.encoder_calibration.chosen

    @cached_property
    def encoder_calibration(self) -> Calibration:
        """The encoder's arithmetic, and what was measured to choose it.

        Raises:
            ModelSourceError: if the model's config cannot be read.
        """
        return self._calibrate(self._settings.encoder.model)

    def arithmetic_for(self, model: str) -> Arithmetic:
        """Return the arithmetic of another model, on the encoder's lanes.

        Raises:
            ModelSourceError: if the model's config cannot be read.
        """
        shared = self.arithmetic
        return replace(shared, dtype=self._calibrate(model).chosen.dtype)

    def _calibrate(self, model: str | None) -> Calibration:
        """Find what is fastest for a model; None is the built-in one.

        That one's quality in int8 is known, with weights of all eight bits.
        """
        settings = self._settings.inference
        return calibrate(
            settings.dtype,
            settings.threads,
            settings.lanes,
            shape=shape_of(parse_source(model)) if model else Shape(),
            int8=model is None and has_vnni(),
            cache=self.measurements,
        )
