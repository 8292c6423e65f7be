"""Docker Compose 2.24 or newer: installed, or unpacked from a Debian package."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deploy.installation.commands import CommandError, Skipped, run

_OLDEST = (2, 24)
"""The first that takes an `env_file` that need not be there."""

_DEBIAN = "trixie"
"""The oldest Debian whose Compose is new enough."""

_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"


def compose_environment(folder: Path) -> Mapping[str, str]:
    """Return the variables with which `docker compose` works; none, if it works without.

    Raises:
        Skipped: if there is no Compose, and none can be unpacked into `folder`.
    """
    own = {"DOCKER_CONFIG": str(folder)}
    for environment in ({}, own):
        if _works(environment):
            return environment
    if shutil.which("apt-get") is None:
        raise Skipped(f"there is no Docker Compose {'.'.join(map(str, _OLDEST))} or newer")
    try:
        _unpack(folder / "cli-plugins")
    except CommandError as error:
        raise Skipped(f"there is no Docker Compose, and no package of it: {error}") from error
    return own


def _works(environment: Mapping[str, str]) -> bool:
    try:
        shown = run("docker", "compose", "version", "--short", environment=environment)
    except CommandError:
        return False
    version = re.match(r"v?(\d+)\.(\d+)", shown)
    return version is not None and (int(version[1]), int(version[2])) >= _OLDEST


def _unpack(plugins: Path) -> None:
    """Unpack Debian's package from the mirror that this machine uses; nothing is installed."""
    plugins.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        place = Path(scratch)
        for name in ("lists/partial", "cache/archives/partial"):
            (place / name).mkdir(parents=True)
        source = place / "sources.list"
        source.write_text(f"deb [signed-by={_KEYS}] {_mirror()} {_DEBIAN} main\n")
        options = {
            "Dir::Etc::SourceList": source,
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::State::Lists": place / "lists",
            "Dir::Cache": place / "cache",
            "APT::Sandbox::User": "root",
        }
        apt = ["apt-get", "-qq", *(f"-o{name}={value}" for name, value in options.items())]
        run(*apt, "update")
        run("sh", "-c", 'cd "$0" && exec "$@"', place, *apt, "download", "docker-compose")
        run("dpkg", "-x", next(place.glob("*.deb")), place / "unpacked")
        (program,) = place.glob("unpacked/usr/lib*/docker/cli-plugins/docker-compose")
        shutil.copy(program, plugins)


def _mirror() -> str:
    """Return where this machine gets Debian's own packages from."""
    shown = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(ORIGIN) $(LABEL)")
    found = re.findall(r"^(\S+) Debian Debian$", shown, re.MULTILINE)
    if not found:
        raise CommandError("this machine gets no packages of Debian's")
    return str(found[0])
