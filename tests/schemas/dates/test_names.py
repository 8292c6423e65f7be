from newsdesk.schemas.dates import names
from newsdesk.schemas.dates.names import BESIDE, MONTHS, WEEKDAYS, fold


def test_no_name_is_that_of_two_months() -> None:
    lines = [line.split() for line in names._MONTHS.replace("\n+", "").splitlines() if line]
    assert {len(line) for line in lines} == {13}
    found: dict[str, set[int]] = {}
    for line in lines:
        for month, name in enumerate(line):
            if month and name != "-":
                found.setdefault(fold(name), set()).add(month)
    assert {name: months for name, months in found.items() if len(months) > 1} == {}


def test_a_month_is_a_weekday_only_where_it_is_short_for_tuesday() -> None:
    assert MONTHS.keys() & WEEKDAYS == {"mar"}
    assert MONTHS.keys() & BESIDE == set()


def test_fold_leaves_out_accents_and_capitals() -> None:
    assert fold("F\u00c9VRIER") == fold("f\u00e9vrier") == "fevrier"
    assert fold("KASIM") == fold("Kas\u0131m") == "kasim"
    assert fold("\u0130stanbul") == "istanbul"
