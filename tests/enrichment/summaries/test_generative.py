from collections.abc import Sequence

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Generated, ModelInfo
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy
from newsdesk.enrichment.summaries.generative import GenerativeSummarizer
from newsdesk.enrichment.summaries.summarization import NO_SUMMARY, ExtractiveSummarizer, Summarized
from newsdesk.enrichment.text_work import accepted
from newsdesk.schemas import Coverage, Faithfulness
from tests.support.fakes import FirstWords, WordEncoder, document

STORM = document(
    "The harbour was closed on Monday because of strong wind. Fishermen could not leave. The "
    "weather service expects the wind to fall on Tuesday."
)
MATCH = document("The home team won the match in front of a full house. The striker scored twice.")
EMPTY = Document("A title", "", "und", ())
NOTHING_WITHHELD = Faithfulness(withheld=(), replaced=False)


class Writer:
    """Generates the given texts, and reports that it has read half of each text."""

    def __init__(self, *summaries: str) -> None:
        self.info = ModelInfo("writer", "1", "writer-1")
        self._summaries = summaries

    def generate(self, texts: Sequence[str]) -> list[Generated]:
        return [Generated(s, 10, 5) for _, s in zip(texts, self._summaries, strict=True)]


def generative(generator: Writer | FirstWords) -> GenerativeSummarizer:
    instead = ExtractiveSummarizer(Reader(WordEncoder()), ExtractionPolicy())
    return GenerativeSummarizer(generator, instead)


def test_a_faithful_summary_has_no_sentences_of_the_article() -> None:
    (match,) = map(accepted, generative(FirstWords()).summarize([MATCH]))
    assert match.summary.text == "THE HOME TEAM WON THE"
    assert (match.summary.method, match.summary.sentences) == ("generated", ())
    assert match.summary.faithfulness == NOTHING_WITHHELD


def test_a_generated_summary_says_how_much_was_read() -> None:
    (match,) = map(accepted, generative(FirstWords(window=5)).summarize([MATCH]))
    assert match.coverage == Coverage(input_tokens=16, covered_ratio=0.3125)


def test_summaries_keep_the_order_and_skip_what_has_no_text() -> None:
    generator = FirstWords(window=2)
    results = list(map(accepted, generative(generator).summarize([EMPTY, MATCH, EMPTY, STORM])))
    assert [r.summary.text for r in results] == ["", "THE HOME", "", "THE HARBOUR"]
    assert results[0] == Summarized(NO_SUMMARY, Coverage(input_tokens=0, covered_ratio=1.0))
    assert generator.texts == [MATCH.text, STORM.text]
    assert generative(generator).summarize([]) == []


def test_unsupported_sentence_is_removed_and_reported() -> None:
    invented = "The striker scored 3 times on Friday."
    (match,) = map(
        accepted, generative(Writer(f"The home team won the match. {invented}")).summarize([MATCH])
    )
    assert match.summary.method == "generated"
    assert match.summary.text == "The home team won the match."
    faithfulness = match.summary.faithfulness
    assert faithfulness is not None
    assert not faithfulness.replaced
    assert [(w.text, w.unsupported) for w in faithfulness.withheld] == [(invented, ("3", "Friday"))]


def test_extract_replaces_a_summary_of_which_nothing_can_be_kept() -> None:
    writer = Writer("The home team won the match.", "Lisbon closed its harbour for 12 days.")
    match, storm = map(accepted, generative(writer).summarize([MATCH, STORM]))
    assert match.summary.method == "generated"
    assert storm.summary.method == "extractive"
    assert storm.summary.sentences[0].text.startswith("The harbour was closed")
    assert storm.coverage.covered_ratio == 1.0
    faithfulness = storm.summary.faithfulness
    assert faithfulness is not None
    assert faithfulness.replaced
    assert [sentence.unsupported for sentence in faithfulness.withheld] == [("12", "Lisbon")]


def test_extract_replaces_an_empty_summary() -> None:
    (match,) = map(accepted, generative(FirstWords(window=0)).summarize([MATCH]))
    assert match.summary.method == "extractive"
    assert match.summary.faithfulness == Faithfulness(withheld=(), replaced=True)


def test_the_identity_covers_the_generator_and_what_takes_its_place() -> None:
    one = generative(Writer()).model
    other = GenerativeSummarizer(
        Writer(), ExtractiveSummarizer(Reader(WordEncoder()), ExtractionPolicy(2))
    ).model
    assert one.name == other.name == "writer"
    assert len({one.fingerprint, other.fingerprint, Writer().info.fingerprint}) == 3
