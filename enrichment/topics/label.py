"""The labels of a taxonomy with the texts that describe them, and the origin of an adapted one."""

import base64
import binascii
from typing import Annotated, Any

import numpy as np
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_serializer,
    model_validator,
)

from newsdesk.schemas.topic_names import LanguageTag

NotBlank = Annotated[str, Field(pattern=r"\S")]
"""A text that is not blank."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Part):
    """A text that belongs to a label: a line, or an article with its title.

    In a taxonomy file, an example without a title may be a plain string.
    """

    title: str | None = None
    text: NotBlank

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @model_serializer
    def _as_written(self) -> str | dict[str, str]:
        return self.text if self.title is None else {"title": self.title, "text": self.text}

    def __str__(self) -> str:
        return f"{self.title}\n{self.text}" if self.title else self.text


class Label(_Part):
    """One label, and the texts that describe what belongs to it.

    `labels` are names in other languages than that of `label`, for events; articles are not
    compared with them. `threshold` (0 to 1) replaces the classifier's threshold for this label.
    `broader` is the id of the parent label. Adaptation adds two vectors, each the base64 of
    little-endian float16: `prototype`, of length 1, and `examples_shift`, which is added to the
    vectors of the examples.
    """

    id: NotBlank
    label: str = ""
    labels: dict[LanguageTag, NotBlank] = Field(default_factory=dict)
    broader: str = ""
    threshold: float | None = Field(None, ge=0, le=1, strict=True)
    description: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    prototype: str = ""
    examples_shift: str = ""

    @field_validator("prototype", "examples_shift")
    @classmethod
    def _is_vector(cls, value: str) -> str:
        try:
            vector = np.frombuffer(base64.b64decode(value, validate=True), dtype="<f2")
        except (binascii.Error, ValueError) as error:
            raise ValueError("is not base64 of float16 numbers") from error
        if not np.isfinite(vector).all():
            raise ValueError("has numbers that are not finite")
        return value

    @property
    def name(self) -> str:
        """The label's name, or its id if it has none."""
        return self.label or self.id

    @property
    def unadapted(self) -> "Label":
        """The label as it was before adaptation."""
        return self.model_copy(update={"prototype": "", "examples_shift": ""})

    @property
    def is_empty(self) -> bool:
        """Whether the label has no text that describes it."""
        texts = (self.label, self.description, *self.keywords)
        return not self.examples and not any(map(str.strip, texts))


class Adapted(_Part):
    """The origin of an adapted taxonomy.

    `parent` is the fingerprint of the taxonomy that was adapted, `encoder` the model as
    `name@revision`, and `articles` the number of articles that were read.
    """

    parent: NotBlank
    encoder: NotBlank
    articles: int = Field(ge=1)
    created: AwareDatetime
