"""How a sequence-to-sequence model writes: the options, and what of the model's own is kept."""

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
    """How a summary is written.

    Lengths are in tokens. `no_repeat_ngram_size` is the length of phrases that never come twice
    (0: any may), `repetition_penalty` is over 1 where words should not (Keskar et al., 2019).
    `length_penalty` (over 0 for longer) and `early_stopping` count with two beams or more.
    `prefix` is set before every text; unset, it is what the model's config names for summaries.
    `token_budget` is the number of padded input tokens a batch.

    Raises:
        ValueError: if the least length is over the greatest.
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
                f"At least {self.min_new_tokens} new tokens, but at most {self.max_new_tokens}."
            )


def prefix_of(config: PreTrainedConfig, options: GenerationOptions) -> str:
    """Return what is set before every text, such as `summarize: ` for T5."""
    if options.prefix is not None:
        return options.prefix
    tasks = getattr(config, "task_specific_params", None) or {}
    own = tasks.get("summarization", {}).get("prefix") or getattr(config, "prefix", None)
    return str(own or "")


def require_room(config: PreTrainedConfig, options: GenerationOptions, source: ModelSource) -> None:
    """Refuse to write more than the model's decoder has positions for.

    Raises:
        ModelSourceError: if `max_new_tokens` is more than that.
    """
    writes: Any = getattr(config, "decoder", config)
    positions = getattr(writes, "max_decoder_position_embeddings", None) or getattr(
        writes, "max_position_embeddings", None
    )
    if positions and options.max_new_tokens > positions - _ROOM_AT_START:
        raise ModelSourceError(
            f"The model {source.name} writes {positions - _ROOM_AT_START} tokens at most; "
            f"asked for are {options.max_new_tokens}."
        )


def generation_config(
    own: GenerationConfig, options: GenerationOptions, pad_token_id: int
) -> GenerationConfig:
    """Return `options` with the model's own special, forced and forbidden tokens.

    All else that a model brings, such as its own lengths, beams or sampling, is left out.
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
