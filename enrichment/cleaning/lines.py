"""Taking out the lines that a scraped text drags along."""
# ruff: noqa: RUF001 (ornaments look like other characters)

from collections.abc import Sequence

from enrichment.cleaning.appeals import APPEALS
from enrichment.cleaning.cleaned import RemovedLine
from enrichment.cleaning.credits import CREDITS
from enrichment.cleaning.edges import trim_edges
from enrichment.cleaning.furniture import FURNITURE
from enrichment.cleaning.links import LINKS
from enrichment.cleaning.menus import MENUS
from enrichment.cleaning.rules import Rule

RULES: Sequence[Rule] = (*APPEALS, *LINKS, *FURNITURE, *MENUS, *CREDITS)
_LONGEST_BOILERPLATE = max(rule.longest for rule in RULES)
_ORNAMENTS = " *•·–—-→➤▶►▼|#_=~»›>✓👉"
_SHORTEST_REPEATED = 20


def remove_boilerplate(text: str) -> tuple[str, tuple[RemovedLine, ...]]:
    """Return `text` without boilerplate, and what was taken out, in order.

    Of a line that comes again, the first stays. Lines that stay keep their order and at most
    one blank line between them.
    """
    kept: list[str] = []
    removed: list[RemovedLine] = []
    seen: set[str] = set()
    position = 0
    for line in text.split("\n"):
        if not line:
            kept.extend([""] if kept and kept[-1] else [])
            continue
        kind = _kind_of(line, position) or _repeated(line, seen)
        position += 1
        if kind:
            removed.append(RemovedLine(kind, line))
            continue
        sentence, edges = trim_edges(line)
        removed.extend(edges)
        kept.append(sentence)
    return "\n".join(kept).strip(), tuple(removed)


def _kind_of(line: str, position: int) -> str | None:
    if len(line) > _LONGEST_BOILERPLATE:
        return None
    bare = line.strip(_ORNAMENTS)
    return next((rule.kind for rule in RULES if rule.matches(bare, position)), None)


def _repeated(line: str, seen: set[str]) -> str | None:
    key = line.casefold()
    if len(key) >= _SHORTEST_REPEATED and key in seen:
        return "repeated"
    seen.add(key)
    return None
