import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.commands.produce.article_file import Unreadable
from newsdesk.commands.produce.table_header import header_of
from tests.newsdesk.produce.reading_tools import fields, read

ROW = {"id": "1", "title": "Pools", "text": 'Three pools closed; "why",\nask parents.'}


def _table(rows: list[dict[str, str]], **options: Any) -> str:
    output = io.StringIO()
    writer = csv.DictWriter(output, list(rows[0]), **options)
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_table_is_read_with_any_separator(
    delimiter: str, line_end: str, quoting: Any, encoding: str
) -> None:
    table = _table([ROW, ROW], delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    assert fields(table.encode(encoding), ".csv") == [ROW, ROW]


def test_table_of_excel_may_say_what_separates() -> None:
    table = "sep=;\r\nid;title;text\r\n1;A, B;Rates rise.\r\n"
    assert fields(table, ".csv") == [{"id": "1", "title": "A, B", "text": "Rates rise."}]
    assert [each.origin for each in read(table, ".csv")] == ["f:3"]


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n", "\n\nsep=;\n"])
def test_table_may_begin_with_blank_lines(blank: str) -> None:
    table = f"{blank}id;text\n1;Rates rise.\n\n2;Rates fall.\n"
    found = [{"id": "1", "text": "Rates rise."}, {"id": "2", "text": "Rates fall."}]
    assert fields(table, ".csv") == found


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Article ID,Headline,Article Body,Pub Date", ("id", "title", "text", "published_at")),
        ("ID;Überschrift;Inhalt;Datum", ("id", "title", "text", "published_at")),
        ("título|cuerpo|fuente|fecha", ("title", "text", "source", "published_at")),
        ("id,article,highlights,x", ("id", "text", "highlights", "x")),
        ("Class Index,Title,Description,URL", ("Class Index", "title", "text", "url")),
        ("title,description,content,link", ("title", "description", "text", "url")),
        ("title,summary,html,link", ("title", "summary", "html", "url")),
        ("content_html,url,url,text", ("html", "url", "url", "text")),
    ],
)
def test_table_columns_are_found_by_their_names(header: str, names: tuple[str, ...]) -> None:
    found = header_of(header.encode())
    assert found is not None
    assert found.columns == names


def test_table_rows_keep_other_columns_and_leave_out_empty_ones() -> None:
    table = ",title,text,section,url\n0,Pools,Three pools closed.,Local,\n1,,Rates rise.,,\n,,,,\n"
    assert fields(table, ".csv") == [
        {"title": "Pools", "text": "Three pools closed.", "section": "Local"},
        {"text": "Rates rise."},
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,Pools,Three pools closed, and two opened.", "it has 4 columns, and the header 3"),
        ("1,Pools,", "it has no text"),
        ("1,Pools", "it has no text"),
        ('1,Pools,"Three "pools", closed"', "not CSV: "),
    ],
)
def test_table_row_that_is_wrong_is_named_and_the_others_are_read(row: str, reason: str) -> None:
    first, bad, last = read(f"id,title,text\n1,A,x\n{row}\n3,C,z\n", ".csv")
    assert isinstance(bad, Unreadable)
    assert (first.origin, bad.origin, last.origin) == ("f:2", "f:3", "f:4")
    assert bad.reason.startswith(reason)


def test_table_quote_that_is_not_closed_is_named() -> None:
    cut = read('id,title,text\n1,A,x\n2,B,"Three pools', ".csv")
    open_row = read('id,title,text\n1,A,"x\n2,B,"y"\n3,C,z\n', ".csv")
    assert [type(each) for each in cut] == [type(cut[0]), Unreadable]
    assert [isinstance(each, Unreadable) for each in open_row] == [True, False]
    assert open_row[-1].origin == "f:4"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('"Three pools" are closed.', '"Three pools" are closed.'),
        ('"He said "no" to it."', 'He said "no" to it.'),
        ('He said "no".', 'He said "no".'),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_table_quotes_that_nobody_doubled_are_part_of_the_text(
    delimiter: str, text: str, meant: str
) -> None:
    rows = [["id", "text"], ["1", text], ["2", "Rates rise."]]
    table = "\n".join(map(delimiter.join, rows))
    assert fields(table, ".csv") == [{"id": "1", "text": meant}, {"id": "2", "text": "Rates rise."}]


def test_table_with_tabs_and_a_single_quote_has_all_rows() -> None:
    table = 'id\ttext\n1\t"Three pools\n2\tRates rise.\n3\tAnd "so" on.\n'
    assert [each["id"] for each in fields(table, ".tsv")] == ["1", "2", "3"]


def test_table_quotes_may_be_escaped_by_backslashes() -> None:
    table = 'id,text\n1,"He said \\"no\\", twice."\n'
    assert fields(table, ".csv") == [{"id": "1", "text": 'He said "no", twice.'}]


@pytest.mark.parametrize(
    "content", ["a,b\n1,2\n", "Rates rise.\n", "id,title\n1,Pools\n", "\n", "name,age\nx,1\n"]
)
def test_table_without_a_text_is_refused(content: str) -> None:
    [found] = read(content, ".csv")
    assert isinstance(found, Unreadable)
    assert found.reason.startswith(("no column has the text: ", "it is empty"))


def test_table_in_another_encoding_is_refused_with_what_to_do() -> None:
    [found] = read("id,text\n1,Zoë\n".encode("cp1252"), ".csv")
    assert isinstance(found, Unreadable)
    assert found.reason.startswith("not UTF-8, in line 1 or after it; convert it, as with iconv ")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5))
def test_table_texts_are_read_as_they_were_written(texts: list[str]) -> None:
    rows = [{"id": str(n), "text": text} for n, text in enumerate(texts) if text.strip()]
    if rows and not any("\x00" in row["text"] for row in rows):
        assert fields(_table(rows, quoting=csv.QUOTE_ALL), ".csv") == rows
