"""Reading the labels of a token-classification model, in any of the usual schemes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.engines.sources import ModelSource, ModelSourceError

_PREFIXED = re.compile(r"([BIESLU])[-_](.+)")
_BEGINS = frozenset("BSU")
_ENDS = frozenset("ELSU")
_OUTSIDE = frozenset({"O", "OUT", "OUTSIDE"})


@dataclass(frozen=True, slots=True)
class Tag:
    """The meaning of a label: the kind of name that the word is part of, or None.

    `begins` and `ends` say that the name certainly begins or ends with the word.
    """

    kind: str | None
    begins: bool = False
    ends: bool = False

    def continues(self, before: "Tag") -> bool:
        """Whether this word is part of the same name as the one before it."""
        same = self.kind is not None and self.kind == before.kind
        return same and not self.begins and not before.ends

    @property
    def may_continue(self) -> bool:
        """Whether the word may be part of a name that began before it."""
        return self.kind is not None and not self.begins


def tags_of(labels: Sequence[str], source: ModelSource) -> tuple[Tag, ...]:
    """Read IOB, IOB2, BIOES, BILOU or plain labels.

    Raises:
        ModelSourceError: if there is no label for words outside names.
    """
    matches = [_PREFIXED.fullmatch(label) for label in labels]
    if any(match and match[1] in "BI" for match in matches):
        return tuple(
            Tag(match[2], match[1] in _BEGINS, match[1] in _ENDS) if match else Tag(None)
            for match in matches
        )
    tags = tuple(Tag(None if label.upper() in _OUTSIDE else label) for label in labels)
    if not any(tag.kind is None for tag in tags):
        raise ModelSourceError(
            f"The labels of the model {source.name} are {', '.join(labels)}. "
            "None of them is O, the label for words outside names.",
            "Choose a model that has it.",
        )
    return tags
