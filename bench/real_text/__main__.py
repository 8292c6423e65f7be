"""How many kinds of real text come out right: `python -m bench.real_text [KIND …] [--write]`.

The cases are in tests/quality/real_text/, a file a kind. Each goes through both stages with the
built-in models. Prints what is wrong, and a table, which `--write` puts into docs/quality.md.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.real_text.case import Kind, load_kinds
from bench.real_text.judge import faults
from bench.real_text.run import run
from newsdesk.composition import Composition
from newsdesk.settings import Settings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "quality" / "real_text"
PAGE = ROOT / "docs" / "quality.md"
BEGIN, END = "<!-- real text: begin -->\n", "<!-- real text: end -->\n"


@dataclass(frozen=True, slots=True)
class Score:
    """One kind: the cases with what is wrong in each, and how many must stay as they are."""

    kind: Kind
    faults: dict[str, list[str]]

    @property
    def right(self) -> int:
        """The number of cases in which nothing is wrong."""
        return len(self.kind.cases) - len(self.faults)

    @property
    def stay(self) -> int:
        """The number of neighbours, which must stay as they are."""
        return sum(case.stays for case in self.kind.cases)


def score(composition: Composition, kind: Kind) -> Score:
    """Return what is wrong in the cases of `kind`."""
    outcomes = run(composition, kind.cases)
    wrong = {case.name: faults(case, outcomes[case.name]) for case in kind.cases}
    return Score(kind, {name: found for name, found in wrong.items() if found})


def markdown(scores: Iterable[Score]) -> str:
    """Return the table of the scores."""
    rows = ["| kind | cases | of which must stay | right |", "|---|---|---|---|"]
    rows += [f"| {s.kind.title} | {len(s.kind.cases)} | {s.stay} | {s.right} |" for s in scores]
    return "\n".join(rows) + "\n"


def write(scores: Iterable[Score]) -> None:
    """Put the table into docs/quality.md."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n{markdown(scores)}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    console = Console()
    kinds = [k for k in load_kinds(FOLDER) if not options.kinds or k.name in options.kinds]
    composition = Composition(Settings())
    try:
        scores = [score(composition, kind) for kind in track(kinds, "kinds", console=console)]
    finally:
        composition.encoder.close()
    table = Table("kind", "cases", "of which must stay", "right")
    for found in scores:
        table.add_row(
            found.kind.name, str(len(found.kind.cases)), str(found.stay), str(found.right)
        )
        for name, lines in found.faults.items():
            for line in lines:
                console.print(f"{found.kind.name}: {name}: {line}", markup=False, soft_wrap=True)
    console.print(table)
    if options.write:
        write(scores)


if __name__ == "__main__":
    main()
