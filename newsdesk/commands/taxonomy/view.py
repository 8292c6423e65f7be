"""Taxonomies for the terminal. What a file holds is untrusted: it is shown as text."""

from collections.abc import Sequence

from rich.text import Text
from rich.tree import Tree

from newsdesk.enrichment.topics.taxonomy import Adapted, Label, Taxonomy
from newsdesk.schemas.topic_names import ENGLISH, names_in
from newsdesk.terminal.rendering import counted, safe

_NAMED = 10


def counts(taxonomy: Taxonomy) -> str:
    """Return how many labels, key words and examples there are."""
    top = len(taxonomy.roots())
    below = len(taxonomy.labels) - top
    labels = counted(top, "label") + (f" at the top and {below} below" if below else "")
    keywords = counted(sum(len(label.keywords) for label in taxonomy.labels), "key word")
    examples = counted(sum(len(label.examples) for label in taxonomy.labels), "example")
    return f"{labels}; {keywords}, {examples}"


def head(taxonomy: Taxonomy) -> list[str]:
    """Return the lines that identify the taxonomy."""
    lines = [
        f"{safe(taxonomy.name)}: {counts(taxonomy)}",
        "An article has several labels, or one."
        if taxonomy.multi_label
        else "An article has one label.",
        f"Fingerprint {taxonomy.fingerprint}",
    ]
    if taxonomy.adapted:
        lines.append(_adapted(taxonomy.adapted))
    if taxonomy.attribution.strip():
        lines.append(safe(taxonomy.attribution))
    return lines


def tree(taxonomy: Taxonomy, language: str = ENGLISH) -> Tree:
    """Return the labels, each below the broader one, by their names in `language`."""
    top = Tree("", hide_root=True)
    for label in taxonomy.roots():
        _add(top, taxonomy, label, language)
    return top


def card(taxonomy: Taxonomy, label: Label) -> list[Text]:
    """Return everything about one label, one line each."""
    below = [safe(child.name) for child in taxonomy.children(label.id)]
    threshold = "" if label.threshold is None else f"{label.threshold:g}"
    lines = [Text(safe(label.name), style="bold")]
    lines += _fields(
        {
            "id": safe(label.id),
            "names": ", ".join(f"{tag} {safe(name)}" for tag, name in label.labels.items()),
            "broader": safe(label.broader),
            "narrower": ", ".join(below),
            "threshold": threshold,
            "description": safe(label.description),
            "key words": ", ".join(map(safe, label.keywords)),
            "prototype": "adapted to articles" if label.prototype else "",
        }
    )
    lines += [Text(f"  - {safe(str(example))}") for example in label.examples]
    return lines


def names(labels: Sequence[Label]) -> str:
    """Return the first names of `labels`, and how many more there are."""
    named = ", ".join(safe(label.name) for label in labels[:_NAMED])
    more = len(labels) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def _fields(fields: dict[str, str]) -> list[Text]:
    return [Text.assemble((f"{name}: ", "dim"), value) for name, value in fields.items() if value]


def _add(tree: Tree, taxonomy: Taxonomy, label: Label, language: str) -> None:
    facts = [counted(len(label.keywords), "key word"), counted(len(label.examples), "example")]
    if label.threshold is not None:
        facts.append(f"threshold {label.threshold:g}")
    if not label.description.strip():
        facts.append("no description")
    name = next(iter(names_in(label.labels, [language]).values()), label.name)
    line = Text.assemble(
        safe(name), (f"  {safe(label.id)}", "dim"), (f"  {', '.join(facts)}", "dim")
    )
    branch = tree.add(line)
    for child in taxonomy.children(label.id):
        _add(branch, taxonomy, child, language)


def _adapted(adapted: Adapted) -> str:
    return (
        f"Adapted on {counted(adapted.articles, 'article')} by {safe(adapted.encoder)},"
        f" {adapted.created:%Y-%m-%d %H:%M %Z}; before that {safe(adapted.parent)}"
    )
