"""Finds Kafka's jars: in newsdesk's cache, on the network, or in an existing installation."""

import re
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from jgo.maven import MavenContext
from platformdirs import user_cache_path

from newsdesk.broker.errors import DistributionError
from newsdesk.broker.locks import exclusive_lock
from newsdesk.broker.pins import CHECKSUM_FILE, KAFKA_VERSION, PinnedJar, pinned_jars, sha256_of

Progress = Callable[[int, int, str], None]
"""Called with the number of jars present, the number needed, and the newest one; first ""."""

_SERVER_JAR = re.compile(r"kafka_2\.\d+-(?P<version>(?P<major>\d+)\.\d+\.\d++\S*)\.jar")
_OLDEST_MAJOR = 4
_PARALLEL_DOWNLOADS = 6
_TRIES = 3
_FETCH = "Unset KAFKA_HOME to let newsdesk fetch its own."
_TIMEOUT_S = 60


@dataclass(frozen=True)
class Distribution:
    """A Kafka that can be run: its version and every jar of its class path."""

    version: str
    jars: tuple[Path, ...]


@dataclass(frozen=True)
class _Source:
    """Where jars are fetched from, and where they are kept until they are verified."""

    staging: Path
    repository: str | None

    def fetch(self, jar: PinnedJar) -> Path:
        remotes = None if self.repository is None else {"mirror": self.repository.rstrip("/")}
        context = MavenContext(repo_cache=self.staging, remote_repos=remotes, timeout=_TIMEOUT_S)
        artifact = context.create_dependency(jar.coordinate).artifact
        for tries_left in reversed(range(_TRIES)):
            try:
                return Path(artifact.resolve())
            except (OSError, RuntimeError) as error:
                # jgo takes any existing file for complete.
                (self.staging / jar.path).unlink(missing_ok=True)
                if tries_left == 0:
                    raise _cannot_fetch(jar, error) from error
        raise AssertionError("unreachable")


def cached_kafka(
    *,
    cache: Path | None = None,
    checksums: Path = CHECKSUM_FILE,
    repository: str | None = None,
    progress: Progress | None = None,
) -> Distribution:
    """Return the pinned Kafka from the cache; what is missing there is downloaded first.

    Every jar is hashed at every call (about 0.04 s for 45 MB). Only the pinned jars are on the
    class path, so a file that was added to the cache is never loaded. A full cache is used without
    any network request and may be read-only.

    Args:
        cache: a separate folder; by default under the user's cache folder.
        checksums: the file that names the jars.
        repository: base URL of a Maven repository to use instead of Maven Central.
        progress: called when a download begins, and for each jar that arrives.

    Raises:
        DistributionError: a jar cannot be fetched, or is not the one that was recorded.
    """
    folder = cache or user_cache_path("newsdesk") / f"kafka-{KAFKA_VERSION}"
    jars = pinned_jars(checksums)
    try:
        if _missing(jars, folder):
            with exclusive_lock(folder / "download.lock"):
                _download(_missing(jars, folder), folder, repository, len(jars), progress)
        for jar in jars:
            _verify(folder / jar.path, jar)
    except OSError as error:
        raise DistributionError(f"Cannot write Kafka to {folder}: {error}.") from error
    return Distribution(KAFKA_VERSION, tuple(folder / jar.path for jar in jars))


def installed_kafka(kafka_home: Path) -> Distribution:
    """Return the Kafka of an existing installation: a folder with ``bin``, ``config`` and ``libs``.

    Raises:
        DistributionError: it has no Kafka 4 or newer.
    """
    # Java runs in another folder than this process.
    jars = tuple(sorted((kafka_home.absolute() / "libs").glob("*.jar")))
    for jar in jars:
        match = _SERVER_JAR.fullmatch(jar.name)
        if match and int(match["major"]) >= _OLDEST_MAJOR:
            return Distribution(match["version"], jars)
        if match:
            raise DistributionError(
                f"{kafka_home} holds Kafka {match['version']}, and newsdesk needs {_OLDEST_MAJOR}.0"
                " or newer.",
                _FETCH,
            )
    raise DistributionError(
        f"{kafka_home} is not a Kafka installation: {kafka_home / 'libs'} has no kafka_2.13-*.jar.",
        _FETCH,
    )


def _missing(jars: Sequence[PinnedJar], folder: Path) -> list[PinnedJar]:
    return [jar for jar in jars if not (folder / jar.path).exists()]


def _download(
    jars: Sequence[PinnedJar],
    folder: Path,
    repository: str | None,
    needed: int,
    progress: Progress | None,
) -> None:
    """Fetch into a staging folder; only complete and verified jars are moved into the cache."""
    source = _Source(folder / "incoming", repository)
    shutil.rmtree(source.staging, ignore_errors=True)
    if progress and jars:
        progress(needed - len(jars), needed, "")
    pool = ThreadPoolExecutor(_PARALLEL_DOWNLOADS)
    try:
        downloads = {pool.submit(source.fetch, jar): jar for jar in jars}
        for done, download in enumerate(as_completed(downloads), start=needed - len(jars) + 1):
            jar = downloads[download]
            _verify(download.result(), jar)
            (folder / jar.path).parent.mkdir(parents=True, exist_ok=True)
            download.result().replace(folder / jar.path)
            if progress:
                progress(done, needed, jar.path.name)
    finally:
        pool.shutdown(cancel_futures=True)
        shutil.rmtree(source.staging, ignore_errors=True)


def _verify(file: Path, jar: PinnedJar) -> None:
    actual = sha256_of(file)
    if actual != jar.sha256:
        raise DistributionError(
            f"{jar.path.name} is not the file that newsdesk expects, and is not used: its SHA-256"
            f" is {actual}, not the recorded {jar.sha256}.",
            f"Delete {file} if it still exists, and start again; if the download differs again, a"
            " proxy or mirror changes it.",
        )


def _cannot_fetch(jar: PinnedJar, error: Exception) -> DistributionError:
    return DistributionError(
        f"Cannot fetch {jar.path.name}, a part of Kafka: {error}",
        "The first start needs Maven Central, or a mirror of it named by --maven-repository."
        " Without either, point KAFKA_HOME at an installed Kafka, or use a Kafka that runs"
        " elsewhere with --bootstrap-servers.",
    )
