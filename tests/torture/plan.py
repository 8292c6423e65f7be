"""The sequence of faults that a seed stands for."""

from collections.abc import Iterator, Sequence
from random import Random

from tests.torture.nemeses.churn import join_and_leave
from tests.torture.nemeses.freeze import freeze_worker
from tests.torture.nemeses.hostile_records import hostile_record
from tests.torture.nemeses.hostile_texts import hostile_text
from tests.torture.nemeses.kill_broker import kill_broker, kill_broker_for_a_minute
from tests.torture.nemeses.kill_workers import kill_worker
from tests.torture.nemeses.model_faults import break_models
from tests.torture.nemeses.nemesis import Nemesis
from tests.torture.nemeses.poison import poison_some
from tests.torture.nemeses.publisher import publisher
from tests.torture.nemeses.rolling_restart import rolling_restart
from tests.torture.nemeses.terminate_workers import terminate_worker

NEMESES: dict[str, Nemesis] = {
    "kill-worker": kill_worker,
    "terminate-worker": terminate_worker,
    "freeze-worker": freeze_worker,
    "join-and-leave": join_and_leave,
    "kill-broker": kill_broker,
    "kill-broker-for-a-minute": kill_broker_for_a_minute,
    "rolling-restart": rolling_restart,
    "poison": poison_some,
    "break-models": break_models,
    "hostile-record": hostile_record,
    "hostile-text": hostile_text,
    "publisher": publisher,
}
HOSTILE = {"hostile-record", "hostile-text"}
"""Nemeses that harm no worker and no broker, so that what others wait can be measured."""

_WEIGHTS = {"kill-worker": 8, "publisher": 5, "kill-broker-for-a-minute": 1, "rolling-restart": 1}
_USUAL_WEIGHT = 3
_ONLY_FOR_CLUSTERS = {"rolling-restart"}


def plan(
    seed: int, brokers: int, only: Sequence[str] | None = None
) -> Iterator[tuple[str, Random]]:
    """Yield nemeses without end, each with its own source of chance.

    The same seed gives the same faults in the same order, however long each of them takes.
    """
    names = [n for n in only or NEMESES if brokers > 1 or n not in _ONLY_FOR_CLUSTERS]
    weights = [_WEIGHTS.get(name, _USUAL_WEIGHT) for name in names]
    order = Random(f"{seed}/order")
    number = 0
    while True:
        [name] = order.choices(names, weights)
        yield name, Random(f"{seed}/{number}")
        number += 1
