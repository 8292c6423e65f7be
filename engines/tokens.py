"""Tokenizing texts, and splitting them into windows that the model can read."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from transformers import PreTrainedConfig, PreTrainedTokenizerBase

from newsdesk.enrichment.language import UNDETERMINED
from newsdesk.enrichment.sentences import split_sentences

OVERLAP = 8
"""A window repeats the last eighth of the one before, so that one has whole what the other cuts."""

_NO_LIMIT = 10**6
_WITHOUT_LIMIT = 512
_POSITIONS_AFTER_PAD = frozenset(
    {
        "camembert",
        "data2vec-text",
        "esm",
        "ibert",
        "lilt",
        "longformer",
        "luke",
        "markuplm",
        "mpnet",
        "roberta",
        "roberta-prelayernorm",
        "xlm-roberta",
        "xlm-roberta-xl",
        "xmod",
    }
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's token ids, without special tokens, and each token's start and end in the text.

    `spans` is empty if it was not requested. `prefix` has the token ids that are put before the
    text in every window.
    """

    text: str
    ids: list[int]
    spans: list[tuple[int, int]]
    prefix: list[int]


@dataclass(frozen=True, slots=True)
class Window:
    """The tokens `start` to `end` of one text; `fresh` of them are in no earlier window.

    `ids` are the ids of the text's prefix and of these tokens, without special tokens.
    """

    text: int
    start: int
    end: int
    fresh: int
    ids: list[int]


def tokenize(
    tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], prefix: str = ""
) -> list[Tokens]:
    """Return the tokens of `texts`, each tokenized with `prefix` before it.

    A special token that occurs in a text, such as `[SEP]`, is read as ordinary characters, and a
    lone surrogate as U+FFFD.
    """
    if not texts:
        return []
    readable = [_SURROGATE.sub("\ufffd", text) for text in texts]
    encoded: Any = tokenizer(
        [prefix + text for text in readable],
        add_special_tokens=False,
        split_special_tokens=True,
        return_offsets_mapping=True,
        return_attention_mask=False,
        return_token_type_ids=False,
        verbose=False,
    )
    return [
        _tokens(text, ids, spans, prefix)
        for text, ids, spans in zip(
            readable, encoded["input_ids"], encoded["offset_mapping"], strict=True
        )
    ]


def tokenize_without_spans(
    tokenizer: PreTrainedTokenizerBase, texts: Sequence[str], prefix: str = ""
) -> list[Tokens]:
    """Do the same as `tokenize`, without spans, in half the time."""
    if prefix:
        return tokenize(tokenizer, texts, prefix)
    backend: Any = tokenizer.backend_tokenizer
    backend.no_truncation()
    backend.no_padding()
    backend.encode_special_tokens = True
    readable = [_SURROGATE.sub("\ufffd", text) for text in texts]
    encoded = backend.encode_batch_fast(readable, add_special_tokens=False)
    return [Tokens(text, one.ids, [], []) for text, one in zip(readable, encoded, strict=True)]


def _tokens(text: str, ids: list[int], spans: list[tuple[int, int]], prefix: str) -> Tokens:
    if not prefix:
        return Tokens(text, ids, spans, [])
    # A token for the space in between belongs to the text: it has one there without a prefix too.
    ends = len(prefix.rstrip()) if text else len(prefix)
    first = next((i for i, (_, end) in enumerate(spans) if end > ends), len(ids))
    own = [(max(0, a - len(prefix)), max(0, b - len(prefix))) for a, b in spans[first:]]
    return Tokens(text, ids[first:], own, ids[:first])


def windows_of(
    texts: Sequence[Tokens],
    room: int,
    overlap: int = 0,
    breaks: Sequence[Sequence[int]] | None = None,
) -> list[Window]:
    """Return the windows of `texts`, in order; each text has one, even if it is empty.

    Args:
        texts: The tokenized texts.
        room: Tokens in a window, at most, with the prefix but without special tokens.
        overlap: Tokens that a window shares with the one before, at most.
        breaks: For each text, the tokens before which a window preferably ends, sorted.

    Raises:
        ValueError: if a prefix leaves no room.
    """
    windows = []
    for i, tokens in enumerate(texts):
        size = room - len(tokens.prefix)
        if size < 1:
            raise ValueError(f"A prefix of {len(tokens.prefix)} tokens leaves no room for a text.")
        read = 0
        for start, end in cut(len(tokens.ids), size, overlap, breaks[i] if breaks else ()):
            ids = [*tokens.prefix, *tokens.ids[start:end]]
            windows.append(Window(i, start, end, end - read, ids))
            read = end
    return windows


def cut(
    count: int, size: int, overlap: int = 0, breaks: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """Return the bounds of windows that together cover `count` tokens, in order.

    A window ends at the last of `breaks` in its second half, or when it is full if there is none.
    The next one begins at the first break within the overlap; if there is none, at the end of the
    last window if that was a break, and else `overlap` tokens before that end.
    """
    overlap = min(overlap, size // 2)
    bounds = []
    start = 0
    while start + size < count:
        last = bisect_right(breaks, start + size) - 1
        at_break = last >= 0 and breaks[last] > start + size // 2
        end = breaks[last] if at_break else start + size
        bounds.append((start, end))
        following = bisect_right(breaks, max(start, end - overlap - 1))
        within = following < len(breaks) and breaks[following] <= end
        start = breaks[following] if within else end - overlap
    return [*bounds, (start, count)]


def sentence_breaks(tokens: Tokens) -> list[int]:
    """Return the indices of the tokens that start sentences, including the space before them."""
    if not tokens.ids:
        return []
    ends = np.maximum.accumulate([end for _, end in tokens.spans])
    sentences = split_sentences(tokens.text, UNDETERMINED)
    found = np.searchsorted(ends, [sentence.end for sentence in sentences[:-1]], side="right")
    return sorted({0, *found.tolist()})


def window_size(
    tokenizer: PreTrainedTokenizerBase, config: PreTrainedConfig, wanted: int | None = None
) -> int:
    """Return how many tokens the model reads at once: as many as it can, at most `wanted`.

    RoBERTa-like models count positions from `pad_token_id + 1`. A model with relative positions
    only has no limit; it reads the number its tokenizer declares, or 512.
    """
    reads: Any = getattr(config, "encoder", config)
    positions = getattr(reads, "max_encoder_position_embeddings", None) or getattr(
        reads, "max_position_embeddings", None
    )
    if positions and reads.model_type in _POSITIONS_AFTER_PAD:
        positions -= max(2, (reads.pad_token_id or 0) + 1)
    limits = [limit for limit in (positions, tokenizer.model_max_length, wanted) if limit]
    smallest = min(limit for limit in limits if limit > 0)
    return smallest if smallest < _NO_LIMIT else _WITHOUT_LIMIT
