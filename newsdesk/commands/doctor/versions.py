"""The versions of what shapes events or carries them; nothing is imported for it."""

import platform
from importlib.metadata import PackageNotFoundError, version

from newsdesk.commands.doctor.section import Section, Wrong

PACKAGES = ("newsdesk", "torch", "transformers", "faust-streaming", "kafka-python")


def look_at_versions(packages: tuple[str, ...] = PACKAGES) -> Section:
    """Find the installed versions of `packages`, and Python's."""
    found = {package: _version(package) for package in packages}
    missing = [package for package, installed in found.items() if installed is None]
    wrong = Wrong(
        f"Not installed in this Python: {', '.join(missing)}.",
        "Install newsdesk anew, with its dependencies.",
    )
    facts = {"python": platform.python_version(), **found}
    return Section("versions", facts, (wrong,) if missing else ())


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
