"""IPTC's file is read in each of its shapes, and other files are refused."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from openpyxl import Workbook

from newsdesk.commands.taxonomy.concepts import Concept, in_language, media_topic_id
from newsdesk.commands.taxonomy.official import MAX_BYTES, read_official
from newsdesk.commands.taxonomy.official_taxonomy import make_taxonomy
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.terminal.files import FileError
from tests.newsdesk.taxonomy.official_files import (
    ENTRIES,
    LANGUAGES,
    Entry,
    json_lines,
    parents,
    skos_json,
    spreadsheet,
)
from tests.support.evaluation_data import DATA, needs

EXPECTED = tuple(
    Concept(
        id=f"medtop:{entry.code}",
        broader=f"medtop:{parent}" if parent else "",
        retired=entry.retired is not None,
        names=entry.names,
        definitions=entry.definitions,
    )
    for entry, parent in zip(ENTRIES, parents(ENTRIES), strict=True)
)


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "official"
    path.write_bytes(content)
    return path


def workbook(*rows: list[str]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "released"),
    [
        (skos_json(), "2026-02-19"),
        (skos_json(indent=False), "2026-02-19"),
        (b"\xef\xbb\xbf\n" + skos_json(), "2026-02-19"),
        (spreadsheet(), ""),
        (spreadsheet(levels=8), ""),
        (json_lines(), ""),
        (json_lines().replace(b"\n", b"\r\n\r\n"), ""),
    ],
    ids=["json", "json-line", "json-mark", "spreadsheet", "more-levels", "lines", "empty-lines"],
)
def test_official_file_every_official_shape_gives_the_same_concepts(
    tmp_path: Path, content: bytes, released: str
) -> None:
    official = read_official(saved(tmp_path, content))
    assert official.concepts == EXPECTED
    assert official.released == released


def test_official_file_a_level_that_a_spreadsheet_leaves_out_does_not_mix_up_what_is_above(
    tmp_path: Path,
) -> None:
    entries = [
        Entry("15000000", 1, {"en-GB": "sport"}),
        Entry("29000001", 3, {"en-GB": "rowing"}),
        Entry("29000002", 3, {"en-GB": "sailing"}),
        Entry("29000003", 4, {"en-GB": "sailing at night"}),
    ]
    concepts = read_official(saved(tmp_path, spreadsheet(entries))).concepts
    assert [concept.broader[-8:] for concept in concepts] == [
        "",
        "15000000",
        "15000000",
        "29000002",
    ]


def test_official_file_an_older_shape_of_json_is_read(tmp_path: Path) -> None:
    content = b"""{"conceptSet": [
        {"uri": "https://cv.iptc.org/newscodes/mediatopic/15000000/", "prefLabel": {"en-GB": "a"}},
        {"qcode": "medtop:29000001", "prefLabel": {"en-GB": "b  b\\n", "de": ""},
         "broader": "http://cv.iptc.org/newscodes/mediatopic/15000000", "definition": "x"},
        "no concept"
    ]}"""
    concepts = read_official(saved(tmp_path, content)).concepts
    assert [(c.id, c.broader, c.names) for c in concepts] == [
        ("medtop:15000000", "", {"en-GB": "a"}),
        ("medtop:29000001", "medtop:15000000", {"en-GB": "b b"}),
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "neither JSON nor a spreadsheet"),
        (b"<?xml version='1.0'?><rdf:RDF/>", "neither JSON nor a spreadsheet"),
        (b'{"conceptSet": []}', "it has no media topics"),
        (b'{"conceptSet": 3}', "it has no media topics"),
        (b'{\n"uri": "x"\n}', "it has no media topics"),
        (skos_json().replace(b"medtop:", b"genre:").replace(b"mediatopic", b"genre"), "it has no"),
        (b'{\n"conceptSet": [\n}', "official:3: not JSON"),
        (json_lines() + b"{", "official:9: not JSON"),
        (json_lines() + b"[]", "official:9: JSON, but not an object"),
        (b"PK\x03\x04 and nothing", "a damaged spreadsheet"),
        (workbook(["Name", "Price"]), "no sheet has columns such as"),
        (workbook(["Level1/NewsCode", "Name (en-GB)"]), "it has no media topics"),
    ],
)
def test_official_file_another_file_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    path = saved(tmp_path, content)
    with pytest.raises(FileError, match=complaint) as caught:
        read_official(path)
    assert str(caught.value).startswith(str(path))


def test_official_file_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("letter.txt", "x")
    with pytest.raises(FileError, match="not readable as a spreadsheet"):
        read_official(saved(tmp_path, content.getvalue()))


def test_official_file_a_spreadsheet_that_grows_too_large_is_refused_before_it_is_unpacked(
    tmp_path: Path,
) -> None:
    content = BytesIO(spreadsheet())
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/media/image.bin", "w") as part,
    ):
        for _ in range(129):
            part.write(bytes(1024**2))
    with pytest.raises(FileError, match="it has more than 128 MiB when unpacked"):
        read_official(saved(tmp_path, content.getvalue()))


def test_official_file_a_spreadsheet_without_end_is_refused(tmp_path: Path) -> None:
    rows = [["Level1/NewsCode", "Name (en-GB)"], *([["", ""]] * 20_001)]
    with pytest.raises(FileError, match="it has more than 20,000 rows"):
        read_official(saved(tmp_path, workbook(*rows)))


def with_rows(rows: bytes) -> bytes:
    """Return the spreadsheet with more rows, as XML, at the end of its sheet."""
    original, content = BytesIO(spreadsheet()), BytesIO()
    with (
        zipfile.ZipFile(original) as parts,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in parts.namelist():
            part = parts.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b"</sheetData>", rows + b"</sheetData>")
            changed.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (b"<row>" + b"<c/>" * 2_000_000 + b"</row>", "1,000 cells in a row"),
        ((b"<row>" + b"<c/>" * 100 + b"</row>") * 20_000, "1,000,000 cells"),
        ((b"<row>" + b"<x:c/>" * 750 + b"</row>") * 2_000, "1,000,000 cells"),
        (b"<row>" + b"<other/>" * 300_000 + b"</row>", "200,000 styles and names"),
    ],
    ids=["row", "sheet", "prefix", "other"],
)
def test_official_file_a_small_spreadsheet_of_very_many_cells_is_refused_before_it_is_read(
    tmp_path: Path, rows: bytes, complaint: str
) -> None:
    path = saved(tmp_path, with_rows(rows))
    assert path.stat().st_size < 1024**2
    started = process_time()
    with pytest.raises(FileError, match=f"it has more than {complaint}") as caught:
        read_official(path)
    assert process_time() - started < 5
    assert "save it again" in str(caught.value)


def concepts(count: int) -> list[Entry]:
    texts = {language: f"text in {language}" for language in LANGUAGES}
    return [
        Entry("15000000", 1, {"en-GB": "sport"}),
        Entry("17000000", 1, {"en-GB": "weather"}),
        *(Entry(f"{30_000_000 + n}", 2, texts | {"en-GB": f"n{n}"}, texts) for n in range(count)),
    ]


@pytest.mark.parametrize("shape", [skos_json, json_lines, spreadsheet])
def test_official_file_ten_thousand_labels_are_read_and_make_a_taxonomy(
    tmp_path: Path, shape: Callable[[list[Entry]], bytes]
) -> None:
    official = read_official(saved(tmp_path, shape(concepts(9_998))))
    started = process_time()
    imported = make_taxonomy(official, "en", Taxonomy.built_in())
    assert process_time() - started < 5
    assert len(imported.taxonomy.labels) == 10_000


def test_official_file_more_concepts_than_anybody_has_are_refused(tmp_path: Path) -> None:
    content = json_lines(concepts(20_000))
    with pytest.raises(
        FileError, match=r"it has 20,002 concepts; the limit is 20,000\.\nLeave out"
    ):
        read_official(saved(tmp_path, content))


@pytest.mark.parametrize("value", [b"[]", b"{}", b"1"])
def test_official_file_json_of_millions_of_values_is_refused(tmp_path: Path, value: bytes) -> None:
    content = b'{"conceptSet":[' + b",".join([value] * 5_000_000) + b"]}"
    with pytest.raises(FileError, match="it has more than 5,000,000 values"):
        read_official(saved(tmp_path, content))


@needs(DATA / "iptc")
def test_official_file_all_media_topics_in_all_languages_are_read() -> None:
    (path,) = (DATA / "iptc").glob("*.jsonl")
    imported = make_taxonomy(read_official(path), "de", Taxonomy.built_in())
    assert len(imported.taxonomy.labels) == 1_099


def test_official_file_a_file_that_is_missing_or_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"no such file or directory\.\nCheck the path\."):
        read_official(tmp_path / "missing")
    with pytest.raises(FileError, match="it has more than 64 MiB"):
        read_official(Path("/dev/zero"))
    assert MAX_BYTES == 64 * 1024**2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("medtop:01000000", "medtop:01000000"),
        (" http://cv.iptc.org/newscodes/mediatopic/20000002 ", "medtop:20000002"),
        ("https://cv.iptc.org/newscodes/mediatopic/20000002/", "medtop:20000002"),
        ("http://cv.iptc.org/newscodes/subjectcode/01025000", ""),
        ("medtop:1", ""),
        (None, ""),
        (20000002, ""),
    ],
)
def test_official_file_a_media_topic_is_known_by_its_code_or_its_address(
    text: object, found: str
) -> None:
    assert media_topic_id(text) == found


@pytest.mark.parametrize(
    ("texts", "language", "found"),
    [
        ({"en-GB": "a", "en-US": "b"}, "en-us", ("b", True)),
        ({"en-US": "b", "de": "c"}, "en-GB", ("b", False)),
        ({"de": "c", "en-US": "b", "en-GB": "a"}, "fr", ("a", False)),
        ({"de": "c", "en-US": "b"}, "fr", ("b", False)),
        ({"de": "c", "se": "d"}, "fr", ("c", False)),
        ({"pt-BR": "e", "en-GB": "a"}, "pt", ("e", True)),
        ({"pt-BR": "e", "en-GB": "a"}, "pt-PT", ("e", False)),
        ({"fr": "f", "en-GB": "a"}, "fr-FR", ("f", True)),
        ({}, "en-GB", ("", False)),
    ],
)
def test_official_file_a_text_is_taken_in_the_language_or_in_the_next_best(
    texts: dict[str, str], language: str, found: tuple[str, bool]
) -> None:
    assert in_language(texts, language) == found
