"""newsdesk compared with its ceiling and its peers, on one Kafka.

    python -m bench.speed.headline [--quick]

Ceiling, newsdesk and peers process the same corpus, newsdesk in float32 and in the fastest
arithmetic. The ceiling is measured before and after newsdesk, since a machine's speed drifts. The
topics and summaries in float32 are compared with those of an unbatched run.
"""

import argparse
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.speed import ceiling, end_to_end, peers
from bench.speed.corpus import articles, sample, word_counts
from newsdesk.broker.running import running_broker
from newsdesk.composition import Composition
from newsdesk.engines import Arithmetic, Calibration, TransformerEncoder
from newsdesk.enrichment.classify import Classify
from newsdesk.enrichment.outcome import Completed
from newsdesk.enrichment.ports import Encoded
from newsdesk.enrichment.reading import Reader
from newsdesk.schemas import Article
from newsdesk.settings import Settings

DTYPES = ("float32", "auto")

_QUICK_SECONDS = 12
_QUICK_MIN = 40
_QUICK_MAX = 128
_LAYER_TOKENS_PER_ARTICLE = 6 * 900
"""Layers of the encoder times mean tokens per article."""


def measure(quick: bool) -> dict[str, Any]:
    """Return articles per second of all candidates, ratios, padding, and fraction of the peak.

    `same_topics` and `same_summaries` compare newsdesk with its own answers for one sentence at a
    time in float32.
    """
    calibration = Composition(Settings.load()).encoder_calibration
    corpus = sample(_quick_size(calibration)) if quick else articles()
    names = peers.FASTEST if quick else peers.NAMES
    # If float32 is the fastest, both are the same.
    dtypes = DTYPES[: 1 if calibration.chosen.dtype is torch.float32 else 2]
    console = Console(stderr=True)
    with running_broker() as broker:
        rates = {
            name: peers.rate(broker.cluster, name, corpus)
            for name in track(names, "peers", console=console)
        }
        ours, ceilings = {}, {}
        for dtype in track(dtypes, "newsdesk and its ceiling", console=console):
            before = ceiling.measure_over(corpus, dtype)
            ours[dtype] = end_to_end.rate(broker.cluster, corpus, dtype)
            after = before if quick else ceiling.measure_over(corpus, dtype)
            ceilings[dtype] = _mean(before, after)
    for found in (ours, ceilings):
        found.setdefault("auto", found["float32"])
    best = max(rates.values())
    return {
        "corpus": word_counts(corpus),
        "peers": rates,
        "peers_versions": peers.versions(),
        **{
            dtype: {
                "dtype": ceilings[dtype]["dtype"],
                "ceiling": ceilings[dtype]["articles_per_s"],
                "end_to_end": ours[dtype]["articles_per_s"],
                "ratio_to_ceiling": ours[dtype]["articles_per_s"]
                / ceilings[dtype]["articles_per_s"],
                "ratio_to_best_peer": ours[dtype]["articles_per_s"] / best,
                "encoder": ceilings[dtype],
            }
            for dtype in DTYPES
        },
        **({} if quick else _compared(corpus, ours)),
    }


def _mean(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return the mean of two measurements."""
    return {
        name: (value + other[name]) / 2 if isinstance(value, float) else value
        for name, value in one.items()
    }


def _quick_size(calibration: Calibration) -> int:
    """Return how many articles the encoder reads in `_QUICK_SECONDS` in float32, within limits."""
    rates = [one.tokens_per_second for one in calibration.tried if one.dtype == "float32"]
    articles_per_s = max(rates, default=0) / _LAYER_TOKENS_PER_ARTICLE
    return round(min(max(_QUICK_SECONDS * articles_per_s, _QUICK_MIN), _QUICK_MAX))


def _compared(corpus: Sequence[dict[str, Any]], ours: dict[str, Any]) -> dict[str, float]:
    """Compare newsdesk's answers with those of an unbatched run in float32."""
    exact = unbatched(corpus)
    found, fastest = ours["float32"]["answers"], ours["auto"]["answers"]
    return {
        f"{what}_{name}": sum(answers[key][field] == exact[key][field] for key in exact)
        / len(exact)
        for name, answers in (("float32", found), ("fastest", fastest))
        for what, field in (("same_topics", "topics"), ("same_summaries", "summary"))
    }


def unbatched(corpus: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return newsdesk's answers in float32 if it reads one sentence at a time."""
    composition = Composition(Settings.load(inference={"dtype": "float32"}))
    encoder = TransformerEncoder.built_in(Arithmetic(torch.float32, 1, 1))
    composition.reader = Reader(_OneByOne(encoder))
    classify: Classify = composition.classify
    answers = {}
    for fields in track(corpus, "one by one", console=Console(stderr=True)):
        (classified,) = classify([Article.from_fields(fields)])
        if isinstance(classified, Completed):
            (enriched,) = composition.summarize([classified.event])
            if isinstance(enriched, Completed):
                event = enriched.event
                answers[event.id] = {
                    "topics": [topic.id for topic in event.classification.topics],
                    "summary": event.summary.text,
                }
    return answers


class _OneByOne:
    """An encoder that reads each text separately."""

    def __init__(self, encoder: TransformerEncoder) -> None:
        self._encoder = encoder
        self.info = encoder.info

    def encode(self, texts: Sequence[str]) -> Encoded:
        found = [self._encoder.encode([text]) for text in texts]
        return Encoded(
            vectors=np.concatenate([one.vectors for one in found]),
            tokens=np.concatenate([one.tokens for one in found]),
        )


def main() -> None:
    """Print articles per second, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    print_headline(measure(parser.parse_args().quick))


def by_dtype(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return newsdesk's figures from the results of `measure`, by arithmetic, each once."""
    return {found[name]["dtype"]: found[name] for name in DTYPES}


def print_headline(found: dict[str, Any]) -> None:
    """Print the results of `measure` as a table."""
    table = Table(title="Articles per second, both stages through Kafka")
    for heading in ("", "articles/s", "of the ceiling", "of the best peer"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, rate in sorted(found["peers"].items(), key=lambda item: item[1]):
        table.add_row(name, f"{rate:.2f}", "", f"{rate / max(found['peers'].values()):.2f}")
    for dtype, one in by_dtype(found).items():
        table.add_row(
            f"newsdesk, {dtype}",
            f"{one['end_to_end']:.2f}",
            f"{one['ratio_to_ceiling']:.3f}",
            f"{one['ratio_to_best_peer']:.2f}",
        )
        encoder = one["encoder"]
        table.add_row(
            f"its ceiling: padding {encoder['padding']:.3f}, "
            f"{encoder['fraction_of_peak']:.2f} of the peak",
            f"{one['ceiling']:.2f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
