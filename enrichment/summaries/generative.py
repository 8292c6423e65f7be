"""Summaries that a model writes, held against their articles."""

from collections.abc import Sequence

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Generated, ModelInfo, TextGenerator
from newsdesk.enrichment.summaries.faithfulness import Checked, check_summary
from newsdesk.enrichment.summaries.summarization import (
    NO_SUMMARY,
    DocumentSummarizer,
    Summarized,
)
from newsdesk.schemas import Coverage, Faithfulness, Summary


class GenerativeSummarizer:
    """Lets a sequence-to-sequence model write the summary, and takes out what it made up.

    Where nothing can be kept, or the model wrote nothing, the summary is that of `instead`.
    """

    def __init__(self, generator: TextGenerator, instead: DocumentSummarizer) -> None:
        self._generator = generator
        self._instead = instead

    @property
    def model(self) -> ModelInfo:
        """The generator, under the check, and with what takes the place of its summaries."""
        return self._generator.info.shaped_by(f"checked, or {self._instead.model.fingerprint}")

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        """Return the summaries, in order; an article without sentences has none."""
        readable = [document for document in documents if document.sentences]
        generated = self._generator.generate([document.text for document in readable])
        checked = [check_summary(g.text, d) for g, d in zip(generated, readable, strict=True)]
        lost = [d for d, c in zip(readable, checked, strict=True) if not c.kept]
        instead = iter(self._instead.summarize(lost) if lost else ())
        results = iter(
            _written(g, c) if c.kept else _replaced(next(instead), c)
            for g, c in zip(generated, checked, strict=True)
        )
        nothing = Summarized(NO_SUMMARY, Coverage(input_tokens=0, covered_ratio=1.0))
        return [next(results) if document.sentences else nothing for document in documents]


def _written(generated: Generated, checked: Checked) -> Summarized:
    ratio = generated.covered_tokens / generated.input_tokens if generated.input_tokens else 1.0
    coverage = Coverage(input_tokens=generated.input_tokens, covered_ratio=round(ratio, 4))
    summary = Summary(
        text=checked.kept,
        method="generated",
        sentences=(),
        faithfulness=Faithfulness(withheld=checked.withheld, replaced=False),
    )
    return Summarized(summary, coverage)


def _replaced(instead: Summarized, checked: Checked) -> Summarized:
    faithfulness = Faithfulness(withheld=checked.withheld, replaced=True)
    summary = instead.summary.model_copy(update={"faithfulness": faithfulness})
    return Summarized(summary, instead.coverage)
