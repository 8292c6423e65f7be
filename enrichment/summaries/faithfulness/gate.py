"""Removing the sentences of a generated summary that the article does not support."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.sentences import Sentence, split_sentences
from newsdesk.enrichment.summaries.faithfulness.name_support import NameSupport
from newsdesk.enrichment.summaries.faithfulness.number_support import NumberSupport
from newsdesk.enrichment.summaries.faithfulness.quotations import QuotationSupport
from newsdesk.enrichment.summaries.passages import count_words
from newsdesk.enrichment.summaries.standalone import MIN_WORDS, needs_context
from newsdesk.schemas import WithheldSentence


@dataclass(frozen=True, slots=True)
class Checked:
    """A summary after the check: the kept text, possibly empty, and the withheld sentences."""

    kept: str
    withheld: tuple[WithheldSentence, ...]


def check_summary(summary: str, document: Document) -> Checked:
    """Return `summary` without the sentences that the document does not support.

    Each number, name and quotation in a sentence must be in the document's title or text; see
    `NumberSupport`, `NameSupport` and `QuotationSupport` for what counts as a match. A sentence
    that refers back to a withheld one ("He was …") is withheld too. If fewer words remain than a
    sentence needs, nothing is kept.
    """
    sentences = split_sentences(summary, document.language)
    unsupported = _unsupported(summary, sentences, document)
    withheld: list[WithheldSentence] = []
    kept: list[str] = []
    out = False
    for i, sentence in enumerate(sentences):
        leans = out and needs_context(sentence.text, document.language, first=False)
        out = leans or i in unsupported
        if out:
            found = tuple(unsupported.get(i, ()))
            withheld.append(WithheldSentence(text=sentence.text, unsupported=found))
        else:
            kept.append(sentence.text)
    text = " ".join(kept) if withheld else summary.strip()
    if withheld and count_words(text) < MIN_WORDS:
        text = ""
    return Checked(text, tuple(withheld))


def _unsupported(
    summary: str, sentences: Sequence[Sentence], document: Document
) -> dict[int, list[str]]:
    """Return the unsupported parts by the index of their sentence."""
    texts = [text for text in (document.title, document.text) if text]
    numbers = NumberSupport(texts, document.language)
    names = NameSupport(texts, document.language)
    quotations = QuotationSupport(texts).unsupported(summary)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for i, sentence in enumerate(sentences):
        here = [
            *(
                summary[quotation.start : quotation.end]
                for quotation in quotations
                if quotation.start < sentence.end and sentence.start < quotation.end
            ),
            *numbers.unsupported(sentence.text),
            *names.unsupported(sentence.text),
        ]
        if here:
            found[i] = list(dict.fromkeys(here))
    return dict(found)
