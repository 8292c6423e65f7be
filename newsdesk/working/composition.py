"""The composition root: settings in, stages out. Nothing else builds anything."""

from functools import cached_property

from agents import AnyStage, Stage
from engines import (
    Arithmetic,
    GenerationOptions,
    TransformerClassifier,
    TransformerEncoder,
    TransformerGenerator,
    choose_arithmetic,
    parse_source,
)
from enrichment.classify import Classify
from enrichment.document import Limits
from enrichment.reading import Reader
from enrichment.summaries.extraction import ExtractionPolicy
from enrichment.summaries.summarization import (
    DocumentSummarizer,
    ExtractiveSummarizer,
    GenerativeSummarizer,
)
from enrichment.summarize import Summarize
from enrichment.topics.decision import DocumentClassifier, TopicLabel, TopicPolicy
from enrichment.topics.head_classifier import HeadClassifier
from enrichment.topics.taxonomy import MEDIA_TOPICS, Taxonomy
from enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.settings import Settings
from newsdesk.working.routes import route
from newsdesk.working.stages import StageName
from schemas import decode_article, decode_classified


class Composition:
    """Builds what the settings ask for; a model is loaded when first needed, and only once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def stage(self, name: StageName) -> AnyStage:
        """Return the stage of that name, its models loaded.

        Raises:
            ModelSourceError: if a model is named wrongly, missing, or not the expected one.
            TaxonomyError: if the taxonomy's file cannot be used.
        """
        stage_route = route(self._settings.topics, name)
        if name is StageName.CLASSIFY:
            limits = Limits(self._settings.limits.max_characters)
            return Stage(stage_route, decode_article, Classify(self.classifier, limits))
        return Stage(stage_route, decode_classified, Summarize(self.summarizer))

    @cached_property
    def classifier(self) -> DocumentClassifier:
        """What gives articles their topics."""
        settings = self._settings.classifier
        policy = TopicPolicy(
            languages=frozenset(settings.languages),
            threshold=settings.threshold,
            further_threshold=settings.further_threshold,
            max_topics=settings.max_topics,
        )
        taxonomy = Taxonomy.load(settings.taxonomy or MEDIA_TOPICS)
        if settings.model is None:
            return TaxonomyClassifier(self.reader, self.encoder, taxonomy, policy)
        names = {label.id: label.name for label in taxonomy.labels}
        topics = {
            label: TopicLabel(topic, names.get(topic, label))
            for label, topic in settings.label_topics.items()
        }
        engine = TransformerClassifier(parse_source(settings.model), self.arithmetic)
        return HeadClassifier(engine, policy, topics)

    @cached_property
    def summarizer(self) -> DocumentSummarizer:
        """What gives articles their summaries."""
        settings = self._settings.summarizer
        if settings.model is None:
            return ExtractiveSummarizer(self.reader, ExtractionPolicy(settings.sentences))
        options = GenerationOptions(settings.max_new_tokens, settings.num_beams)
        source = parse_source(settings.model)
        return GenerativeSummarizer(TransformerGenerator(source, self.arithmetic, options))

    @cached_property
    def reader(self) -> Reader:
        """What reads each article's sentences once for all stages of this process."""
        return Reader(self.encoder)

    @cached_property
    def encoder(self) -> TransformerEncoder:
        """The built-in sentence encoder."""
        return TransformerEncoder.built_in(self.arithmetic)

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """The arithmetic of all models."""
        settings = self._settings.inference
        return choose_arithmetic(settings.dtype, settings.threads)
