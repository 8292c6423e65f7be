"""A bill of materials of the image, in CycloneDX JSON: Debian's packages and Python's.

`python -m scripts.image_sbom [IMAGE] [FILE]` asks a container of the image what is installed, and
writes `newsdesk-image.cdx.json` unless another file is named. The container has no network.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

_IMAGE = "newsdesk:latest"
_FILE = Path("newsdesk-image.cdx.json")
_DEBIAN = r"${binary:Package}\t${Version}\t${Architecture}\n"
_PYTHON = """
import importlib.metadata, json
print(json.dumps([
    [one.metadata["Name"], one.version, one.metadata.get("License-Expression")]
    for one in importlib.metadata.distributions()
]))
"""


def debian_components(listed: str) -> Iterator[dict[str, Any]]:
    """Yield a component for each line of `dpkg-query`: name, version and architecture, by tabs."""
    for line in listed.splitlines():
        name, version, architecture = line.split("\t")
        name = name.partition(":")[0]
        purl = f"pkg:deb/debian/{quote(name, safe='')}@{quote(version, safe='')}"
        yield _component(name, version, f"{purl}?arch={architecture}")


def python_components(listed: str) -> Iterator[dict[str, Any]]:
    """Yield a component for each distribution of a JSON list: name, version and licence or null."""
    for name, version, licence in json.loads(listed):
        normal = name.lower().replace("_", "-").replace(".", "-")
        component = _component(name, version, f"pkg:pypi/{normal}@{quote(version, safe='')}")
        yield component | ({"licenses": [{"expression": licence}]} if licence else {})


def bill_of_materials(
    image: dict[str, Any], debian: str, python: str, system: str
) -> dict[str, Any]:
    """Return the bill of an image.

    Args:
        image: What `docker image inspect` says of it.
        debian: The output of `dpkg-query`; see `debian_components`.
        python: The distributions as JSON; see `python_components`.
        system: The name and version of the operating system, such as `debian 12`.
    """
    labels = image["Config"].get("Labels") or {}
    found = {
        component["purl"]: component
        for component in (*debian_components(debian), *python_components(python))
    }
    name, _, release = system.partition(" ")
    operating_system = {"type": "operating-system", "name": name, "version": release}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "container",
                "bom-ref": image["Id"],
                "name": labels.get("org.opencontainers.image.title", _IMAGE),
                "version": labels.get("org.opencontainers.image.version", ""),
                "properties": [
                    {"name": "newsdesk:image:id", "value": image["Id"]},
                    {"name": "newsdesk:image:architecture", "value": image["Architecture"]},
                ],
            }
        },
        "components": [operating_system, *(found[purl] for purl in sorted(found))],
    }


def main() -> None:
    """Ask the image, and write its bill."""
    image = sys.argv[1] if len(sys.argv) > 1 else _IMAGE
    file = Path(sys.argv[2]) if len(sys.argv) > 2 else _FILE
    (inspected,) = json.loads(_docker("image", "inspect", image))
    bill = bill_of_materials(
        inspected,
        debian=_inside(image, "dpkg-query", "--show", f"--showformat={_DEBIAN}"),
        python=_inside(image, "python", "-c", _PYTHON),
        system=_inside(image, "sh", "-c", '. /etc/os-release; echo "$ID $VERSION_ID"').strip(),
    )
    file.write_text(json.dumps(bill, indent=1) + "\n", "utf-8")


def _component(name: str, version: str, purl: str) -> dict[str, Any]:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _inside(image: str, program: str, *arguments: str) -> str:
    closed = ("--rm", "--network=none", "--read-only", "--cap-drop=ALL")
    return _docker("run", *closed, f"--entrypoint={program}", image, *arguments)


def _docker(*arguments: str) -> str:
    # The one on the PATH is meant.
    command = ["docker", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


if __name__ == "__main__":
    main()
