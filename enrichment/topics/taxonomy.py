"""A taxonomy: the labels that articles are sorted into, each told in words."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from enrichment.ports import SentenceEncoder, Vectors

MEDIA_TOPICS = Path(__file__).parent / "taxonomies" / "media_topics.yaml"


class TaxonomyError(ValueError):
    """Raised when a taxonomy file cannot be used."""


class Label(BaseModel):
    """One label, and the texts that say what belongs under it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    label: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The label's name, or its id where it has none."""
        return self.label or self.id

    def aspects(self) -> Iterator[tuple[str, ...]]:
        """Yield the groups of texts whose mean vectors make up the label's prototype."""
        keywords = ", ".join(filter(str.strip, self.keywords))
        for group in ((self.label,), (self.description,), (keywords,), self.examples):
            if texts := tuple(text for text in group if text.strip()):
                yield texts


class Taxonomy(BaseModel):
    """A named set of labels. `multi_label` allows an article more than one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    attribution: str = ""
    multi_label: bool = True
    labels: tuple[Label, ...]

    @classmethod
    def load(cls, path: Path) -> "Taxonomy":
        """Read a taxonomy from a YAML file.

        Raises:
            TaxonomyError: if the file cannot be read or is not a taxonomy; it says where.
        """
        try:
            taxonomy = cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise TaxonomyError(f"Cannot read the taxonomy {path}: {error}") from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "its top level"
            raise TaxonomyError(
                f"The taxonomy {path} is wrong at {place}: {first['msg']}"
            ) from error
        taxonomy._check(path)
        return taxonomy

    def _check(self, path: Path) -> None:
        if len(self.labels) < 2:
            raise TaxonomyError(f"The taxonomy {path} needs at least two labels.")
        ids = [label.id for label in self.labels]
        if twice := {i for i in ids if ids.count(i) > 1}:
            raise TaxonomyError(f"The taxonomy {path} has an id twice: {', '.join(sorted(twice))}.")
        if empty := [label.id for label in self.labels if not list(label.aspects())]:
            raise TaxonomyError(f"The taxonomy {path} has labels without text: {', '.join(empty)}.")

    @property
    def fingerprint(self) -> str:
        """A hash of the whole content."""
        return hashlib.sha256(self.model_dump_json().encode("utf-8")).hexdigest()

    def prototypes(self, encoder: SentenceEncoder) -> Vectors:
        """Return a unit vector a label, shape (labels, dimensions): the mean of its aspects."""
        groups = [list(label.aspects()) for label in self.labels]
        texts = [text for label in groups for group in label for text in group]
        vectors = iter(encoder.encode(texts).vectors)
        means = [
            np.mean([unit(sum(next(vectors) for _ in group)) for group in label], axis=0)
            for label in groups
        ]
        return np.stack([unit(mean) for mean in means]).astype(np.float32)


def unit(vector: Vectors) -> Vectors:
    """Return the vector scaled to length 1; a zero vector stays as it is."""
    length = np.linalg.norm(vector)
    return vector / length if length else vector
