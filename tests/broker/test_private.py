"""Nobody but their owner reads a broker's messages, whatever the umask."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.broker.data_folder import open_data_folder
from newsdesk.broker.private import make_private, write_private
from newsdesk.broker.properties import BrokerOptions
from newsdesk.broker.running import running_broker
from newsdesk.client.topics import TopicSpec, create_topics
from tests.support.broker_command import BrokerCommand
from tests.support.kafka_tools import produce


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[Path]:
    """Return what in the folder, itself included, anybody but its owner may use."""
    paths = [folder, *folder.rglob("*")]
    return [p for p in paths if p.exists() and stat.S_IMODE(p.lstat().st_mode) & 0o077]


def test_broker_its_folder_is_its_owners_alone(command: BrokerCommand) -> None:
    assert command.start().returncode == 0
    cluster = command.instance.cluster
    create_topics(cluster, [TopicSpec("kept", 1)])
    produce(cluster, "kept", [b"secret"] * 3)
    assert any(b"secret" in p.read_bytes() for p in command.data_dir.rglob("*.log"))
    assert open_to_others(command.data_dir) == []
    assert command("stop").returncode == 0
    assert open_to_others(command.data_dir) == []


def test_broker_a_folder_that_was_open_is_closed_when_it_starts(tmp_path: Path) -> None:
    options = BrokerOptions(data_dir=tmp_path / "broker")
    with running_broker(options) as broker:
        create_topics(broker.cluster, [TopicSpec("kept", 1)])
        produce(broker.cluster, "kept", [b"secret"])
    for path in (tmp_path / "broker", *(tmp_path / "broker").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with running_broker(options):
        assert open_to_others(tmp_path / "broker") == []


def test_open_data_folder_closes_it_and_leaves_what_is_around_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    folder = open_data_folder(tmp_path / "new" / "broker", "4.3.1")
    assert open_to_others(folder.path) == []
    assert tmp_path in open_to_others(tmp_path)


def test_make_private_keeps_the_owners_rights_and_what_links_name(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.touch(mode=0o666)
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (folder / "link").symlink_to(outside)
    (folder / "dangling").symlink_to(tmp_path / "nowhere")
    (folder / "below" / "program").touch(mode=0o755)
    (folder / "below" / "closed").touch(mode=0o400)
    make_private(folder)
    modes = {p.name: stat.S_IMODE(p.lstat().st_mode) for p in folder.rglob("*")}
    assert (modes["program"], modes["closed"], modes["below"]) == (0o700, 0o400, 0o700)
    assert stat.S_IMODE(outside.stat().st_mode) == 0o666


def test_write_private_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_private(tmp_path / "file", "é")
    assert (tmp_path / "file").read_text("utf-8") == "é"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
