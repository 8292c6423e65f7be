"""The charts in `docs/benchmarks/`, drawn from the results."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.speed.headline import by_dtype
from bench.speed.plots import Bar, bars
from newsdesk.terminal.rendering import counted


def draw(results: dict[str, Any], folder: Path) -> None:
    """Write a chart for each part of the results that has one."""
    for name, chart in _CHARTS.items():
        part = name.partition("-")[0]
        if part in results:
            (folder / f"{name}.svg").write_text(chart(results[part]), encoding="utf-8")


def _headline(found: dict[str, Any]) -> str:
    ours = [
        Bar(f"newsdesk, {dtype}", one["end_to_end"], ours=True)
        for dtype, one in by_dtype(found).items()
    ]
    others = sorted(found["peers"].items(), key=lambda item: -item[1])
    return bars(
        "The same job on the same articles",
        "articles per second",
        [*ours, *(Bar(name.replace("_", " "), rate) for name, rate in others)],
    )


def _ceiling(found: dict[str, Any]) -> str:
    rows = []
    for dtype, one in by_dtype(found).items():
        rows += [
            Bar(f"encoder only, {dtype}", one["ceiling"]),
            Bar(f"through Kafka, {dtype}", one["end_to_end"], ours=True),
        ]
    return bars("The cost of everything around the encoder", "articles per second", rows)


def _latency(found: dict[str, Any]) -> str:
    order = found["latencies_s"]
    places = {"median": 0.5, "75th percentile": 0.75, "90th": 0.9, "95th": 0.95, "99th": 0.99}
    rows = [
        Bar(name, 1000 * order[min(len(order) - 1, int(share * len(order)))], True, 0)
        for name, share in places.items()
    ]
    bare = Bar("encoder only, median", 1000 * found["bare_median_s"], digits=0)
    return bars(
        "Latency from sending to seeing the event, at half load", "milliseconds", [bare, *rows]
    )


def _long_articles(found: dict[str, Any]) -> str:
    rows = [
        Bar(f"{int(words):,} words", value, ours=True, digits=3)
        for words, value in found["seconds_per_1000_words"].items()
    ]
    return bars("Long articles take no longer per word", "seconds per thousand words", rows)


def _scaling(found: dict[str, Any]) -> str:
    rows = [
        Bar(counted(run["workers"], "worker"), run["rate"], ours=True, digits=0)
        for run in found["runs"]
    ]
    return bars("Throughput by number of workers", "articles per second", rows)


def _memory(found: dict[str, Any]) -> str:
    rows = []
    for run in found["runs"]:
        name = "with models" if run["read_by_models"] else f"{run['backlog']:,} sent"
        rows += [
            Bar(f"{name}, 1,000 done", run["early_mib"], digits=0),
            Bar(f"{run['articles']:,} done", run["late_mib"], ours=True, digits=0),
        ]
    return bars("Memory after 1,000 articles and at the end", "MiB", rows)


_CHARTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "headline": _headline,
    "headline-ceiling": _ceiling,
    "latency": _latency,
    "long_articles": _long_articles,
    "scaling": _scaling,
    "memory": _memory,
}
