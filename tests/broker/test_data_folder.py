import json
from pathlib import Path

import pytest

from newsdesk.broker.data_folder import open_data_folder
from newsdesk.broker.errors import DataFolderError


def test_data_folder_a_new_folder_is_made_and_recognized_again(tmp_path: Path) -> None:
    first = open_data_folder(tmp_path / "deep" / "down", "4.3.1")
    again = open_data_folder(tmp_path / "deep" / "down", "4.3.1")
    assert again == first
    assert len(first.cluster_id) == 22


def test_data_folder_a_newer_kafka_takes_a_folder_over_and_an_older_one_does_not(
    tmp_path: Path,
) -> None:
    open_data_folder(tmp_path, "4.3.1")
    open_data_folder(tmp_path, "4.10.0")
    with pytest.raises(DataFolderError, match=r"4\.10\.0.*4\.3\.1"):
        open_data_folder(tmp_path, "4.3.1")


@pytest.mark.parametrize(
    ("meta", "complaint"),
    [
        ("version=1\ncluster.id=another\n", "belongs to the Kafka cluster another"),
        ("version=1\n", "missing or damaged"),
        (None, "missing or damaged"),
    ],
)
def test_data_folder_storage_that_is_not_whole_or_not_ours_is_refused_and_kept(
    tmp_path: Path, meta: str | None, complaint: str
) -> None:
    folder = open_data_folder(tmp_path, "4.3.1")
    (folder.storage / "articles-0").mkdir(parents=True)
    if meta is not None:
        (folder.storage / "meta.properties").write_text(meta)
    with pytest.raises(DataFolderError, match=complaint):
        open_data_folder(tmp_path, "4.3.1")
    assert (folder.storage / "articles-0").exists()


def test_data_folder_a_folder_with_an_unreadable_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "newsdesk-broker.json").write_text(json.dumps(["?"]))
    with pytest.raises(DataFolderError, match="does not know whose data"):
        open_data_folder(tmp_path, "4.3.1")


def test_data_folder_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderError, match="cannot be used"):
        open_data_folder(tmp_path / "file", "4.3.1")
