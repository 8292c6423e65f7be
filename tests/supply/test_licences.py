"""The licences of the locked dependencies: listed, up to date, and none that binds newsdesk."""

import pytest

from scripts.supply.licences import APART, PAGE, is_copyleft, licence_of, licences, licences_page
from scripts.supply.lock import pinned_packages


def test_the_page_of_licences_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == licences_page(), "run `make licences` and commit it"


def test_every_locked_package_names_its_licence() -> None:
    found = [*licences()]
    assert {name for name, _, _ in found} == {one.name for one in pinned_packages()}
    assert [name for name, _, licence in found if licence == "not named"] == []


def test_no_package_is_under_the_gpl_or_agpl_but_those_with_a_reason() -> None:
    copyleft = {name for name, _, licence in licences() if is_copyleft(licence)}
    assert copyleft == set(APART)
    assert [name for name in APART if "AGPL" in licence_of(name)] == []


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("GNU Affero General Public License v3", True),
        ("MIT OR GPL-2.0-only", True),
        ("GNU Lesser General Public License v3", False),
        ("LGPL-2.1-or-later", False),
        ("Apache-2.0", False),
    ],
)
def test_is_copyleft_knows_the_names_of_the_gpl_and_the_agpl(licence: str, expected: bool) -> None:
    assert is_copyleft(licence) is expected
