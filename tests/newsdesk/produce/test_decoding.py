"""Bytes of text files and pages, in every encoding that pages are in."""
# ruff: noqa: RUF001 (letters that look like others)

import time

import pytest

from newsdesk.commands.produce.charset import declared_in
from newsdesk.commands.produce.decoding import UndecodableError, decode_html, decode_text

WORDS = "<p>Forty passengers were “adrift”, said Zoë Núñez.</p>"
RUSSIAN = "<p>Пароходы сегодня не ходят, сообщил порт.</p>"
CHINESE = "<p>部长说,渡轮公司必须在五月底之前更换所有的钢缆。</p>"


def page(head: str, body: str = WORDS) -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}<title>Ferries</title></head><body>{body}</body></html>"
    )


@pytest.mark.parametrize(
    ("head", "body", "encoding"),
    [
        ('<meta charset="windows-1252">', WORDS, "cp1252"),
        ("<META CHARSET=latin1>", WORDS, "cp1252"),
        ("<meta charset=iso-8859-1/>", WORDS, "cp1252"),
        ("<meta charset=' us-ascii '>", WORDS, "cp1252"),
        ('<meta content="text/html; charset=cp1252" http-equiv=Content-Type>', WORDS, "cp1252"),
        ("<meta http-equiv='content-type' content='text/html;charset=\"utf-8\"'>", WORDS, "utf-8"),
        ('<meta charset="windows-1251">', RUSSIAN, "cp1251"),
        ('<meta charset="koi8-r">', RUSSIAN, "koi8_r"),
        ('<meta charset="gb2312">', CHINESE, "gbk"),
        ('<meta charset="big5">', "<p>渡輪今日停航</p>", "big5"),
        ('<meta charset="x-sjis">', "<p>ニュース①</p>", "cp932"),
        ('<meta charset="iso-2022-jp">', "<p>ニュース</p>", "iso2022_jp"),
        ('<meta charset="ks_c_5601-1987">', "<p>여객선 똠</p>", "cp949"),
        ('<meta charset="utf8mb4"><meta charset="cp1252">', WORDS, "cp1252"),
        ("<!-- <meta charset=koi8-r> --><meta charset=cp1252>", WORDS, "cp1252"),
        ("<script>'<meta charset=koi8-r>'</script><meta charset=cp1252>", WORDS, "cp1252"),
        (f"<!-- {'x' * 3_000} --><meta charset=windows-1251>", RUSSIAN, "cp1251"),
        ("<meta name=a content='charset=koi8-r'>", WORDS, "cp1252"),
        ("<meta data-charset=koi8-r>", WORDS, "cp1252"),
    ],
)
def test_decode_html_a_page_is_in_the_charset_that_it_names(
    head: str, body: str, encoding: str
) -> None:
    html = page(head, body)
    assert decode_html(html.encode(encoding)) == html


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_decode_html_a_byte_order_mark_counts_more_than_all_names(mark: str) -> None:
    html = page("<meta charset=koi8-r>")
    assert decode_html(html.encode(mark), "windows-1251") == html


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_decode_html_utf_16_without_a_mark_is_known_by_its_first_tag(encoding: str) -> None:
    assert decode_html(page("").encode(encoding)) == page("")


def test_decode_html_the_charset_that_came_with_a_page_counts_more_than_its_own() -> None:
    html = page("<meta charset=koi8-r>", RUSSIAN)
    assert decode_html(html.encode("cp1251"), "Windows-1251") == html
    assert decode_html(html.encode("koi8_r"), "klingon") == html


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="windows-1251"?>',
        "\n<?xml encoding='cp1251' standalone='no'?>",
    ],
)
def test_decode_html_an_xml_declaration_counts_where_no_meta_does(declaration: str) -> None:
    html = declaration + page("", RUSSIAN)
    assert decode_html(html.encode("cp1251")) == html
    other = declaration + page("<meta charset=koi8-r>", RUSSIAN)
    assert decode_html(other.encode("koi8_r")) == other


@pytest.mark.parametrize(
    "label",
    [
        "iso-8859-1",
        "windows-1251",
        "macintosh",
        "utf8mb4",
        "x-user-defined",
        "utf-16",
        "hex",
        "gbk",
    ],
)
def test_decode_html_utf_8_is_utf_8_whatever_it_is_called(label: str) -> None:
    html = page(f'<meta charset="{label}">', WORDS + CHINESE)
    assert decode_html(html.encode()) == html


def test_decode_html_few_characters_are_in_the_encoding_of_their_name() -> None:
    html = page("<meta charset=gbk>", "<p>隆隆</p>")
    assert decode_html(html.encode("gbk")) == html


@pytest.mark.parametrize("head", ["", '<meta charset="klingon">', '<meta charset="utf-8">'])
@pytest.mark.parametrize(
    ("language", "body", "encoding"),
    [
        ("", WORDS, "cp1252"),
        ("en", WORDS, "cp1252"),
        ("ru-RU", RUSSIAN, "cp1251"),
        ("pl", "<p>Łódź: święto „źrebiąt”</p>", "cp1250"),
        ("pl", "<p>Łódź: święto źrebiąt</p>", "iso8859-2"),
        ("tr", "<p>Işıklı şehir</p>", "cp1254"),
    ],
)
def test_decode_html_without_a_right_name_the_encoding_is_that_of_the_language(
    head: str, language: str, body: str, encoding: str
) -> None:
    html = page(head, body).replace("<html>", f"<html lang={language}>" if language else "<html>")
    assert decode_html(html.encode(encoding)) == html


SCRIPTS = [
    ("Паром останется у причала до пятницы, сообщили в порту.", ("cp1251", "koi8_r", "iso8859_5")),
    ("Пором залишиться біля причалу до п'ятниці.", ("cp1251", "koi8_u")),
    ("Το πλοίο θα μείνει στο λιμάνι έως την Παρασκευή.", ("cp1253",)),
    ("המעבורת תישאר ברציף עד יום שישי.", ("cp1255",)),
    ("ستبقى العبارة في الميناء حتى يوم الجمعة.", ("cp1256", "iso8859_6")),
    ("เรือข้ามฟากจะจอดอยู่ที่ท่าเรือจนถึงวันศุกร์", ("cp874",)),
    ("フェリーは金曜日まで港に停泊すると発表した。", ("cp932", "euc_jp")),
    ("渡轮将停靠港口直至星期五，港务局星期一表示。", ("gb18030",)),
    ("渡輪將停靠港口直至星期五，港務局星期一表示。", ("big5",)),
    ("여객선은 금요일까지 항구에 머물 것이라고 밝혔다.", ("cp949",)),
]


@pytest.mark.parametrize("head", ["", '<meta charset="klingon">', '<meta charset="utf-8">'])
@pytest.mark.parametrize(
    ("text", "encoding"), [(text, name) for text, names in SCRIPTS for name in names]
)
def test_decode_html_without_any_hint_a_script_is_known_by_its_bytes(
    head: str, text: str, encoding: str
) -> None:
    html = page(head, f"<p class=a>{text}</p><p>{text} 2026, Reuters.</p>")
    assert decode_html(html.encode(encoding)) == html


@pytest.mark.parametrize(
    "body",
    [
        "<p>Die Fähre bleibt bis Freitag am Kai, heißt es – wegen stürmischer Böen.</p>",
        "<p>Le ferry restera à quai, a annoncé l’autorité : « une première ».</p>",
        "<p>¿Qué pasará mañana? Los niños podrán viajar…</p>",
        "<p>A águia não voará até à manhã; são três.</p>",
        "<p>Zoë said: “…” – £5, ½ off.</p>",
    ],
)
def test_decode_html_without_any_hint_a_latin_script_stays_western(body: str) -> None:
    html = page("", body)
    assert decode_html(html.encode("cp1252")) == html


@pytest.mark.parametrize("head", ["", "<meta charset=utf-8>"])
def test_decode_html_a_bad_byte_among_good_ones_is_replaced(head: str) -> None:
    content = page(head, WORDS + "<p>tu*gs</p>").encode().replace(b"*", b"\xff")
    assert decode_html(content) == page(head, WORDS + "<p>tu\ufffdgs</p>")
    cut = page(head, WORDS * 2 + "Zoë").encode()
    assert decode_html(cut[: cut.rindex(b"\xc3") + 1]).endswith("Zo\ufffd")


def test_decode_html_bytes_that_an_encoding_has_not_do_no_harm() -> None:
    content = page("<meta charset=windows-1252>", "<p>a\x81b “c”</p>").encode("latin-1", "ignore")
    assert "<p>a\x81b " in decode_html(content)
    assert "\ufffd" in decode_html(b"<meta charset=gbk><p>\xff\xff</p>\xb0\xa1")


@pytest.mark.parametrize(
    "content", [b"", b"<", b"\x00", b"\xff", b"<meta", b"<meta charset=", b"<!--"]
)
def test_decode_html_any_bytes_are_read(content: bytes) -> None:
    assert len(decode_html(content)) <= len(content)


@pytest.mark.parametrize(
    "piece",
    [
        b"<meta ",
        b'<meta "',
        b"<meta charset=a>",
        b"<!--",
        b"<!-- -->",
        b"<script>",
        b"<meta a='",
        b"=",
    ],
)
def test_declared_in_takes_time_in_proportion_to_the_length(piece: bytes) -> None:
    shorter, longer = (cpu_seconds(piece * (size // len(piece))) for size in (250_000, 1_000_000))
    assert longer < max(0.5, 10 * shorter)


def cpu_seconds(content: bytes) -> float:
    began = time.process_time()
    declared_in(content)
    return time.process_time() - began


def test_decode_text_is_utf_8_or_has_a_mark_of_utf_16() -> None:
    assert decode_text("\ufeffZürich".encode()) == "Zürich"
    assert decode_text("Zürich".encode("utf-16")) == "Zürich"
    with pytest.raises(UndecodableError) as raised:
        decode_text("Zürich".encode("cp1252"))
    assert raised.value.problem == "not UTF-8 (byte 1)"
