"""Long articles: `python -m bench.speed.long_articles [--quick]`.

Both stages process one article of 1,000 to 100,000 words, with models: the time per thousand words
should not grow. Then a very long article is processed while another caller sends small ones: how
long do the small ones wait, compared with the time of the long one?
"""

import threading
from time import perf_counter
from typing import Any

from bench.speed.corpus import articles
from bench.speed.figures import run_measure
from newsdesk.composition import Composition
from newsdesk.enrichment.classify import Classify
from newsdesk.enrichment.outcome import Completed
from newsdesk.schemas import Article
from newsdesk.settings import Settings

LENGTHS = (1_000, 10_000, 100_000)
_QUICK_LENGTHS = (1_000, 10_000)
_SMALL = 10


def measure(quick: bool, dtype: str = "auto") -> dict[str, Any]:
    """Return seconds per thousand words by length, and how a very long one delays small ones.

    `growth` is the time per word of the longest relative to the shortest; `small_alone_s` and
    `small_beside_giant_s` are medians for one small article, `giant_s` is the time of the
    very long one.
    """
    composition = Composition(
        Settings.load(inference={"dtype": dtype}, limits={"max_characters": 2_000_000})
    )
    sentences = _sentences()
    lengths = _QUICK_LENGTHS if quick else LENGTHS
    for _ in range(2):
        _whole_chain(composition, _long(sentences, 300, "warm-up"))
    seconds = {
        words: _timed_chain(composition, _long(sentences, words, f"long-{words}"))
        for words in lengths
    }
    per_thousand = {words: 1000 * taken / words for words, taken in seconds.items()}
    small = [_long(sentences, 300, f"small-{n}") for n in range(2 * _SMALL)]
    alone = [_timed_chain(composition, article) for article in small[:_SMALL]]
    longest = _long(sentences, lengths[-1], "giant")
    beside, longest_seconds = _beside(composition, longest, small[_SMALL:])
    return {
        "seconds_per_1000_words": {str(words): value for words, value in per_thousand.items()},
        "growth": per_thousand[lengths[-1]] / per_thousand[lengths[0]],
        "small_alone_s": sorted(alone)[len(alone) // 2],
        "small_beside_giant_s": sorted(beside)[len(beside) // 2],
        "giant_s": longest_seconds,
    }


def _beside(
    composition: Composition, longest: Article, small: list[Article]
) -> tuple[list[float], float]:
    """Return the time of each small article while the longest is processed, and of the longest."""
    taken: list[float] = []

    def read_longest() -> None:
        taken.append(_timed_chain(composition, longest))

    reading = threading.Thread(target=read_longest)
    reading.start()
    beside = [_timed_chain(composition, article) for article in small if reading.is_alive()]
    reading.join()
    return beside, taken[0]


def _timed_chain(composition: Composition, article: Article) -> float:
    started = perf_counter()
    _whole_chain(composition, article)
    return perf_counter() - started


def _whole_chain(composition: Composition, article: Article) -> None:
    classify: Classify = composition.classify
    (outcome,) = classify([article])
    if not isinstance(outcome, Completed):
        raise TypeError(f"{article.id} led to {outcome}")
    (enriched,) = composition.summarize([outcome.event])
    if not isinstance(enriched, Completed):
        raise TypeError(f"{article.id} led to {enriched}")


def _sentences() -> list[str]:
    texts = " ".join(str(article["text"]) for article in articles())
    return [f"{part.strip()}." for part in texts.split(". ") if part.strip()]


def _long(sentences: list[str], words: int, name: str) -> Article:
    """Return an article of `words` words; articles with different names share no sentence."""
    parts: list[str] = []
    count = 0
    for n in range(10**9):
        sentence = f"In {name} part {n}, {sentences[n % len(sentences)]}"
        parts.append(sentence)
        count += len(sentence.split())
        if count >= words:
            break
    return Article.from_fields({"id": name, "title": name, "text": " ".join(parts)})


def main() -> None:
    """Print the figures."""
    run_measure("Long articles", __doc__, measure, dtype=True)


if __name__ == "__main__":
    main()
