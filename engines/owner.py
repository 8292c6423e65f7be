"""One thread owns each model's tokenizer: it loads both, and no other thread tokenizes."""

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
    """Runs calls on a model one after the other, in the thread that loaded it.

    Fast tokenizers are not safe to share between threads. A caller waits for its answer, so there
    are never more calls waiting than there are callers.
    """

    def __init__(self, name: str, load: Callable[[], ModelT]) -> None:
        """Start the thread and load the model in it; whatever `load` raises is raised here."""
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
            MemoryError: if memory did not suffice.
        """
        try:
            answer: Future[AnswerT] = self._thread.submit(self._run, ask)
        except RuntimeError as error:
            raise EngineUnavailable("the model was closed") from error
        try:
            return answer.result()
        except CancelledError as error:
            raise EngineUnavailable("the model was closed before it came to answer") from error

    def close(self) -> None:
        """Let the call in progress end, and take no other."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, ask: Callable[[ModelT], AnswerT]) -> AnswerT:
        with memory_errors(), torch.inference_mode():
            return ask(self._model)


@contextmanager
def memory_errors() -> Iterator[None]:
    """Raise MemoryError where torch says in its own way that memory did not suffice."""
    try:
        yield
    except RuntimeError as error:
        if any(sign in str(error) for sign in _OUT_OF_MEMORY):
            raise MemoryError(str(error)) from error
        raise
