import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from newsdesk.engines.owner import ModelOwner
from newsdesk.enrichment.ports import EngineUnavailable


def thread_name(_: object) -> str:
    return threading.current_thread().name


def raising(error: Exception) -> Callable[[object], None]:
    def ask(_: object) -> None:
        raise error

    return ask


def test_the_model_is_loaded_and_asked_in_one_and_the_same_thread() -> None:
    owner = ModelOwner("encoder", lambda: thread_name(None))
    with ThreadPoolExecutor(8) as callers:
        threads = list(callers.map(owner.call, [thread_name] * 50))
    loaded_in = owner.call(lambda model: model)
    assert set(threads) == {loaded_in}
    assert loaded_in.startswith("model-encoder")
    assert loaded_in != threading.current_thread().name


def test_calls_never_overlap() -> None:
    running: list[int] = []

    def ask(model: object) -> int:
        running.append(1)
        overlap = len(running)
        threading.Event().wait(0.002)
        running.pop()
        return overlap

    owner = ModelOwner("m", object)
    with ThreadPoolExecutor(8) as callers:
        assert set(callers.map(owner.call, [ask] * 40)) == {1}


def test_no_gradients_are_kept() -> None:
    owner = ModelOwner("m", lambda: torch.nn.Linear(2, 2))
    assert not owner.call(lambda model: model(torch.ones(1, 2))).requires_grad


@pytest.mark.parametrize("error", [ValueError("odd text"), RuntimeError("size mismatch")])
def test_error_is_raised_at_the_caller_and_the_model_keeps_running(error: Exception) -> None:
    owner = ModelOwner("m", lambda: 17)
    with pytest.raises(type(error), match=str(error)):
        owner.call(raising(error))
    assert owner.call(lambda model: model) == 17


@pytest.mark.parametrize(
    "message",
    [
        "[enforce fail at alloc_cpu.cpp:124] . DefaultCPUAllocator: can't allocate memory: you "
        "tried to allocate 64000000000000 bytes. Error code 12 (Cannot allocate memory)",
        "CUDA out of memory. Tried to allocate 20.00 MiB",
    ],
)
def test_memory_that_does_not_suffice_is_a_memory_error(message: str) -> None:
    with pytest.raises(MemoryError, match="llocate"):
        ModelOwner("m", object).call(raising(RuntimeError(message)))


def test_torch_itself_says_so_when_memory_does_not_suffice() -> None:
    with pytest.raises(MemoryError):
        ModelOwner("m", object).call(lambda _: torch.empty(2**50, dtype=torch.uint8))


def test_error_while_loading_is_raised_and_leaves_no_thread() -> None:
    with pytest.raises(OSError, match="no such model"):
        ModelOwner("missing", lambda: raising(OSError("no such model"))(None))
    assert not any("model-missing" in thread.name for thread in threading.enumerate())


def test_a_closed_model_is_unavailable() -> None:
    owner = ModelOwner("m", object)
    owner.close()
    owner.close()
    with pytest.raises(EngineUnavailable, match="closed"):
        owner.call(thread_name)


def test_a_call_that_waits_while_the_model_is_closed_finds_it_unavailable() -> None:
    owner = ModelOwner("m", object)
    started, release = threading.Event(), threading.Event()

    def slow(_: object) -> str:
        started.set()
        release.wait(10)
        return "answered"

    with ThreadPoolExecutor(3) as callers:
        running = callers.submit(owner.call, slow)
        started.wait(10)
        waiting = callers.submit(owner.call, thread_name)
        threading.Event().wait(0.1)
        closing = callers.submit(owner.close)
        with pytest.raises(EngineUnavailable, match="closed"):
            waiting.result(10)
        release.set()
        assert running.result(10) == "answered"
        closing.result(10)
