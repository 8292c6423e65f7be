from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.commands.evaluate.as_json import cleaning_json
from newsdesk.commands.evaluate.cleaning import Cleaned, CleaningResult, evaluate_cleaning
from newsdesk.commands.evaluate.page_set import Page, read_pages
from newsdesk.commands.evaluate.rows import EvaluationError
from newsdesk.enrichment.document import Limits
from newsdesk.terminal.files import FileError
from tests.newsdesk.evaluate.sets import MODEL, FirstSentences, ignore

_PARAGRAPHS = (
    "The bridge over the estuary was closed on Friday after divers had found cracks in two of its "
    "pillars, the harbour authority said in a statement.",
    "Lorries are sent through the tunnel until the end of the month, and ferries run twice as "
    "often as they usually do at this time of the year.",
    "Engineers expect that the repair will cost three million, most of which the region pays.",
)
_HTML = (
    "<html><head><title>Bridge closed</title></head><body><nav><a href='/'>All our sections</a>"
    "</nav><article><h1>Bridge closed</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in _PARAGRAPHS)
    + "</article><footer>Imprint and contact of the publishing house</footer></body></html>"
)
_ENTRY = {"file": "a.html", "with": ["found cracks"], "without": ["All our sections"]}


def _set(folder: Path, entries: Any, html: bytes = _HTML.encode()) -> Path:
    (folder / "a.html").write_bytes(html)
    path = folder / "evaldata.json"
    path.write_bytes(orjson.dumps(entries))
    return path


def test_evaluate_cleaning_pages_are_cleaned_and_summarized_and_snippets_looked_for(
    tmp_path: Path,
) -> None:
    pages = read_pages(_set(tmp_path, {"https://example.org/a": _ENTRY}), tmp_path)
    result = evaluate_cleaning(pages, FirstSentences(3), Limits(), ignore)
    (cleaned,) = result.pages
    assert "found cracks" in cleaned.ours
    assert "found cracks" in cleaned.baseline
    assert cleaned.summary.startswith(_PARAGRAPHS[0])
    fields = cleaning_json(result)
    assert (fields["n"], fields["precision"], fields["recall"], fields["f1"]) == (1, 1.0, 1.0, 1.0)
    assert fields["baseline"]["f1"] == 1.0
    assert fields["boilerplate_in_summaries"] == 0


def test_evaluate_cleaning_a_page_that_would_be_rejected_loses_everything() -> None:
    pages = [Page("u", _HTML, ("found cracks",), ("All our sections",)), Page("v", " ", ("x",), ())]
    result = evaluate_cleaning(pages, FirstSentences(3), Limits(max_characters=20), ignore)
    assert [cleaned.ours for cleaned in result.pages] == ["", ""]
    assert result.figures["ours"]["f1"].value == 0.0
    assert result.figures["baseline"]["recall"].value == 0.5


def test_evaluate_cleaning_figures_are_those_calculated_by_hand() -> None:
    page = Page("u", "", ("one", "two", "three"), ("ad", "menu"))
    cleaned = Cleaned(page, ours="one two ad", baseline="one ad menu", summary="menu")
    fields = cleaning_json(CleaningResult([cleaned], MODEL))
    assert (fields["precision"], fields["recall"]) == (0.6667, 0.6667)
    assert (fields["baseline"]["precision"], fields["baseline"]["recall"]) == (0.3333, 0.3333)
    assert fields["f1_ci"] == [0.6667, 0.6667]
    assert (cleaned.missing, cleaned.kept) == (("three",), ("ad",))
    assert fields["boilerplate_in_summaries"] == 1
    assert fields["boilerplate_found"] == [{"url": "u", "snippet": "menu"}]


def test_evaluate_cleaning_a_page_in_another_encoding_than_it_names_is_guessed(
    tmp_path: Path,
) -> None:
    html = _HTML.replace("cracks", "Übergänge für Schiffe, größer als früher,").encode("cp1252")
    (page,) = read_pages(_set(tmp_path, {"u": _ENTRY}, html), tmp_path)
    assert "Übergänge für Schiffe" in page.html


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], "not an object"),
        ({}, "it is empty"),
        ({"u": {"with": [], "without": []}}, "evaldata.json: u: it has no 'file'"),
        ({"u": {**_ENTRY, "with": "a"}}, "u: 'with' must be a list of strings"),
        ({"u": {"file": "a.html", "with": ["a"]}}, "u: 'without' must be a list of strings"),
        ({"u": {**_ENTRY, "file": "none.html"}}, "none.html: no such file or directory"),
    ],
)
def test_evaluate_cleaning_a_list_that_cannot_be_used_is_reported(
    tmp_path: Path, entries: Any, expected: str
) -> None:
    path = _set(tmp_path, entries)
    with pytest.raises(EvaluationError) as raised:
        read_pages(path, tmp_path)
    assert expected in str(raised.value)


def test_evaluate_cleaning_a_list_that_is_not_json_is_reported_with_its_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "evaldata.json"
    path.write_text('{"u":\n {]}', encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"evaldata\.json: not JSON: .* \(line 2, column"):
        read_pages(path, tmp_path)


def outside(folder: Path) -> Path:
    """Return a folder of pages, beside which is a file that no list may have."""
    (folder / "secret.html").write_text("secret", encoding="utf-8")
    pages = folder / "pages"
    pages.mkdir()
    return pages


@pytest.mark.parametrize(
    "name",
    [
        "../secret.html",
        "a/../../secret.html",
        "{folder}/secret.html",
        "/etc/passwd",
        "link.html",
        "linked/secret.html",
        "..",
        ".",
        "",
        "../missing.html",
        "a\0b",
        "a" * 5_000,
    ],
)
def test_read_pages_no_file_outside_of_the_folder_is_read(tmp_path: Path, name: str) -> None:
    pages = outside(tmp_path)
    (pages / "link.html").symlink_to(tmp_path / "secret.html")
    (pages / "linked").symlink_to(tmp_path)
    entry = _ENTRY | {"file": name.format(folder=tmp_path)}
    with pytest.raises(FileError, match=r"evaldata\.json: u: .*file.*\nPut the file itself into"):
        read_pages(_set(pages, {"u": entry}), pages)


def test_read_pages_files_in_folders_below_and_behind_a_linked_folder_are_read(
    tmp_path: Path,
) -> None:
    pages = outside(tmp_path)
    (pages / "below").mkdir()
    (pages / "below" / "b.html").write_text(_HTML, encoding="utf-8")
    (pages / "link.html").symlink_to("below/b.html")
    (tmp_path / "other").symlink_to(pages)
    for name in ("below/b.html", "link.html", str(pages / "a.html")):
        (page,) = read_pages(_set(pages, {"u": _ENTRY | {"file": name}}), tmp_path / "other")
        assert page.html == _HTML
