import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.commands.produce.article_file import ArticleFile, Unreadable
from newsdesk.commands.produce.json_text import Elements
from newsdesk.commands.produce.streams import UnusableInput
from newsdesk.schemas import InvalidMessage, decode_article
from tests.newsdesk.produce.reading_tools import fields, read

A, B, C = ({"id": name, "text": f"Rates {name}."} for name in "abc")
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize("ending", [".json", ".jsonl", ""])
@pytest.mark.parametrize(
    "layout",
    [
        json.dumps([A, B, C]),
        json.dumps([A, B, C], indent=2),
        json.dumps([A, B, C], indent=0),
        json.dumps([A, B, C]).replace("}, {", "},\n{"),
        "\n".join(map(json.dumps, (A, B, C))),
        "\r\n\r\n".join(map(json.dumps, (A, B, C))),
        "\r".join(map(json.dumps, (A, B, C))),
        "".join(map(json.dumps, (A, B, C))),
        ",\n".join(map(json.dumps, (A, B, C))),
        "\n".join(json.dumps(each, indent=4) for each in (A, B, C)),
        "".join("\x1e" + json.dumps(each) + "\n" for each in (A, B, C)),
        "\ufeff" + "\n".join(map(json.dumps, (A, B, C))),
        json.dumps([A, B]) + "\n" + json.dumps([C]) + "\n",
        json.dumps([A], indent=1) + "\n" + json.dumps(B) + "\n" + json.dumps(C, indent=1),
        "\n\n  " + json.dumps(A) + "  \n\t" + json.dumps(B) + "\n" + json.dumps(C) + "\n\n",
    ],
)
def test_json_of_any_layout_has_the_same_articles(layout: str, ending: str) -> None:
    assert fields(layout, ending) == [A, B, C]
    assert fields(layout.encode("utf-16"), ending) == [A, B, C]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"id": \n', ""),
        ('{"id": "x\n', ""),
        ('{"id": "x", "tags": ["a", \n', ""),
        ("INFO started\n", ""),
        ("[INFO] started\n", ""),
        ("[INFO] began {\n", ""),
        ("]\n", "}\n"),
        ('{"id": "x"} and more\n', ""),
        ('{"id": "x",\n "text": "broken\nin two",\n "n": 1\n}\n', ""),
        ('{\n "id": "x",\n "text": \n}\n', ""),
        ("", '{"id": "x", "text": "the end is m'),
        ("", '[{"id": '),
        ("", "nothing"),
    ],
)
def test_json_that_is_broken_is_named_once_and_the_others_are_read(before: str, after: str) -> None:
    found = read(f"{before}{json.dumps(A)}\n{json.dumps(B)}\n{after}", ".jsonl")
    articles = [json.loads(each.value) for each in found if isinstance(each, ArticleFile)]
    assert articles == [A, B]
    assert len(found) - len(articles) == bool(before) + bool(after)


def test_json_array_with_a_broken_element_has_the_others() -> None:
    text = json.dumps([A, B, C]).replace('"b"', "b")
    first, second, third = read(text, ".json")
    assert isinstance(second, Unreadable)
    assert (first.origin, second.origin, third.origin) == ("f[0]", "f[1]", "f[2]")


def test_json_array_that_does_not_end_is_named_after_what_it_has() -> None:
    *articles, fault = read(json.dumps([A, B, C], indent=1)[:-20], ".json")
    assert [each.origin for each in articles] == ["f[0]", "f[1]"]
    assert isinstance(fault, Unreadable)
    assert fault.reason.endswith("after 2 elements, and the rest was not read")


def test_json_elements_keep_their_bytes() -> None:
    elements = [b'{"id": 123456789012345678901234567890, "n": 1.50}', b'{"text": "\\ud83d", "x":1}']
    found = read(b"[" + b" ,\n".join(elements) + b" ]")
    assert [each.value for each in found if isinstance(each, ArticleFile)] == elements


@pytest.mark.parametrize("text", ['{"id": "a\\ud83d", "text": "Half \\ud83d."}', '["\\udc00"]'])
def test_json_with_half_a_character_is_an_article_all_the_same(text: str) -> None:
    assert [type(each) for each in read(text, ".jsonl")] == [ArticleFile]


@pytest.mark.parametrize("text", ['{"n": NaN, "t": "\\ud83d"}', '{"n": Infinity}', "{'id': 1}"])
def test_json_is_what_its_standard_says(text: str) -> None:
    [found] = read(text, ".jsonl")
    assert isinstance(found, Unreadable)
    assert found.reason.startswith("not JSON: ")


_ITEMS: list[dict[str, Any]] = [
    {"id": "1", "title": "Pools", "content_html": "<p>Three pools closed.</p>"},
    {"id": 12345678901234567890123, "content_text": "Parents were angry.", "language": "fr"},
]


def test_json_feed_is_its_items_with_its_title_as_their_source() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Post",
        "language": "en",
        "items": _ITEMS,
    }
    first, second = fields(json.dumps(feed), ".json")
    assert first == _ITEMS[0] | {"source": "Harbour Post", "language": "en"}
    assert second == _ITEMS[1] | {"source": "Harbour Post"}
    assert [each.origin for each in read(json.dumps(feed), ".json")] == ["f[0]", "f[1]"]


@pytest.mark.parametrize(
    "envelope",
    [
        {"status": "ok", "totalResults": 2, "articles": _ITEMS},
        {"response": {"status": "ok", "results": _ITEMS}},
        {"data": _ITEMS},
        {"posts": _ITEMS},
        {"articles": {"results": _ITEMS, "totalResults": 2}},
        {"db": [{"meta": {"version": "5"}, "data": {"posts": _ITEMS}}]},
        {"found": {"rows": _ITEMS}, "tags": [{"name": "a"}, {"name": "b"}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_envelope_is_the_articles_in_it(envelope: dict[str, Any], indent: int | None) -> None:
    assert fields(json.dumps(envelope, indent=indent), ".json") == _ITEMS
    assert fields(json.dumps(envelope) + "\n" + json.dumps(envelope), ".jsonl") == [*_ITEMS * 2]


def test_json_object_of_articles_is_each_of_them() -> None:
    one, two = _ITEMS[0], {"title": "Parents", "text": "Parents were angry."}
    assert fields(json.dumps({"1": one, "2": two}), ".json") == [one, two]


@pytest.mark.parametrize(
    "article",
    [
        {"id": "a", "text": "Rates rise.", "items": _ITEMS},
        {"id": "a", "items": [{"name": "a tag"}, {"name": "another"}]},
        {"id": "a", "articles": []},
        {"id": "a", "data": {"text": "x"}},
        {"title": "Only a title"},
        {"title": "A title", "text": "Rates rise.", "related": {"rows": _ITEMS}},
        {"first": _ITEMS[0], "meta": {"count": 2}},
    ],
)
def test_json_article_that_has_lists_is_one_article(article: dict[str, Any]) -> None:
    assert fields(json.dumps(article), ".json") == [article]


@given(st.lists(_JSON, max_size=6), st.integers(1, 40), st.sampled_from([None, 1]))
def test_elements_are_those_of_the_array_however_it_is_cut(
    values: list[Any], size: int, indent: int | None
) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=False).encode("utf-8", "replace")
    splitter = Elements()
    found: list[bytes] = []
    for start in range(0, len(text), size):
        found += splitter.feed(text[start : start + size])
    assert splitter.rest == b""
    assert [json.loads(each) for each in found] == json.loads(text)


@given(st.text('[]{}",:\\ \na1', max_size=60), st.integers(1, 5))
def test_elements_of_what_is_no_array_are_refused_or_none(text: str, size: int) -> None:
    content, splitter = ("[" + text).encode(), Elements()
    try:
        for start in range(0, len(content), size):
            if splitter.rest is None:
                list(splitter.feed(content[start : start + size]))
    except UnusableInput as error:
        assert error.problem


def test_json_too_long_for_an_article_is_named_and_passed_over() -> None:
    long = b'{"text": "' + b"a" * 36_000_000 + b'"}'
    found = read(long + b"\n" + json.dumps(A).encode(), ".jsonl")
    assert [type(each) for each in found] == [Unreadable, ArticleFile]
    [fault] = read(b"[" + long + b"," + long + b"]", ".jsonl")
    assert isinstance(fault, Unreadable)
    assert "larger than 33,554,432 bytes" in fault.reason


def test_json_takes_time_in_proportion_to_its_length() -> None:
    for part in ('{"a": ', "[", '{"a": [{"b": "c",\n', '[{"a": 1},\n', '"\\', "{}\n[\n", "{\n{}\n"):
        short, long = (_cpu_seconds(part * number) for number in (5_000, 20_000))
        assert long < 0.1 or long < 12 * short, part


def _cpu_seconds(text: str) -> float:
    begin = time.process_time()
    for each in read("{\n" + text, ".jsonl"):
        assert each.origin
    return time.process_time() - begin


def test_json_articles_can_be_decoded_by_the_worker() -> None:
    for each in read(json.dumps([A, B, C]), ".json"):
        assert isinstance(each, ArticleFile)
        assert decode_article(each.value).id == each.id


NODES = [
    {"@type": "WebSite", "name": "Marl Observer"},
    {"@type": "NewsArticle", "headline": "Rates rise", "articleBody": "The bank raised its rate."},
]


@pytest.mark.parametrize("ending", [".json", ".jsonl", ""])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_ld_array_is_one_article_if_the_worker_reads_it_so(
    ending: str, indent: int | None
) -> None:
    text = json.dumps(NODES, indent=indent)
    found = [each.value for each in read(text, ending) if isinstance(each, ArticleFile)]
    try:
        decode_article(text.encode())
    except InvalidMessage:
        assert list(map(json.loads, found)) == NODES
    else:
        assert list(map(json.loads, found)) == [NODES]


@pytest.mark.parametrize("count", [2, 3_000])
def test_json_ld_array_of_several_articles_is_several(count: int) -> None:
    articles = [NODES[1] | {"@id": str(number)} for number in range(count)]
    assert fields(json.dumps(articles), ".json") == articles
    cut = fields(json.dumps(articles)[:-5], ".json")
    assert cut[:-1] == articles[:-1]
    assert cut[-1].startswith("not JSON: the array does not end")
