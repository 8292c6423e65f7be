"""Options for text generation, and which of the model's own generation settings are kept."""

from dataclasses import dataclass
from typing import Any

from transformers import GenerationConfig, PreTrainedConfig

from newsdesk.engines.sources import ModelSource, ModelSourceError

_TOKEN_SETTINGS = (
    "bos_token_id",
    "eos_token_id",
    "decoder_start_token_id",
    "forced_bos_token_id",
    "forced_eos_token_id",
    "suppress_tokens",
    "begin_suppress_tokens",
    "bad_words_ids",
)
_ROOM_AT_START = 2


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """How a summary is generated.

    Lengths are in tokens. Phrases of `no_repeat_ngram_size` tokens are never repeated (0: no
    limit); `repetition_penalty` above 1 discourages repeated words (Keskar et al., 2019).
    `length_penalty` (above 0 for longer) and `early_stopping` apply with two or more beams.
    `prefix` is put before every text; unset, it is the one in the model's config for summaries.
    `token_budget` is the number of padded input tokens per batch.

    Raises:
        ValueError: if the minimum length is above the maximum.
    """

    max_new_tokens: int = 128
    num_beams: int = 1
    no_repeat_ngram_size: int = 3
    token_budget: int = 4096
    min_new_tokens: int = 0
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    early_stopping: bool = False
    prefix: str | None = None

    def __post_init__(self) -> None:
        if self.min_new_tokens > self.max_new_tokens:
            raise ValueError(
                f"min_new_tokens ({self.min_new_tokens}) is above max_new_tokens "
                f"({self.max_new_tokens}). Lower the one or raise the other."
            )


def prefix_of(config: PreTrainedConfig, options: GenerationOptions) -> str:
    """Return the text put before every text, such as `summarize: ` for T5."""
    if options.prefix is not None:
        return options.prefix
    tasks = getattr(config, "task_specific_params", None) or {}
    own = tasks.get("summarization", {}).get("prefix") or getattr(config, "prefix", None)
    return str(own or "")


def require_room(config: PreTrainedConfig, options: GenerationOptions, source: ModelSource) -> None:
    """Check that the model's decoder has positions for `max_new_tokens`.

    Raises:
        ModelSourceError: if it has fewer.
    """
    writes: Any = getattr(config, "decoder", config)
    positions = getattr(writes, "max_decoder_position_embeddings", None) or getattr(
        writes, "max_position_embeddings", None
    )
    if positions and options.max_new_tokens > positions - _ROOM_AT_START:
        raise ModelSourceError(
            f"The model {source.name} generates at most {positions - _ROOM_AT_START} tokens, but "
            f"max_new_tokens is {options.max_new_tokens}.",
            "Lower it, or choose another model.",
        )


def generation_config(
    own: GenerationConfig, options: GenerationOptions, pad_token_id: int
) -> GenerationConfig:
    """Return `options` with the model's own special, forced and forbidden tokens.

    The rest of the model's generation config, such as lengths, beams or sampling, is ignored.
    """
    beams: dict[str, Any] = {}
    if options.num_beams > 1:
        beams = {
            "length_penalty": options.length_penalty,
            "early_stopping": options.early_stopping,
        }
    return GenerationConfig(  # type: ignore[no-untyped-call]
        max_new_tokens=options.max_new_tokens,
        min_new_tokens=options.min_new_tokens or None,
        num_beams=options.num_beams,
        no_repeat_ngram_size=options.no_repeat_ngram_size or None,
        repetition_penalty=options.repetition_penalty,
        do_sample=False,
        pad_token_id=pad_token_id,
        **beams,
        **{name: getattr(own, name, None) for name in _TOKEN_SETTINGS},
    )
