"""Explanations, made and shown one after the other."""

from collections.abc import Sequence

from newsdesk.commands.explain.as_json import explanation_line
from newsdesk.commands.explain.found import Found, documents_of
from newsdesk.commands.explain.view import print_explanation
from newsdesk.composition import Composition
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.topics.decision import DocumentClassifier
from newsdesk.enrichment.topics.explanation import Explanation, candidates_of
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.settings import Settings
from newsdesk.terminal.output import output_console, say, write_bytes
from newsdesk.terminal.rendering import safe


def explain_articles(settings: Settings, wanted: Sequence[str], *, json: bool) -> bool:
    """Show an explanation of each; return whether there was one for all.

    Raises:
        ModelSourceError, TaxonomyError: if the models cannot be loaded.
        TopicError, UnreachableError, RightsError: if Kafka has to be read, and cannot be.
    """
    composition = Composition(settings)
    count, failed = 0, 0
    for found in documents_of(settings, wanted):
        count += 1
        if found.document is None:
            failed += 1
            say(f"Not explained: {safe(found.name)}: {safe(found.problem)}", err=True)
        else:
            _show(composition.classifier, found, found.document, json=json)
    if not count:
        say("There is no article to explain.", err=True)
    return bool(count) and not failed


def _show(classifier: DocumentClassifier, found: Found, document: Document, *, json: bool) -> None:
    explained = explanation_of(classifier, document)
    if json:
        write_bytes(explanation_line(found.name, document, explained, classifier.model.name))
    else:
        print_explanation(output_console(), found.name, document, explained)


def explanation_of(classifier: DocumentClassifier, document: Document) -> Explanation:
    """Return why a document has its topics; without voters where no sentence votes."""
    if isinstance(classifier, TaxonomyClassifier):
        return classifier.explain(document)
    [(classification, _)] = classifier.classify([document])
    [probabilities] = classifier.probabilities([document])
    candidates = candidates_of(classification, classifier.labels, probabilities, classifier.policy)
    return Explanation(classification, candidates, voters=())
