"""The command line of benchmarks that print a plain list of figures."""

import argparse
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.table import Table


def run_measure(
    title: str, description: str | None, measure: Callable[..., dict[str, Any]], *, dtype: bool
) -> None:
    """Parse --quick (and --dtype if `dtype`), call `measure` and print each figure."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true")
    if dtype:
        parser.add_argument("--dtype", default="auto")
    table = Table("", "", title=title)
    for name, value in measure(**vars(parser.parse_args())).items():
        if not isinstance(value, list):
            table.add_row(name, f"{value:,.3f}" if isinstance(value, float) else str(value))
    Console().print(table)
