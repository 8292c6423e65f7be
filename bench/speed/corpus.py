"""The articles of the speed benchmarks: `python -m bench.speed.corpus` describes them.

They are synthetic, in English, and the same on every machine. A grammar (`corpus.yaml`) generates
them, each about one of the seventeen top-level topics of IPTC's Media Topics, a fifth of them with
a second topic. The distribution of lengths is that of a published news data set, with a median of
450 words, extended to a range from one word to 5,000.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import exp, log
from pathlib import Path
from random import Random
from statistics import mean, median
from typing import Any

import yaml
from rich.console import Console

from bench.speed.writer import Alternatives, Writer

SIZE = 500
SEED = "newsdesk"
QUICK_SIZE = 64
LONGEST = 5_000
QUANTILES = (
    (0.0, 1),
    (0.01, 20),
    (0.05, 66),
    (0.1, 95),
    (0.25, 257),
    (0.5, 451),
    (0.75, 694),
    (0.9, 938),
    (0.95, 1_107),
    (0.97, 1_284),
    (0.99, 1_718),
    (0.995, 2_044),
    (1.0, LONGEST),
)
"""Quantiles of the article length in words, interpolated on a log scale.

They are those of the 472 English articles in the development set of MasakhaNEWS (Adelani and
others, 2023), except for the extremes: its shortest has 13 words, its longest 3,714.
"""

_GRAMMAR = Path(__file__).with_name("corpus.yaml")
_STUB = 12


def articles(count: int = SIZE) -> list[dict[str, Any]]:
    """Return articles in newsdesk's input format, with lengths and topics in mixed order."""
    return [_article(number, words) for number, words in enumerate(_lengths(count))]


def corpus_of(quick: bool) -> list[dict[str, Any]]:
    """Return the articles for a benchmark: all, or a sample if `quick`."""
    return sample(QUICK_SIZE) if quick else articles()


def sample(count: int) -> list[dict[str, Any]]:
    """Return `count` of the corpus's articles with the same distribution of lengths."""
    lengths = _lengths(SIZE)
    by_length = sorted(range(SIZE), key=lengths.__getitem__)
    chosen = sorted(by_length[int((k + 0.5) * SIZE / count)] for k in range(count))
    return [_article(number, lengths[number]) for number in chosen]


def words_at(share: float) -> int:
    """Return the length at quantile `share` of the corpus, in words."""
    after = min(bisect_right(QUANTILES, (share, 0)), len(QUANTILES) - 1)
    (low, shorter), (high, longer) = QUANTILES[after - 1], QUANTILES[after]
    part = (share - low) / (high - low)
    return round(exp(log(shorter) + part * (log(longer) - log(shorter))))


def word_count(article: Mapping[str, Any]) -> int:
    """Return the number of words in the text."""
    return len(article["text"].split())


def word_counts(corpus: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return statistics of the lengths: articles, words in total, and words per article."""
    counts = [word_count(article) for article in corpus]
    return {
        "articles": len(counts),
        "words": sum(counts),
        "shortest": min(counts),
        "median": median(counts),
        "mean": round(mean(counts), 1),
        "longest": max(counts),
    }


def _lengths(count: int) -> list[int]:
    """Return the length of each article in words, in mixed order."""
    lengths = [words_at(i / max(count - 1, 1)) for i in range(count)]
    Random(SEED).shuffle(lengths)
    return lengths


def _article(number: int, words: int) -> dict[str, Any]:
    rng = Random(f"{SEED}-{number}")
    writer = Writer(rng, _vocabulary(rng, number))
    published = datetime(2026, 1, 5, 6, tzinfo=UTC) + timedelta(minutes=17 * number)
    return {
        "id": f"speed-{number:04}",
        "url": f"https://news.example.org/{published:%Y/%m/%d}/speed-{number:04}",
        "title": writer.sentence("headline"),
        "text": _text(rng, writer, words),
        "source": writer.write("paper"),
        "published_at": published.isoformat(),
    }


def _vocabulary(rng: Random, number: int) -> Alternatives:
    """Return the words of the article's topic; for a fifth of the articles, of a second too."""
    shared, topics = _GRAMMARS
    order = list(topics.values())
    main = order[number % len(order)]
    if rng.random() >= 0.2:
        return {**shared, **main}
    second = rng.choice(order)
    return {**shared, **{name: [*main[name], *main[name], *second[name]] for name in main}}


def _text(rng: Random, writer: Writer, words: int) -> str:
    """Return paragraphs without repeated sentences; a stub ends with an ellipsis, as in feeds."""
    opening = writer.sentence("opening")
    if words < _STUB:
        return " ".join(opening.split()[:words]) + "…"
    sentences = {opening: 0}
    total = len(opening.split())
    paragraph = 0
    while total < words:
        sentence = writer.sentence()
        length = len(sentence.split())
        if total + length / 2 > words or total + length > LONGEST:
            break
        if sentence in sentences:
            continue
        paragraph += rng.random() < 0.45
        sentences[sentence] = paragraph
        total += length
    return "\n\n".join(
        " ".join(s for s, p in sentences.items() if p == number) for number in range(paragraph + 1)
    )


def _grammars() -> tuple[Alternatives, Mapping[str, Alternatives]]:
    grammar = yaml.safe_load(_GRAMMAR.read_text(encoding="utf-8"))
    return _split(grammar["shared"]), {k: _split(words) for k, words in grammar["topics"].items()}


def _split(words: Mapping[str, str]) -> Alternatives:
    return {name: [part.strip() for part in text.split("|")] for name, text in words.items()}


def main() -> None:
    """Print statistics of the corpus."""
    Console().print(word_counts(articles()))


_GRAMMARS = _grammars()

if __name__ == "__main__":
    main()
