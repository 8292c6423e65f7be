"""One thread per model, which loads the model and its tokenizer and does all tokenization."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Generic, TypeVar

import torch

from newsdesk.enrichment.ports import EngineUnavailable

ModelT = TypeVar("ModelT")
AnswerT = TypeVar("AnswerT")

_OUT_OF_MEMORY = ("can't allocate memory", "out of memory")


class ModelOwner(Generic[ModelT]):
    """Runs calls on a model one at a time, in the thread that loaded it.

    Fast tokenizers must not be shared between threads. Callers block, so there are never more
    queued calls than callers.
    """

    def __init__(self, name: str, load: Callable[[], ModelT]) -> None:
        """Start the thread and load the model in it; exceptions of `load` are raised here."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"model-{name}")
        try:
            self._model = self._thread.submit(load).result()
        except BaseException:
            self.close()
            raise

    def call(self, ask: Callable[[ModelT], AnswerT]) -> AnswerT:
        """Return `ask(model)`, computed in the owning thread.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if there is not enough memory.
        """
        try:
            answer: Future[AnswerT] = self._thread.submit(self._run, ask)
        except RuntimeError as error:
            raise EngineUnavailable("the model was closed") from error
        try:
            return answer.result()
        except CancelledError as error:
            raise EngineUnavailable("the model was closed before it answered") from error

    def close(self) -> None:
        """Finish the call in progress and accept no more."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, ask: Callable[[ModelT], AnswerT]) -> AnswerT:
        with memory_errors(), torch.inference_mode():
            return ask(self._model)


@contextmanager
def memory_errors() -> Iterator[None]:
    """Raise MemoryError where torch raises a RuntimeError for lack of memory."""
    try:
        yield
    except RuntimeError as error:
        if any(sign in str(error) for sign in _OUT_OF_MEMORY):
            raise MemoryError(str(error)) from error
        raise
