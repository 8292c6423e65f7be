"""The bill of materials of the image."""

import json
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts.image_sbom import bill_of_materials

DEBIAN = "libc6:amd64\t2.36-9+deb12u14\tamd64\ntzdata\t2026a-0+deb12u1\tall\n"
PYTHON = json.dumps(
    [
        ["newsdesk", "0.1.0", "Apache-2.0"],
        ["torch", "2.13.0+cpu", None],
        ["jaraco.text", "4.0.0", "MIT"],
        ["jaraco.text", "4.0.0", "MIT"],
    ]
)
IMAGE = {
    "Id": "sha256:0123",
    "Architecture": "amd64",
    "Config": {
        "Labels": {
            "org.opencontainers.image.title": "newsdesk",
            "org.opencontainers.image.version": "0.1.0",
        }
    },
}


def bill(image: dict[str, Any]) -> dict[str, Any]:
    return bill_of_materials(image, DEBIAN, PYTHON, "debian 12")


def test_it_is_valid_cyclonedx() -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(bill(IMAGE))) is None
    assert validator.validate_str(json.dumps(bill(IMAGE) | {"components": 1})) is not None


def test_it_names_the_image_and_each_package_once() -> None:
    found = bill(IMAGE)
    assert found["metadata"]["component"]["name"] == "newsdesk"
    assert found["metadata"]["component"]["version"] == "0.1.0"
    assert found["components"][0] == {"type": "operating-system", "name": "debian", "version": "12"}
    assert [one["purl"] for one in found["components"][1:]] == [
        "pkg:deb/debian/libc6@2.36-9%2Bdeb12u14?arch=amd64",
        "pkg:deb/debian/tzdata@2026a-0%2Bdeb12u1?arch=all",
        "pkg:pypi/jaraco-text@4.0.0",
        "pkg:pypi/newsdesk@0.1.0",
        "pkg:pypi/torch@2.13.0%2Bcpu",
    ]


def test_a_licence_is_named_where_the_package_names_it() -> None:
    licences = {one["name"]: one.get("licenses") for one in bill(IMAGE)["components"]}
    assert licences["newsdesk"] == [{"expression": "Apache-2.0"}]
    assert licences["torch"] is None


def test_an_image_without_labels_has_a_bill() -> None:
    found = bill({**IMAGE, "Config": {"Labels": None}})
    assert found["metadata"]["component"]["version"] == ""
    assert len(found["components"]) == 6
