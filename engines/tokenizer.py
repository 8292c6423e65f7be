"""A model's tokenizer, and the special tokens that it sets around texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from transformers import AutoTokenizer, PreTrainedConfig, PreTrainedTokenizerBase

from newsdesk.engines.kinds import source_errors
from newsdesk.engines.sources import ModelSource, ModelSourceError

_PROBE = "a"
_TOKENIZER_HELP = (
    "A tokenizer.json in its folder is all that its tokenizer needs: where sentencepiece is "
    "installed, AutoTokenizer.from_pretrained(…).save_pretrained(…) writes one."
)


@dataclass(frozen=True, slots=True)
class Input:
    """What a model reads at once: token ids, and for each whether it is of a second text."""

    ids: list[int]
    types: list[int]


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """The special tokens before, between and after texts, with their token types.

    `parts` has one more than there are texts, each a pair of ids and types; `types` has one token
    type a text.
    """

    parts: tuple[tuple[list[int], list[int]], ...]
    types: tuple[int, ...]

    @property
    def size(self) -> int:
        """The number of special tokens."""
        return sum(len(ids) for ids, _ in self.parts)

    def around(self, *texts: Sequence[int]) -> Input:
        """Return the input for a text's token ids, or for those of a pair."""
        ids, types = (list(part) for part in self.parts[0])
        framed = zip(texts, self.types, self.parts[1:], strict=True)
        for text, text_type, (special_ids, special_types) in framed:
            ids += [*text, *special_ids]
            types += [*[text_type] * len(text), *special_types]
        return Input(ids, types)


def load_tokenizer(source: ModelSource, config: PreTrainedConfig) -> PreTrainedTokenizerBase:
    """TokenCounts a model's fast tokenizer.

    Raises:
        ModelSourceError: if it cannot be loaded, is not a fast one, pads with nothing, or lacks
            its vocabulary.
    """
    with source_errors(source, _TOKENIZER_HELP):
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(**source.arguments)
    if not tokenizer.is_fast:
        raise ModelSourceError(
            f"The model {source.name} has no fast tokenizer: {type(tokenizer).__name__} is written "
            "in Python. Add a tokenizer.json to its folder, or choose a model that has one."
        )
    # Without its files, transformers makes a tokenizer that knows special tokens only.
    if 2 * len(tokenizer) < getattr(config, "vocab_size", 0):
        raise ModelSourceError(
            f"The tokenizer of the model {source.name} knows {len(tokenizer)} tokens, the model "
            f"{config.vocab_size}. Its tokenizer.json is missing, or of another model."
        )
    if tokenizer.pad_token_id is None:
        raise ModelSourceError(
            f"The tokenizer of the model {source.name} has no token for padding. Name one as "
            '"pad_token" in its tokenizer_config.json; its end-of-text token will do.'
        )
    return tokenizer


def special_tokens_of(tokenizer: PreTrainedTokenizerBase, texts: int = 1) -> SpecialTokens:
    """Return what the tokenizer sets around one text, or around two that it is given as a pair.

    Raises:
        ValueError: if the tokenizer leaves out a letter.
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
