"""A folder of files that can be made again: bounded, and never a fault."""

import os
from pathlib import Path

from newsdesk.enrichment.cache_folder import CacheFolder


def test_cache_folder_what_was_written_is_read_by_the_next(tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path / "a" / "b")
    assert folder.read("x") is None
    folder.write("x", b"1")
    assert (folder.written, folder.problem) == (["x"], None)
    assert CacheFolder(tmp_path / "a" / "b").read("x") == b"1"
    assert folder.file("x") == tmp_path / "a" / "b" / "x"


def test_cache_folder_keeps_the_files_that_were_used_last(tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path, most_files=3)
    for number, name in enumerate("abc"):
        folder.write(name, b"")
        os.utime(tmp_path / name, (number, number))
    assert folder.read("a") == b""
    folder.write("d", b"")
    assert {file.name for file in tmp_path.iterdir()} == {"a", "c", "d"}


def test_cache_folder_keeps_folders_that_others_made(tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    folder = CacheFolder(tmp_path, most_files=1)
    folder.write("a", b"")
    folder.write("b", b"")
    assert {file.name for file in tmp_path.iterdir()} == {"b", "others"}


def test_cache_folder_says_why_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = CacheFolder(tmp_path / "file" / "cache")
    folder.write("x", b"1")
    assert isinstance(folder.problem, OSError)
    assert folder.written == []
    assert folder.read("x") is None


def test_cache_folder_leaves_nothing_unfinished(tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path)
    (tmp_path / "x").mkdir()  # which no file can replace
    folder.write("x", b"1")
    assert isinstance(folder.problem, OSError)
    assert [file.name for file in tmp_path.iterdir()] == ["x"]


def test_cache_folder_that_is_none_keeps_nothing() -> None:
    folder = CacheFolder(None)
    folder.write("x", b"1")
    assert (folder.read("x"), folder.file("x"), folder.problem) == (None, None, None)
