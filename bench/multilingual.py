"""Memory and time of the encoder for many languages beside the built-in one, on the same texts.

    python -m bench.multilingual --texts FILE.jsonl [--count 100] [--rounds 3]

FILE.jsonl has a `text` per line; speeds are compared on English ones. For each arithmetic, in a
separate process that already has the built-in encoder, prints the memory that the other adds, once
loaded and after all texts, and the CPU seconds of both: the best of so many rounds.
"""

import argparse
import multiprocessing
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from time import process_time

import orjson
import psutil
import torch
from rich.console import Console
from rich.table import Table

from newsdesk.engines import Arithmetic, MultilingualEncoder, TransformerEncoder
from newsdesk.enrichment.ports import SentenceEncoder
from newsdesk.settings import Settings

DTYPES = ("float32", "bfloat16", "int8")
_MIB = 2**20


def measure(dtype: str, folder: Path, texts: Sequence[str], rounds: int) -> list[str]:
    """Return the row of one arithmetic."""
    process, arithmetic = psutil.Process(), Arithmetic(getattr(torch, dtype), 1)
    built_in = TransformerEncoder.built_in(arithmetic)
    own, own_tokens = cpu_seconds(built_in, texts, rounds)
    before = process.memory_info().rss
    encoder = MultilingualEncoder(folder, arithmetic)
    loaded = process.memory_info().rss
    other, other_tokens = cpu_seconds(encoder, texts, rounds)
    grown = [f"{(rss - before) / _MIB:.0f}" for rss in (loaded, process.memory_info().rss)]
    seconds = [f"{own:.2f}", f"{other:.2f}", f"{other / own:.2f}"]
    return [dtype, *grown, f"{own_tokens:,}", f"{other_tokens:,}", *seconds]


def cpu_seconds(encoder: SentenceEncoder, texts: Sequence[str], rounds: int) -> tuple[float, int]:
    """Return the least CPU seconds of several rounds, and the tokens of one."""
    best, tokens = float("inf"), 0
    for _ in range(rounds):
        started = process_time()
        tokens = int(encoder.encode(texts).tokens.sum())
        best = min(best, process_time() - started)
    return best, tokens


def main() -> None:
    """Measure all arithmetics and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with given.texts.open("rb") as lines:
        texts = [orjson.loads(line)["text"] for line in islice(lines, given.count)]
    folder = Settings.load().cache.multilingual
    table = Table(
        *("arithmetic", "MiB loaded", "MiB in use", "tokens", "tokens (e5)"),
        *("CPU s", "CPU s (e5)", "ratio"),
    )
    # A new process each, since memory that was freed once hides what is taken later.
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for dtype in DTYPES:
            table.add_row(*pool.apply(measure, (dtype, folder, texts, given.rounds)))
    Console().print(table)


if __name__ == "__main__":
    main()
