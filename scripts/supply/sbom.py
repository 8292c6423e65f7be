"""A bill of materials of the locked dependencies, in CycloneDX JSON.

`python -m scripts.supply.sbom [FILE]` writes it, without the address of any index and without
any path: `newsdesk.cdx.json` unless a file is named.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.supply.licences import licence_of
from scripts.supply.lock import LOCK, ROOT

_NAMES_OF_ADDRESSES = ("$schema", "externalReferences", "evidence")


def bill_of_materials() -> dict[str, Any]:
    """Return the bill of materials; the same lock gives the same bill."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    command += ["--short-PURLs", "--pyproject", str(ROOT / "pyproject.toml"), str(LOCK)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    bill: dict[str, Any] = json.loads(done.stdout)
    for component in bill["components"]:
        component.pop("description", None)
        component["licenses"] = [{"license": {"name": licence_of(component["name"])}}]
    kept: dict[str, Any] = _without_addresses(bill)
    return kept


def main() -> None:
    """Write it."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "newsdesk.cdx.json"
    file.write_text(json.dumps(bill_of_materials(), indent=1) + "\n", "utf-8")


def _without_addresses(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in _NAMES_OF_ADDRESSES}
        return {name: _without_addresses(inner) for name, inner in kept.items()}
    return [_without_addresses(inner) for inner in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
