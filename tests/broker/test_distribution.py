import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from newsdesk.broker.distribution import Distribution, cached_kafka, installed_kafka
from newsdesk.broker.errors import DistributionError
from newsdesk.broker.pins import KAFKA_VERSION, pinned_jars

NOWHERE = "http://127.0.0.1:1"
SMALL = ("jspecify-1.0.0.jar", "slf4j-api-1.7.36.jar", "scala-logging_2.13-3.9.6.jar")


class Mirror:
    """A Maven repository on this machine that counts what is asked of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests: Counter[str] = Counter()
        mirror = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments, directory=str(folder))

            def do_GET(self) -> None:
                mirror.requests[self.path.rsplit("/", 1)[-1]] += 1
                super().do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def checksums(tmp_path: Path) -> Path:
    file = tmp_path / "small.sha256"
    wanted = [jar for jar in pinned_jars() if jar.path.name in SMALL]
    file.write_text("".join(f"{jar.sha256}  {jar.path}\n" for jar in wanted))
    return file


@pytest.fixture
def mirror(tmp_path: Path, distribution: Distribution, checksums: Path) -> Iterator[Mirror]:
    folder = tmp_path / "mirror"
    _copy_jars(distribution, checksums, folder)
    mirror = Mirror(folder)
    thread = threading.Thread(target=mirror.server.serve_forever, args=(0.02,))
    thread.start()
    yield mirror
    mirror.server.shutdown()
    thread.join()
    mirror.server.server_close()


def _copy_jars(distribution: Distribution, checksums: Path, target: Path) -> list[Path]:
    sources = {jar.name: jar for jar in distribution.jars}
    copies = []
    for jar in pinned_jars(checksums):
        copy = target / jar.path
        copy.parent.mkdir(parents=True)
        copy.write_bytes(sources[jar.path.name].read_bytes())
        copies.append(copy)
    return copies


def test_distribution_the_checksum_file_names_one_kafka_and_each_jar_once() -> None:
    names = [jar.path.name for jar in pinned_jars()]
    assert len(set(names)) == len(names) == 46
    assert f"kafka_2.13-{KAFKA_VERSION}.jar" in names


def test_distribution_a_full_cache_needs_no_network(
    tmp_path: Path, distribution: Distribution, checksums: Path
) -> None:
    copies = _copy_jars(distribution, checksums, tmp_path / "cache")
    found = cached_kafka(cache=tmp_path / "cache", checksums=checksums, repository=NOWHERE)
    assert sorted(found.jars) == sorted(copies)


def test_distribution_jars_are_fetched_with_progress_and_then_never_again(
    tmp_path: Path, checksums: Path, mirror: Mirror
) -> None:
    seen: list[tuple[int, int, str]] = []
    for _ in range(2):
        cached_kafka(
            cache=tmp_path / "cache",
            checksums=checksums,
            repository=mirror.url,
            progress=lambda *step: seen.append(step),
        )
    assert [(done, total) for done, total, _ in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert {name for _, _, name in seen} == {"", *SMALL}
    assert all(mirror.requests[name] == 1 for name in SMALL)


def test_distribution_a_download_that_was_cut_off_is_resumed(
    tmp_path: Path, distribution: Distribution, checksums: Path, mirror: Mirror
) -> None:
    first, second, _ = _copy_jars(distribution, checksums, tmp_path / "cache")
    second.unlink()
    partial = tmp_path / "cache" / "incoming" / second.relative_to(tmp_path / "cache")
    partial.parent.mkdir(parents=True)
    partial.write_bytes(b"half a j")
    cached_kafka(cache=tmp_path / "cache", checksums=checksums, repository=mirror.url)
    assert mirror.requests[second.name] == 1
    assert mirror.requests[first.name] == 0
    assert not (tmp_path / "cache" / "incoming").exists()


def test_distribution_starts_at_the_same_time_fetch_each_jar_once(
    tmp_path: Path, checksums: Path, mirror: Mirror
) -> None:
    def fetch(_: int) -> object:
        return cached_kafka(cache=tmp_path / "cache", checksums=checksums, repository=mirror.url)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(fetch, range(4)))
    assert all(each == found[0] for each in found)
    assert [mirror.requests[name] for name in SMALL] == [1, 1, 1]


def test_distribution_a_jar_that_was_tampered_with_is_refused(
    tmp_path: Path, distribution: Distribution, checksums: Path
) -> None:
    copies = _copy_jars(distribution, checksums, tmp_path / "cache")
    copies[1].write_bytes(copies[1].read_bytes() + b"!")
    with pytest.raises(DistributionError, match=rf"{copies[1].name} is not the file.*\nDelete"):
        cached_kafka(cache=tmp_path / "cache", checksums=checksums)


def test_distribution_a_jar_that_a_mirror_changed_is_not_stored(
    tmp_path: Path, checksums: Path, mirror: Mirror
) -> None:
    [jar] = mirror.folder.rglob("jspecify-1.0.0.jar")
    jar.write_bytes(b"something else")
    with pytest.raises(DistributionError, match=r"jspecify-1\.0\.0\.jar is not the file"):
        cached_kafka(cache=tmp_path / "cache", checksums=checksums, repository=mirror.url)
    assert list((tmp_path / "cache").rglob("jspecify-1.0.0.jar")) == []


def test_distribution_a_jar_that_was_added_to_the_cache_is_not_used(
    tmp_path: Path, distribution: Distribution, checksums: Path
) -> None:
    _copy_jars(distribution, checksums, tmp_path / "cache")
    (tmp_path / "cache" / "extra.jar").write_bytes(b"")
    found = cached_kafka(cache=tmp_path / "cache", checksums=checksums)
    assert "extra.jar" not in [jar.name for jar in found.jars]


def test_distribution_without_network_the_error_says_what_is_missing_and_what_to_do(
    tmp_path: Path, checksums: Path
) -> None:
    with pytest.raises(DistributionError) as raised:
        cached_kafka(cache=tmp_path / "cache", checksums=checksums, repository=NOWHERE)
    assert any(name in str(raised.value) for name in SMALL)
    for remedy in ("Maven Central", "--maven-repository", "KAFKA_HOME", "--bootstrap-servers"):
        assert remedy in str(raised.value)


@pytest.mark.parametrize(
    ("jar", "complaint"),
    [
        ("kafka_2.12-3.9.0.jar", r"holds Kafka 3\.9\.0"),
        ("guava.jar", "is not a Kafka installation"),
    ],
)
def test_distribution_an_installation_without_kafka_4_is_refused(
    tmp_path: Path, jar: str, complaint: str
) -> None:
    (tmp_path / "libs").mkdir()
    (tmp_path / "libs" / jar).write_bytes(b"")
    with pytest.raises(DistributionError, match=complaint):
        installed_kafka(tmp_path)
