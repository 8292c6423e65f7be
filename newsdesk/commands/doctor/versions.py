"""The versions of the packages that events depend on; none of them is imported."""

import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version

from newsdesk.commands.doctor.section import Problem, Section
from newsdesk.terminal.extra import how_to_install, missing_module

WORKER = ("torch", "transformers", "faust-streaming")
PACKAGES = ("newsdesk", *WORKER, "kafka-python")


def check_versions(packages: tuple[str, ...] = PACKAGES) -> Section:
    """Find the installed versions of `packages`, and Python's."""
    found = {package: _version(package) for package in packages}
    facts = {"python": platform.python_version(), **found}
    missing = [*_missing(found)]
    problem = Problem(
        f"Not installed in this Python: {', '.join(missing)}.",
        how_to_install(missing[0] if missing else None),
    )
    return Section("versions", facts, (problem,) if missing else ())


def is_light(versions: Mapping[str, str | None]) -> bool:
    """Whether nothing of the extra for the worker is installed, which is no fault."""
    return not any(versions.get(package) for package in WORKER)


def _missing(versions: Mapping[str, str | None]) -> Iterator[str]:
    light = is_light(versions)
    named = [package for package, installed in versions.items() if installed is None]
    yield from (package for package in named if not (light and package in WORKER))
    if not light and not named and (module := missing_module()):
        yield module


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
