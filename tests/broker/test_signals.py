import os
import signal

import pytest

from newsdesk.broker.signals import until_signal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_until_signal_a_signal_leaves_the_block_and_a_second_one_spares_its_clean_up(
    number: signal.Signals,
) -> None:
    before = signal.getsignal(number)
    steps = []
    with until_signal():
        try:
            os.kill(os.getpid(), number)
            signal.pause()
        finally:
            os.kill(os.getpid(), number)
            steps.append("cleaned up")
    assert steps == ["cleaned up"]
    assert signal.getsignal(number) is before
