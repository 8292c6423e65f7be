"""A broker's data folder: messages, settings, logs, and a mark that it is newsdesk's."""

import base64
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from newsdesk.broker.errors import DataFolderError
from newsdesk.broker.private import make_private, write_private

_MARK = "newsdesk-broker.json"
# Files that newsdesk itself may leave in a folder before the mark is written.
_HARMLESS = {"instance.lock", f"{_MARK}.new"}
_ANOTHER = "Choose another folder with --data-dir, or move this one away to start without messages."


@dataclass(frozen=True)
class _Mark:
    cluster_id: str
    kafka_version: str


@dataclass(frozen=True)
class DataFolder:
    """A folder that can be used; its Kafka storage may not be formatted yet."""

    path: Path
    cluster_id: str

    @property
    def storage(self) -> Path:
        """Return Kafka's ``log.dirs``: topics and metadata."""
        return self.path / "data"

    @property
    def half_formatted(self) -> Path:
        """Return what is renamed to ``storage`` when it is complete, so that this always is."""
        return self.path / "formatting"

    @property
    def properties(self) -> Path:
        """Return the file of Kafka's settings, written at each start."""
        return self.path / "server.properties"

    @property
    def kafka_log(self) -> Path:
        """Return the file of Kafka's log; each start begins a new one, the last three are kept."""
        return self.path / "logs" / "kafka.log"

    @property
    def java_log(self) -> Path:
        """Return the file that Java itself writes at each start; normally empty."""
        return self.path / "logs" / "java.log"

    @property
    def is_formatted(self) -> bool:
        """Return whether the storage is formatted, so that Kafka can start on it."""
        return self.storage.exists()


def open_data_folder(path: Path, kafka_version: str) -> DataFolder:
    """Create the folder, or check an existing one. Nothing of value is ever deleted.

    Only its owner can read it from then on.

    Raises:
        DataFolderError: the folder cannot be created, or holds other things, or the storage in it
            is damaged, of another cluster, or of a newer Kafka.
    """
    path = path.absolute()
    with usable(path):
        require_own_folder(path)
        make_private(path)
        mark = _read_mark(path) or _Mark(_new_cluster_id(), kafka_version)
        _require_not_newer(path, mark.kafka_version, kafka_version)
        folder = DataFolder(path, mark.cluster_id)
        _require_own_storage(folder)
        _write_mark(path, _Mark(mark.cluster_id, kafka_version))
        make_private(folder.kafka_log.parent)
    return folder


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """Turn an OSError within the block into a DataFolderError."""
    try:
        yield
    except OSError as error:
        raise DataFolderError(
            f"The data folder {path} cannot be used: {error}.", "Choose another with --data-dir."
        ) from error


def require_own_folder(path: Path) -> None:
    """Check that the folder is newsdesk's, new or empty, and that Kafka accepts its name.

    Raises:
        DataFolderError: naming what else is in it, or the character that Kafka does not accept.
        OSError: it cannot be read.
    """
    if "," in str(path):
        raise DataFolderError(
            f"The data folder {path} cannot be used: Kafka does not accept a comma in its name.",
            "Choose another with --data-dir.",
        )
    if not path.exists() or (path / _MARK).exists():
        return
    foreign = sorted(entry.name for entry in path.iterdir() if entry.name not in _HARMLESS)
    if foreign:
        raise DataFolderError(
            f"{path} has files that newsdesk did not put there ({', '.join(foreign[:3])}"
            f"{', …' if len(foreign) > 3 else ''}), and is left as it is.",
            "Choose an empty or a new folder with --data-dir.",
        )


def _read_mark(path: Path) -> _Mark | None:
    try:
        text = (path / _MARK).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        content = json.loads(text)
        return _Mark(str(content["cluster_id"]), str(content["kafka_version"]))
    except (ValueError, KeyError, TypeError) as error:
        raise DataFolderError(
            f"{path / _MARK} cannot be read, so newsdesk does not know whose data this is.",
            _ANOTHER,
        ) from error


def _write_mark(path: Path, mark: _Mark) -> None:
    new = path / f"{_MARK}.new"
    write_private(new, json.dumps(asdict(mark)) + "\n")
    new.replace(path / _MARK)


def _require_not_newer(path: Path, written_by: str, version: str) -> None:
    if _numbers(written_by) > _numbers(version):
        raise DataFolderError(
            f"{path} was last used by Kafka {written_by}, and this is Kafka {version}, which may"
            " not be able to read it.",
            f"Use Kafka {written_by} (KAFKA_HOME). {_ANOTHER}",
        )


def _require_own_storage(folder: DataFolder) -> None:
    if not folder.is_formatted:
        return
    meta = folder.storage / "meta.properties"
    lines = meta.read_text(encoding="utf-8").splitlines() if meta.exists() else []
    found = dict(line.split("=", 1) for line in lines if "=" in line).get("cluster.id")
    if found is None:
        raise DataFolderError(f"{meta} is missing or damaged: Kafka cannot start on it.", _ANOTHER)
    if found != folder.cluster_id:
        raise DataFolderError(
            f"{folder.storage} belongs to the Kafka cluster {found}, not to {folder.cluster_id},"
            f" which {folder.path / _MARK} names.",
            _ANOTHER,
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("-")[0].split(".") if part.isdigit())


def _new_cluster_id() -> str:
    """Return a Kafka UUID: 16 bytes in URL-safe Base64, never with a leading dash."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not text.startswith("-"):
            return text
