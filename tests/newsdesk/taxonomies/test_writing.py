import os
import stat
from pathlib import Path

import pytest

from newsdesk.commands.taxonomy.errors import FileError
from newsdesk.commands.taxonomy.writing import require_free, write_file


def test_a_file_is_written_with_the_rights_of_new_files(tmp_path: Path) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "b"
    write_file(path, "name: é\n", force=False)
    other.touch()
    assert path.read_bytes() == "name: é\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "b"]


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    with pytest.raises(FileError, match=r"it exists already\. Name another, or give --force\."):
        write_file(path, "new", force=False)
    assert path.read_text() == "old"
    write_file(path, "new", force=True)
    assert path.read_text() == "new"


@pytest.mark.parametrize("force", [False, True])
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, force: bool
) -> None:
    with pytest.raises(FileError, match="its folder is missing"):
        require_free(tmp_path / "missing" / "a.yaml", force=force)
    with pytest.raises(FileError, match=r"it is a folder\. Name a file\."):
        require_free(tmp_path, force=force)
    require_free(tmp_path / "a.yaml", force=force)


def test_what_fails_halfway_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "\ud800", force=True)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.yaml"]
