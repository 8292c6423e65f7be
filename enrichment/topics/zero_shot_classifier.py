"""Topics by natural-language inference: does the article entail that it is about a label?"""

from collections.abc import Sequence
from dataclasses import replace

from newsdesk.enrichment.document import UNDETERMINED, Document
from newsdesk.enrichment.ports import EntailmentModel, ModelInfo, Scored
from newsdesk.enrichment.topics.decision import Probabilities, TopicLabel, TopicPolicy, decide
from newsdesk.enrichment.topics.model_classifier import coverage_of, probabilities_of, with_title
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.schemas import Classification, Coverage

HYPOTHESIS = "This news article is about {}."


class ZeroShotClassifier:
    """Asks an entailment model about each top-level label, with a hypothesis from a template.

    With `multi_label`, each label has an independent probability; otherwise they add up to 1.
    Articles in languages outside the policy are not read.
    """

    def __init__(
        self,
        model: EntailmentModel,
        taxonomy: Taxonomy,
        policy: TopicPolicy,
        template: str = HYPOTHESIS,
        multi_label: bool = False,
    ) -> None:
        """Create the hypotheses.

        Raises:
            ValueError: if the template has no place for a label, or a hypothesis is too long.
        """
        if template.count("{}") != 1:
            raise ValueError(
                f"The hypothesis {template!r} needs exactly one {{}} as the place for the label."
            )
        self._entailment = model
        self._policy = policy.for_taxonomy(taxonomy)
        self._multi_label = multi_label
        self._labels = tuple(map(TopicLabel.of, taxonomy.roots()))
        self._hypotheses = [template.replace("{}", label.label) for label in self._labels]
        # A call without articles, so that a hypothesis that is too long fails at once.
        self._entailment.entail([], self._hypotheses, not multi_label)
        recipe = f"{taxonomy.fingerprint}|{self._policy}|{template}|{multi_label}"
        shaped = model.info.shaped_by(recipe)
        self._model = replace(shaped, name=f"{shaped.name} + {taxonomy.name}")

    @property
    def model(self) -> ModelInfo:
        """The model and taxonomy in use."""
        return self._model

    def model_of(self, language: str) -> ModelInfo:
        """Return the model, which reads articles in any language."""
        return self.model

    @property
    def labels(self) -> tuple[TopicLabel, ...]:
        """The top-level labels of the taxonomy, in its order."""
        return self._labels

    @property
    def policy(self) -> TopicPolicy:
        """When a topic is assigned."""
        return self._policy

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return for each document its topics or an abstention, and its coverage, in order."""
        read = [document for document in documents if self._reads(document)]
        unread = [document for document in documents if not self._reads(document)]
        scored = iter(self._ask(read, self._hypotheses))
        counted = iter(self._ask(unread, []))
        return [
            self._decided(document, next(scored if self._reads(document) else counted))
            for document in documents
        ]

    def probabilities(self, documents: Sequence[Document]) -> Probabilities:
        """Return the topics' probabilities, even for abstentions, shape (documents, labels)."""
        return probabilities_of(self._ask(documents, self._hypotheses), len(self._labels))

    def _reads(self, document: Document) -> bool:
        return document.language != UNDETERMINED and self._policy.reads(document.language)

    def _ask(self, documents: Sequence[Document], hypotheses: Sequence[str]) -> list[Scored]:
        texts = [with_title(document) for document in documents]
        return self._entailment.entail(texts, hypotheses, not self._multi_label)

    def _decided(self, document: Document, scored: Scored) -> tuple[Classification, Coverage]:
        topics = decide(document, self._labels, scored.probabilities, self._policy)
        return topics, coverage_of(scored)
