"""The base class of all engines, which loads a model and its tokenizer safely."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from transformers import PreTrainedConfig
from transformers.utils import SAFE_WEIGHTS_INDEX_NAME, SAFE_WEIGHTS_NAME, logging

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.batcher import shared_batcher
from newsdesk.engines.batching import TOKEN_BUDGET
from newsdesk.engines.gpu import gpu_token_budget
from newsdesk.engines.int8 import quantize
from newsdesk.engines.kinds import ENCODER, Kind, load_config, require_kind, source_errors
from newsdesk.engines.linear import prepack
from newsdesk.engines.loaded_model import LoadedModel, is_padding_sensitive
from newsdesk.engines.model_files import file_of
from newsdesk.engines.named_files import INDEX, WEIGHTS, weight_names
from newsdesk.engines.owner import ModelOwner
from newsdesk.engines.packed import packed_of
from newsdesk.engines.requests import ModelCall
from newsdesk.engines.sources import ModelSource, ModelSourceError, fingerprint
from newsdesk.engines.tokenizer import Input, load_tokenizer, special_tokens_of
from newsdesk.engines.tokens import window_size
from newsdesk.enrichment.ports import ModelInfo

AnswerT = TypeVar("AnswerT")

_NEVER_QUANTIZED = frozenset(
    {
        "classification_head",
        "classifier",
        "lm_head",
        "logits_proj",
        "pooler",
        "pre_classifier",
        "score",
        "sequence_summary",
    }
)
"""Heads: they take almost no time, and rounding in them affects every answer."""

_NO_SAFETENSORS = (
    f"it has no {SAFE_WEIGHTS_NAME}, and other formats are never read. Choose a revision that has "
    "one, or convert a model that you trust with save_pretrained()."
)


def load_model(
    kind: Kind, source: ModelSource, arithmetic: Arithmetic, window: int | None = None
) -> LoadedModel:
    """Load a model of the given kind, from safetensors files only.

    Raises:
        ModelSourceError: if the files are not such a model, or lack some of its weights.
    """
    with _quiet_transformers():
        config = load_config(source)
        require_kind(kind, config, source)
        tokenizer = load_tokenizer(source, config)
        model = _load_model(kind, config, source, arithmetic)
        if getattr(model.config, "pad_token_id", None) is None:
            # A model that uses the last token must know the padding token to find it.
            model.config.pad_token_id = tokenizer.pad_token_id
        with source_errors(source):
            model = _optimized(model, kind, arithmetic)
            size = window_size(tokenizer, config, window)
            loaded = LoadedModel(tokenizer, model, size, special_tokens_of(tokenizer))
            return replace(loaded, unbatched=is_padding_sensitive(loaded))


def _optimized(model: Any, kind: Kind, arithmetic: Arithmetic) -> Any:
    """Return the model on its device and in its arithmetic, packed if it can be."""
    model = model.to(arithmetic.device)
    if kind.name == ENCODER.name and (packed := packed_of(model, int8=arithmetic.is_int8)):
        return packed
    if arithmetic.is_int8:
        quantize(model, _NEVER_QUANTIZED)
    prepack(model)
    return model


def _load_model(
    kind: Kind, config: PreTrainedConfig, source: ModelSource, arithmetic: Arithmetic
) -> Any:
    with source_errors(source):
        _require_safetensors(source, config)
        model, report = kind.auto_class.from_pretrained(
            **source.arguments,
            config=config,
            use_safetensors=True,
            dtype=arithmetic.loaded_dtype,
            ignore_mismatched_sizes=True,
            output_loading_info=True,
        )
    # transformers would fill missing or mismatched weights at random.
    missing = [name for name in report["missing_keys"] if not name.startswith(kind.unused)]
    if missing:
        raise ModelSourceError(
            f"The model {source.name} is not a {type(model).__name__}: its files have no weights "
            f"for {', '.join(sorted(missing)[:3])}.",
            f"Choose {kind.name}.",
        )
    if mismatched := sorted(report["mismatched_keys"]):
        name, shape, expected = mismatched[0]
        raise ModelSourceError(
            f"The weights of the model {source.name} do not match its config.json: {name} has the "
            f"shape {tuple(shape)}, not {tuple(expected)}."
        )
    return model.eval()


def _require_safetensors(source: ModelSource, config: PreTrainedConfig) -> None:
    """Refuse a model of which transformers would read anything but safetensors files.

    `transformers_weights` of a config replaces the usual names.
    """
    named = getattr(config, "transformers_weights", None)
    if named is not None:
        if Path(str(named)).name != named or not named.endswith((WEIGHTS, WEIGHTS + INDEX)):
            raise ValueError(
                f"its config.json names {named!r}, which is not a {WEIGHTS} file in its folder"
            )
        if not str(named).endswith(INDEX):
            return
    elif file_of(source, SAFE_WEIGHTS_NAME):
        return
    index = file_of(source, named or SAFE_WEIGHTS_INDEX_NAME)
    if index is None:
        raise ValueError(_NO_SAFETENSORS)
    weight_names(Path(index))


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    """Silence progress bars, and warnings about what is checked here anyway."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)


class TransformerEngine:
    """Base of all engines: a model owned by one thread, and its identity.

    `recipe` describes everything besides the model's files that affects the answers.
    """

    def __init__(
        self,
        kind: Kind,
        source: ModelSource,
        arithmetic: Arithmetic,
        recipe: str,
        window: int | None = None,
    ) -> None:
        role = type(self).__name__
        self.source = source
        self.arithmetic = arithmetic
        self._batcher = shared_batcher(arithmetic.lanes, arithmetic.threads)
        self._owner = ModelOwner(role, lambda: load_model(kind, source, arithmetic, window))
        self._calls: list[ModelCall[Any]] = []
        self._info = ModelInfo(
            name=source.name,
            revision=source.revision or "local",
            fingerprint=fingerprint(source, f"{role}|{recipe}|{window}|{arithmetic.name}"),
        )

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        return self._info

    @property
    def window(self) -> int:
        """How many tokens the model reads at once."""
        return self._owner.call(lambda loaded: loaded.window)

    def close(self) -> None:
        """Release the model; callers still waiting for it get an error."""
        for call in self._calls:
            self._batcher.cancel(call)
        self._owner.close()

    def _model_call(
        self,
        run: Callable[[LoadedModel, Sequence[Input]], Sequence[AnswerT]],
        budget: int = TOKEN_BUDGET,
    ) -> ModelCall[AnswerT]:
        """Return a call that computes answers with `run`, in batches of `budget` tokens.

        On a GPU batches are larger, as its memory allows.
        """
        loaded = self._owner.call(lambda loaded: loaded)
        answer = partial(run, loaded)
        if loaded.unbatched:
            budget = 0
        elif self.arithmetic.device != "cpu":
            longest = loaded.longest
            budget = self._owner.call(lambda _: gpu_token_budget(answer, longest, budget))
        call = ModelCall(answer, budget, padded=loaded.packed is None)
        self._calls.append(call)
        return call
