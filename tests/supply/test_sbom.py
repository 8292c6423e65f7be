"""The bill of materials: what the lock has, and nothing about where it was made."""

import json
import re

from scripts.supply.lock import ROOT, pinned_packages
from scripts.supply.sbom import bill_of_materials

_ADDRESS = re.compile(r"https?:|file:|git\+|//")


def test_the_bill_of_materials_has_what_is_locked_with_its_licences() -> None:
    bill = bill_of_materials()
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "newsdesk"
    listed = sorted((one["name"], one["version"]) for one in bill["components"])
    assert listed == sorted((one.name, one.version) for one in pinned_packages())
    assert all(one["licenses"][0]["license"]["name"] for one in bill["components"])
    assert all(one["purl"].startswith("pkg:pypi/") for one in bill["components"])


def test_the_bill_of_materials_has_no_address_and_no_path_and_is_the_same_again() -> None:
    text = json.dumps(bill_of_materials())
    assert not _ADDRESS.search(text)
    assert str(ROOT) not in text
    assert text == json.dumps(bill_of_materials())
