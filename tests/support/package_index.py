"""A package index on this machine, with small wheels that pip downloads as it does real ones."""

import hashlib
import io
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any

from newsdesk.commands.models.fetch.packages import Package

TAG = "py3-none-manylinux2014_x86_64"


class PackageIndex:
    """Wheels in a folder, and a server that counts what is asked of it.

    A file whose name is in `cut` is sent by half.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests: Counter[str] = Counter()
        self.cut: set[str] = set()
        index = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *arguments: Any) -> None:
                super().__init__(*arguments, directory=str(folder))

            def do_GET(self) -> None:
                name = self.path.rsplit("/", 1)[-1]
                index.requests[name] += 1
                if name in index.cut:
                    self._send_half(folder / "wheels" / name)
                else:
                    super().do_GET()

            def _send_half(self, path: Path) -> None:
                content = path.read_bytes()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content[: len(content) // 2])

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"http://{self.address}/simple"

    def add(self, name: str, member: str, content: bytes) -> Package:
        """Add a package with that member, and return its pins."""
        wheel = self.folder / "wheels" / f"{name.replace('-', '_')}-1.0-{TAG}.whl"
        wheel.parent.mkdir(exist_ok=True)
        wheel.write_bytes(_wheel(name, {member: content}))
        page = self.folder / "simple" / name / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<a href="/wheels/{wheel.name}">{wheel.name}</a>')
        return Package(
            name=name,
            version="1.0",
            sha256=_sha256(wheel.read_bytes()),
            size=wheel.stat().st_size,
            licence="MIT",
            member=PurePosixPath(member),
            member_sha256=_sha256(content),
        )

    def wheel_of(self, package: Package) -> Path:
        [wheel] = (self.folder / "wheels").glob(package.wheel)
        return wheel


@contextmanager
def package_index(folder: Path) -> Iterator[PackageIndex]:
    """Serve an index from an empty folder."""
    index = PackageIndex(folder)
    thread = threading.Thread(target=index.server.serve_forever, args=(0.02,))
    thread.start()
    yield index
    index.server.shutdown()
    thread.join()
    index.server.server_close()


def _wheel(name: str, members: dict[str, bytes]) -> bytes:
    folder = f"{name.replace('-', '_')}-1.0.dist-info"
    files = {
        **members,
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{folder}/WHEEL": f"Wheel-Version: 1.0\nTag: {TAG}\n".encode(),
        f"{folder}/RECORD": b"",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return written.getvalue()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
