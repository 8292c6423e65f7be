import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdesk.broker.distribution import Distribution
from newsdesk.broker.errors import BrokerError, DataFolderError
from newsdesk.broker.instance import ready_instance, run_instance, start_instance, stop_instance
from newsdesk.broker.instance_state import Instance, find_instance
from newsdesk.broker.properties import BrokerOptions

NO_KAFKA = Distribution("4.3.1", ())


def _run(options: BrokerOptions, kafka: Distribution) -> None:
    def ready(instance: Instance) -> None:
        raise AssertionError(f"{instance} cannot have started")

    run_instance(options, kafka, ready)


BEGIN = pytest.mark.parametrize("begin", [start_instance, _run])


@BEGIN
@pytest.mark.parametrize("parent", ["/proc/missing", "file"])
def test_instance_a_folder_that_cannot_be_made_is_refused(
    tmp_path: Path, parent: str, begin: Callable[[BrokerOptions, Distribution], object]
) -> None:
    (tmp_path / "file").write_text("")
    data_dir = tmp_path / parent / "broker"
    with pytest.raises(
        DataFolderError, match=r"cannot be used: .*\nChoose another with --data-dir"
    ):
        begin(BrokerOptions(data_dir), NO_KAFKA)
    assert find_instance(data_dir) is None
    assert stop_instance(data_dir) is None


@BEGIN
def test_instance_a_folder_whose_name_kafka_would_split_is_refused_and_not_made(
    tmp_path: Path, begin: Callable[[BrokerOptions, Distribution], object]
) -> None:
    with pytest.raises(DataFolderError, match="comma"):
        begin(BrokerOptions(tmp_path / "a,b"), NO_KAFKA)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 + 1], ids=["used again", "gone"])
@pytest.mark.parametrize("ask", [find_instance, ready_instance, stop_instance])
def test_instance_a_stale_state_file_is_cleaned_and_its_process_left_only(
    tmp_path: Path, pid: int, ask: Callable[[Path], object]
) -> None:
    state = tmp_path / "instance.json"
    content = {"pid": pid, "started": 1.0, "port": 9092, "kafka_version": "4.3.1"}
    state.write_text(json.dumps(content))
    assert ask(tmp_path) is None
    assert not state.exists()


def test_instance_a_damaged_state_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "instance.json").write_text("{")
    with pytest.raises(BrokerError, match=r"instance\.json.*\n.* delete it"):
        find_instance(tmp_path)
