"""Makes a taxonomy of IPTC's concepts, with newsdesk's own texts where there are some."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from newsdesk.commands.taxonomy.concepts import Concept, Official, in_language, names_by_tag
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from newsdesk.enrichment.topics.taxonomy_checks import MAX_LEVELS, find_problems
from newsdesk.terminal.files import FileError
from newsdesk.terminal.rendering import counted

NAME = "iptc-media-topics-all"
LICENCE = "IPTC Media Topics, © IPTC, CC BY 4.0 (https://iptc.org/standards/media-topics/)"


@dataclass(frozen=True, slots=True)
class Imported:
    """A taxonomy, and counts of the concepts in the file that it was made from.

    `by_level` counts those taken, from the top down. `absent` are the ids of the built-in taxonomy
    that were not taken, and `other_language` counts those whose name is not in the language wanted.
    """

    taxonomy: Taxonomy
    by_level: tuple[int, ...]
    retired: int
    nameless: int
    own_texts: int
    official_definitions: int
    other_language: int
    absent: tuple[str, ...]


def make_taxonomy(official: Official, language: str, built_in: Taxonomy) -> Imported:
    """Make one taxonomy of a file's concepts, in the order of the tree.

    Retired concepts are left out, and their children move to the nearest concept above. Concepts
    of the built-in taxonomy keep its description, keywords and examples, which are written for the
    classifier; the others have IPTC's definition as their description.

    Raises:
        FileError: if the concepts make no taxonomy.
    """
    concepts = {concept.id: concept for concept in official.concepts if concept.id}
    _refuse_repetition(official)
    active = {i: concept for i, concept in concepts.items() if not concept.retired}
    taken = {i: concept for i, concept in active.items() if concept.names}
    own = {label.id: label for label in built_in.labels if label.id in taken}
    labels = [
        _label(concept, _broader(concept, concepts, taken), language, own.get(concept.id))
        for concept in taken.values()
    ]
    if problem := next(find_problems(labels), None):
        raise FileError(f"The concepts of the file make no taxonomy: {problem.message}")
    taxonomy = _in_tree_order(labels, _attribution(official, len(own)))
    return Imported(
        taxonomy=taxonomy,
        by_level=_by_level(taxonomy),
        retired=len(concepts) - len(active),
        nameless=len(active) - len(taken),
        own_texts=len(own),
        official_definitions=sum(bool(taken[i].definitions) for i in taken.keys() - own.keys()),
        other_language=sum(not in_language(c.names, language)[1] for c in taken.values()),
        absent=tuple(label.id for label in built_in.labels if label.id not in taken),
    )


def _label(concept: Concept, broader: str, language: str, own: Label | None) -> Label:
    name, _ = in_language(concept.names, language)
    labels = names_by_tag(concept.names, name)
    if own is not None:
        return own.model_copy(update={"label": name, "broader": broader, "labels": labels})
    definition, _ = in_language(concept.definitions, language)
    return Label(id=concept.id, label=name, broader=broader, labels=labels, description=definition)


def _broader(
    concept: Concept, concepts: Mapping[str, Concept], taken: Mapping[str, Concept]
) -> str:
    """Return the id of the nearest concept above that is taken, or nothing."""
    above = concept.broader
    for _ in range(MAX_LEVELS):
        if above in taken:
            return above
        if above not in concepts:
            return ""
        above = concepts[above].broader
    return ""


def _in_tree_order(labels: list[Label], attribution: str) -> Taxonomy:
    unordered = Taxonomy(name=NAME, labels=tuple(labels))
    ordered = tuple(
        label for root in unordered.roots() for label in (root, *unordered.descendants(root.id))
    )
    return Taxonomy(name=NAME, attribution=attribution, labels=ordered)


def _by_level(taxonomy: Taxonomy) -> tuple[int, ...]:
    counts = []
    level = taxonomy.roots()
    while level:
        counts.append(len(level))
        level = tuple(child for label in level for child in taxonomy.children(label.id))
    return tuple(counts)


def _attribution(official: Official, own_texts: int) -> str:
    released = f", released {official.released}" if official.released else ""
    text = f"Codes, names and definitions: {LICENCE}{released}."
    if own_texts:
        topics = counted(own_texts, "topic")
        text += f" Descriptions, key words and examples of {topics}: newsdesk."
    return text


def _refuse_repetition(official: Official) -> None:
    counts = Counter(concept.id for concept in official.concepts if concept.id)
    if twice := [i for i, count in counts.items() if count > 1]:
        raise FileError(f"The file has {twice[0]} more than once.", "Get the official file again.")
