import os
import stat
from pathlib import Path

import pytest

from newsdesk.terminal.files import FileError, require_free, write_file


def test_files_a_file_is_written_with_the_rights_of_new_files(tmp_path: Path) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "b"
    write_file(path, "name: é\n", force=False)
    other.touch()
    assert path.read_bytes() == "name: é\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "b"]


def test_files_a_file_that_exists_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    with pytest.raises(FileError, match=r"it exists already\.\nName another, or give --force\."):
        write_file(path, "new", force=False)
    assert path.read_text() == "old"
    write_file(path, "new", force=True)
    assert path.read_text() == "new"


@pytest.mark.parametrize("force", [False, True])
def test_files_a_place_that_cannot_be_written_is_reported_before_the_work(
    tmp_path: Path, force: bool
) -> None:
    with pytest.raises(FileError, match="its folder is missing"):
        require_free(tmp_path / "missing" / "a.yaml", force=force)
    with pytest.raises(FileError, match=r"it is a folder\.\nName a file\."):
        require_free(tmp_path, force=force)
    require_free(tmp_path / "a.yaml", force=force)


def test_files_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "\ud800", force=True)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.yaml"]
