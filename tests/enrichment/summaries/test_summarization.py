from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import SentenceEncoder
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy
from newsdesk.enrichment.summaries.summarization import NO_SUMMARY, ExtractiveSummarizer, Summarized
from newsdesk.enrichment.text_work import accepted
from newsdesk.schemas import Coverage
from tests.support.fakes import WordEncoder, document

STORM = document(
    "The harbour was closed on Monday because of strong wind. 👩‍👩‍👧‍👦 Fishermen could "
    "not leave.\n\nThe weather service expects the wind to fall on Tuesday.  A market in the old "
    "town was not affected at all.\nFerries will run again on Wednesday, the operator said.",
    "Storm",
)
MATCH = document("The home team won the match in front of a full house. The striker scored twice.")
EMPTY = Document("A title", "", "und", ())


def extractive(policy: ExtractionPolicy | None = None) -> ExtractiveSummarizer:
    return ExtractiveSummarizer(Reader(WordEncoder()), policy or ExtractionPolicy())


def test_offsets_give_the_sentences_of_the_article() -> None:
    (storm, match) = map(accepted, extractive().summarize([STORM, MATCH]))
    for summarized, article in ((storm, STORM), (match, MATCH)):
        assert summarized.summary.method == "extractive"
        assert summarized.summary.faithfulness is None
        assert summarized.summary.sentences
        for sentence in summarized.summary.sentences:
            assert article.text[sentence.start : sentence.end] == sentence.text
        text = " ".join(sentence.text for sentence in summarized.summary.sentences)
        assert summarized.summary.text == text


def test_sentences_stand_in_the_order_of_the_article() -> None:
    (storm,) = map(accepted, extractive(ExtractionPolicy(ratio=1.0)).summarize([STORM]))
    starts = [sentence.start for sentence in storm.summary.sentences]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_an_extract_rests_on_the_whole_text() -> None:
    (match,) = map(accepted, extractive().summarize([MATCH]))
    assert match.coverage == Coverage(input_tokens=16, covered_ratio=1.0)


def test_an_article_without_sentences_has_no_summary() -> None:
    _, nothing, _ = map(accepted, extractive().summarize([STORM, EMPTY, MATCH]))
    assert nothing == Summarized(NO_SUMMARY, Coverage(input_tokens=0, covered_ratio=1.0))
    assert extractive().summarize([]) == []


def test_another_policy_is_another_model() -> None:
    three, two = extractive().model, extractive(ExtractionPolicy(sentences=2)).model
    assert (three.name, two.name) == ("words", "words")
    assert three.fingerprint != two.fingerprint
    assert three == extractive().model


def test_the_real_model_summarizes_with_true_offsets(
    built_in_encoder: SentenceEncoder,
) -> None:
    summarizer = ExtractiveSummarizer(Reader(built_in_encoder), ExtractionPolicy())
    together = list(map(accepted, summarizer.summarize([STORM, MATCH])))
    assert together == [summarizer.summarize([article])[0] for article in (STORM, MATCH)]
    first = together[0].summary.sentences[0]
    assert STORM.text[first.start : first.end] == first.text
    assert first.text.startswith("The harbour was closed")
