"""All speed benchmarks in one run: `python -m bench.speed [--quick] [--only PART …]`.

Writes `bench/results/latest.json`; a full run also writes `docs/benchmarks/results.json` and the
charts in that folder. `--quick` measures newsdesk, its ceiling and the fastest peers on a part of
the corpus, in a few minutes; otherwise all parts run, which takes about an hour on two cores.
"""

import argparse
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.speed import (
    arithmetic,
    enrichment,
    generation,
    headline,
    latency,
    long_articles,
    memory,
    plumbing,
    scaling,
)
from bench.speed.charts import draw
from bench.speed.machine import machine

ROOT = Path(__file__).parents[2]
LATEST = ROOT / "bench" / "results" / "latest.json"
PUBLISHED = ROOT / "docs" / "benchmarks"

PARTS: dict[str, Callable[[bool], dict[str, Any]]] = {
    "headline": headline.measure,
    "latency": latency.measure,
    "plumbing": plumbing.measure,
    "scaling": scaling.measure,
    "long_articles": long_articles.measure,
    "generation": generation.measure,
    "enrichment": enrichment.measure,
    "memory": memory.measure,
    "arithmetic": arithmetic.measure,
}
QUICK = ("headline",)


def main() -> None:
    """Run the benchmarks, print the headline and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, help="parts to run; results of other parts are kept"
    )
    options = parser.parse_args()
    names = options.only or (QUICK if options.quick else tuple(PARTS))
    # Results of other parts from an earlier full run are kept.
    results = _read(PUBLISHED / "results.json") if options.only and not options.quick else {}
    console = Console(stderr=True)
    for name in names:
        console.rule(name)
        results[name] = _measured(name, options.quick)
        _write(LATEST, _summary(results) | results)
    if "headline" in names:
        headline.print_headline(results["headline"])
    if not options.quick:
        _write(PUBLISHED / "results.json", results)
        draw(results, PUBLISHED)


def _measured(name: str, quick: bool) -> dict[str, Any]:
    """Return the results of a part, with time and machine."""
    found = PARTS[name](quick)
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"quick": quick, "measured_at": measured_at, "machine": machine(), **found}


def _summary(results: dict[str, Any]) -> dict[str, Any]:
    """Return the main figures, with the fastest arithmetic."""
    found = results.get("headline")
    if not found:
        return {}
    best, exact = found["auto"], found["float32"]
    return {
        "machine": found["machine"],
        "dtype": best["dtype"],
        "ceiling": best["ceiling"],
        "end_to_end": best["end_to_end"],
        "ratio_to_ceiling": best["ratio_to_ceiling"],
        "peers": found["peers"],
        "ratio_to_best_peer": best["ratio_to_best_peer"],
        "padding": best["encoder"]["padding"],
        "fraction_of_peak": best["encoder"]["fraction_of_peak"],
        "fraction_of_float32_peak": best["encoder"]["fraction_of_float32_peak"],
        "float32": {
            name: exact[name]
            for name in ("ceiling", "end_to_end", "ratio_to_ceiling", "ratio_to_best_peer")
        }
        | {"fraction_of_peak": exact["encoder"]["fraction_of_peak"]},
    }


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def _write(path: Path, results: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
