"""Why an arithmetic was chosen, in sentences."""

from collections.abc import Iterator

from newsdesk.engines import Calibration
from newsdesk.engines.calibration import GAIN
from newsdesk.settings import Settings
from newsdesk.terminal.rendering import counted

_FINEST = "float32"
_PERCENT = 100 * (GAIN - 1)


def reasons(settings: Settings, calibration: Calibration) -> Iterator[str]:
    """Yield a sentence for each part of the choice."""
    asked, chosen = settings.inference, calibration.chosen
    if asked.dtype != "auto":
        yield f"{chosen.name}: NEWSDESK_INFERENCE__DTYPE asks for it."
    elif chosen.device != "cpu":
        yield f"{chosen.name}: what the GPU computes well in."
    else:
        yield from _speeds(calibration)
        if settings.encoder.model:
            yield "int8 was not tried: only the built-in encoder is known to stay accurate."
        elif all(trial.dtype != "int8" for trial in calibration.tried):
            yield "int8 was not tried: this CPU has no AVX512-VNNI."
    if chosen.device != "cpu":
        return
    lanes = f"{counted(chosen.lanes, 'lane')} of {counted(chosen.threads, 'thread')}"
    if asked.lanes:
        yield f"{lanes}: NEWSDESK_INFERENCE__LANES asks for the lanes."
    else:
        yield f"{lanes}: no other way to share out the threads is faster by over {_PERCENT:.0f} %."
    if asked.threads:
        yield f"{counted(asked.threads, 'thread')} in all: NEWSDESK_INFERENCE__THREADS says so."


def _speeds(calibration: Calibration) -> Iterator[str]:
    """Yield how the fastest trials of the other dtypes compare with the chosen one."""
    best: dict[str, float] = {}
    for trial in calibration.compared:
        best[trial.dtype] = max(best.get(trial.dtype, 0.0), trial.tokens_per_second)
    chosen = calibration.chosen.name
    faster = [dtype for dtype in best if best[dtype] > best[chosen]]
    if chosen != _FINEST:
        yield f"{chosen}: {best[chosen] / best[_FINEST]:.2f} times as fast as {_FINEST}."
    elif not faster:
        yield f"{chosen}: the fastest."
    for dtype in faster:
        gain = 100 * (best[dtype] / best[chosen] - 1)
        yield (
            f"{chosen} rather than {dtype}, which is coarser and faster by {gain:.1f} % only;"
            f" it has to be by more than {_PERCENT:.0f} %."
        )
