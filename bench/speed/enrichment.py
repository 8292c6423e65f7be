"""The steps of enrichment without models: `python -m bench.speed.enrichment [--quick]`.

The articles that an editor labelled, joined in pairs to about 460 words, go through each step
separately and through both stages. The steps alternate; the minimum CPU time over the rounds
counts. Vectors are random and computed beforehand, so that no model is loaded. Articles of 1,000,
10,000 and 100,000 words then show whether the time is linear in the length.
"""

import argparse
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Any
from zlib import crc32

import numpy as np
import orjson
from rich.console import Console
from rich.progress import track
from rich.table import Table

from newsdesk.enrichment.classify import Classify
from newsdesk.enrichment.document import Limits, clean, decide_language, prepare
from newsdesk.enrichment.keywords import KeywordExtractor, KeywordPolicy
from newsdesk.enrichment.outcome import Completed
from newsdesk.enrichment.ports import Encoded, ModelInfo, Vectors
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.sentences import split_sentences
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy
from newsdesk.enrichment.summaries.summarization import ExtractiveSummarizer
from newsdesk.enrichment.summarize import Summarize
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.schemas import decode_article, decode_classified, encode

ARTICLES = Path(__file__).parents[2] / "tests" / "quality" / "articles"
LENGTHS = (1_000, 10_000, 100_000)
"""Words of the long articles."""

BATCH = 32
DIMENSIONS = 384
_LIMITS = Limits(max_characters=10_000_000)
_CACHE_BYTES = 1024**3

Steps = dict[str, Callable[[], object]]


class RandomEncoder:
    """Gives each text a random but reproducible unit vector."""

    info = ModelInfo("random", "1", "random-1")

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of `texts`, in order."""
        vectors = np.reshape([_vector(text) for text in texts], (len(texts), DIMENSIONS))
        return Encoded(vectors, np.array([len(text.split()) for text in texts], dtype=np.int64))


class Enrichment:
    """Both stages with random vectors, and a cache that holds all of them."""

    def __init__(self) -> None:
        self.reader = Reader(RandomEncoder(), _CACHE_BYTES)
        self.classifier = TaxonomyClassifier(
            self.reader, Taxonomy.built_in(), TopicPolicy(languages=frozenset(["en"]))
        )
        self.summarizer = ExtractiveSummarizer(self.reader, ExtractionPolicy())
        self.keywords = KeywordExtractor(self.reader, KeywordPolicy())
        self._classify = Classify(self.classifier, _LIMITS)
        self._summarize = Summarize(self.summarizer, self.keywords)

    def enrich(self, values: Sequence[bytes]) -> list[bytes]:
        """Return the enriched events for a micro-batch of articles."""
        classified = self._classify([decode_article(value) for value in values])
        between = [encode(o.event) for o in classified if isinstance(o, Completed)]
        enriched = self._summarize([decode_classified(value) for value in between])
        return [encode(o.event) for o in enriched if isinstance(o, Completed)]

    def steps(self, values: Sequence[bytes]) -> Steps:
        """Return the steps of enrichment, each for all articles."""
        articles = [decode_article(value) for value in values]
        prepared = [prepare(article, _LIMITS) for article in articles]
        documents = [each.document for each in prepared]
        self.reader.read(documents)
        return {
            "decoding": lambda: list(map(decode_article, values)),
            "cleaning": lambda: [clean(article, _LIMITS) for article in articles],
            "language": lambda: [
                decide_language(a, p.cleaned.text) for a, p in zip(articles, prepared, strict=True)
            ],
            "sentences": lambda: [split_sentences(d.text, d.language) for d in documents],
            "topics": lambda: self.classifier.classify(documents),
            "summary": lambda: self.summarizer.summarize(documents),
            "keywords": lambda: self.keywords.extract(documents),
            "both stages": lambda: [
                self.enrich(values[i : i + BATCH]) for i in range(0, len(values), BATCH)
            ],
        }


def measure(quick: bool) -> dict[str, Any]:
    """Return milliseconds of CPU time: per article by step, and per 1,000 words by length."""
    texts = [text for path in sorted(ARTICLES.glob("*.jsonl")) for text in _texts(path)]
    pairs = [f"{one}\n{other}" for one, other in zip(texts[::2], texts[1::2], strict=False)]
    pairs, rounds, lengths = (pairs[:48], 3, LENGTHS[:2]) if quick else (pairs, 15, LENGTHS)
    enrichment = Enrichment()
    of_articles = _minimum(enrichment.steps(_messages(pairs)), rounds, "articles")
    long = {words: _messages([_joined(texts, words)]) for words in lengths}
    whole = {str(words): enrichment.steps(value)["both stages"] for words, value in long.items()}
    of_long = _minimum(whole, min(rounds, 3), "long articles")
    return {
        "words": round(sum(len(text.split()) for text in pairs) / len(pairs)),
        "ms": {step: ms / len(pairs) for step, ms in of_articles.items()},
        "ms_per_1000_words": {words: ms * 1_000 / int(words) for words, ms in of_long.items()},
    }


def _minimum(steps: Steps, rounds: int, label: str) -> dict[str, float]:
    """Return the minimum time of each step over the rounds, in milliseconds."""
    found: dict[str, list[float]] = {name: [] for name in steps}
    for _ in track(range(rounds), label, console=Console(stderr=True)):
        for name, step in steps.items():
            started = process_time()
            step()
            found[name].append(1_000 * (process_time() - started))
    return {name: min(times) for name, times in found.items()}


def _texts(path: Path) -> list[str]:
    return [orjson.loads(line)["text"] for line in path.read_bytes().splitlines()]


def _joined(texts: Sequence[str], words: int) -> str:
    """Return an article of slightly more than `words` words; repeated lines get a number."""
    joined: list[str] = []
    count = 0
    for number, line in enumerate(line for text in cycle(texts) for line in text.split("\n")):
        joined.append(f"{line} {number}." if line else "")
        count += len(joined[-1].split())
        if count >= words:
            break
    return "\n".join(joined)


def _messages(texts: Sequence[str]) -> list[bytes]:
    return [orjson.dumps({"id": str(i), "text": text}) for i, text in enumerate(texts)]


def _vector(text: str) -> Vectors:
    vector = np.random.default_rng(crc32(text.encode())).standard_normal(DIMENSIONS)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    found = measure(parser.parse_args().quick)
    console = Console()
    for title, unit, figures in (
        (f"Without models, articles of {found['words']} words", "an article", found["ms"]),
        ("Long articles, both stages", "per 1,000 words", found["ms_per_1000_words"]),
    ):
        table = Table(title=title)
        table.add_column("words" if figures is not found["ms"] else "step")
        table.add_column(f"CPU ms {unit}", justify="right")
        for name, ms in figures.items():
            table.add_row(name, f"{ms:.3f}")
        console.print(table)


if __name__ == "__main__":
    main()
