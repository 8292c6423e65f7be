"""A taxonomy: the labels that articles are classified by, each described in words."""

import hashlib
from collections import defaultdict
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from newsdesk.enrichment.topics.label import Adapted as Adapted
from newsdesk.enrichment.topics.label import Example as Example
from newsdesk.enrichment.topics.label import Label as Label
from newsdesk.enrichment.topics.label import NotBlank
from newsdesk.enrichment.topics.taxonomy_checks import find_problems
from newsdesk.enrichment.topics.taxonomy_file import TaxonomyError as TaxonomyError
from newsdesk.enrichment.topics.taxonomy_file import TaxonomyFile
from newsdesk.enrichment.topics.validation_messages import explain

MEDIA_TOPICS = Path(__file__).parent / "taxonomies" / "media_topics.yaml"
"""The top-level topics of IPTC's Media Topics."""

MEDIA_TOPICS_LEVEL_2 = MEDIA_TOPICS.with_name("media_topics_level_2.yaml")
"""The second level; its labels refer to those in MEDIA_TOPICS as `broader`."""

MEDIA_TOPICS_NAMES = MEDIA_TOPICS.with_name("media_topics_names.yaml")
"""IPTC's names of both levels in other languages than English, by id and language."""


class Taxonomy(BaseModel):
    """A named set of labels. With `multi_label`, an article may have more than one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: NotBlank
    multi_label: bool = True
    attribution: str = ""
    adapted: Adapted | None = None
    labels: tuple[Label, ...]

    @classmethod
    def load(cls, path: Path) -> "Taxonomy":
        """Read a taxonomy from a YAML file.

        Raises:
            TaxonomyError: if the file cannot be read or is not a taxonomy; it names the lines.
        """
        file = TaxonomyFile(path)
        try:
            taxonomy = cls.model_validate(file.content)
        except ValidationError as error:
            file.check(explain(error, cls.model_fields))
            raise
        file.check(find_problems(taxonomy.labels, adapted=taxonomy.adapted is not None))
        return taxonomy

    @classmethod
    def built_in(cls) -> "Taxonomy":
        """Return the two upper levels of IPTC's Media Topics."""
        top = TaxonomyFile(MEDIA_TOPICS).content
        below = TaxonomyFile(MEDIA_TOPICS_LEVEL_2).content
        names = TaxonomyFile(MEDIA_TOPICS_NAMES).content
        both = (*top["labels"], *below["labels"])
        labels = [{**label, "labels": names[label["id"]]} for label in both]
        return cls.model_validate({**top, "name": "iptc-media-topics", "labels": labels})

    @property
    def fingerprint(self) -> str:
        """A hash of the whole content."""
        content = self.model_dump_json(exclude_defaults=True)
        return hashlib.sha256(content.encode("utf-8")).hexdigest()

    @property
    def unadapted(self) -> "Taxonomy":
        """The taxonomy with the texts of its labels alone, as before adaptation."""
        labels = tuple(label.unadapted for label in self.labels)
        return self.model_copy(update={"adapted": None, "labels": labels})

    def roots(self) -> tuple[Label, ...]:
        """Return the top-level labels, in order."""
        return self.children("")

    def children(self, label_id: str) -> tuple[Label, ...]:
        """Return the direct children of a label, in order."""
        return self._below.get(label_id, ())

    def descendants(self, label_id: str) -> tuple[Label, ...]:
        """Return all labels below a label, each before its own children."""
        children = self.children(label_id)
        return tuple(d for child in children for d in (child, *self.descendants(child.id)))

    @cached_property
    def by_id(self) -> dict[str, Label]:
        """The labels by their ids."""
        return {label.id: label for label in self.labels}

    @cached_property
    def _below(self) -> dict[str, tuple[Label, ...]]:
        below: dict[str, list[Label]] = defaultdict(list)
        for label in self.labels:
            below[label.broader].append(label)
        return {label_id: tuple(labels) for label_id, labels in below.items()}
