"""A model's tokenizer, and the special tokens that it puts around texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from transformers import AutoTokenizer, PreTrainedConfig, PreTrainedTokenizerBase

from newsdesk.engines.kinds import source_errors
from newsdesk.engines.sources import ModelSource, ModelSourceError

_PROBE = "a"
_TOKENIZER_HELP = (
    "Its folder needs a tokenizer.json: with sentencepiece installed, "
    "AutoTokenizer.from_pretrained(…).save_pretrained(…) writes one."
)


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a model: token ids, and the token type of each (1 for a second text)."""

    ids: list[int]
    types: list[int]


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """The special tokens before, between and after texts, with their token types.

    `parts` has one element more than there are texts, each a pair of ids and types; `types` has one
    token type per text.
    """

    parts: tuple[tuple[list[int], list[int]], ...]
    types: tuple[int, ...]

    @property
    def size(self) -> int:
        """The number of special tokens."""
        return sum(len(ids) for ids, _ in self.parts)

    def around(self, *texts: Sequence[int]) -> Input:
        """Return the input for the token ids of one text, or of a pair of texts."""
        ids, types = (list(part) for part in self.parts[0])
        framed = zip(texts, self.types, self.parts[1:], strict=True)
        for text, text_type, (special_ids, special_types) in framed:
            ids += [*text, *special_ids]
            types += [*[text_type] * len(text), *special_types]
        return Input(ids, types)


def load_tokenizer(source: ModelSource, config: PreTrainedConfig) -> PreTrainedTokenizerBase:
    """Load a model's fast tokenizer, and check that it is usable.

    Raises:
        ModelSourceError: if it cannot be loaded, is not a fast one, has no padding token, or lacks
            its vocabulary.
    """
    with source_errors(source, _TOKENIZER_HELP):
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(  # nosec B615 - pinned
            **source.arguments
        )
    if not tokenizer.is_fast:
        raise ModelSourceError(
            f"The model {source.name} has no fast tokenizer: {type(tokenizer).__name__} is written "
            "in Python.",
            "Add a tokenizer.json to its folder, or choose a model that has one.",
        )
    # Without its files, transformers creates a tokenizer that has special tokens only.
    if 2 * len(tokenizer) < getattr(config, "vocab_size", 0):
        raise ModelSourceError(
            f"The tokenizer of the model {source.name} has {len(tokenizer)} tokens, the model "
            f"{config.vocab_size}. Its tokenizer.json is missing or belongs to another model."
        )
    if tokenizer.pad_token_id is None:
        raise ModelSourceError(
            f"The tokenizer of the model {source.name} has no padding token.",
            'Set "pad_token" in its tokenizer_config.json, for instance to its end-of-text token.',
        )
    return tokenizer


def special_tokens_of(tokenizer: PreTrainedTokenizerBase, texts: int = 1) -> SpecialTokens:
    """Return the special tokens that the tokenizer puts around one text, or around a pair.

    Raises:
        ValueError: if the tokenizer makes no token of a plain letter.
    """
    encoded: Any = tokenizer(*[_PROBE] * texts, return_token_type_ids=True)
    parts: list[tuple[list[int], list[int]]] = [([], [])]
    text_types: list[int] = []
    owners = encoded.sequence_ids(0)
    for token, token_type, text in zip(
        encoded["input_ids"], encoded["token_type_ids"], owners, strict=True
    ):
        if text is None:
            parts[-1][0].append(token)
            parts[-1][1].append(token_type)
        elif text == len(text_types):
            text_types.append(token_type)
            parts.append(([], []))
    if len(text_types) < texts:
        raise ValueError(f"Its tokenizer makes no token of the text {_PROBE!r}.")
    return SpecialTokens(tuple(parts), tuple(text_types))
