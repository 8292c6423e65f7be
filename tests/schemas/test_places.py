from typing import Any

import pytest

from newsdesk.schemas.places import EACH, find, is_used_up, names_in, without

NODE: dict[str, Any] = {
    "title": {"rendered": "Rain"},
    "body_text": "a",
    "body_html": "<p>a</p>",
    "bodies": [{"role": "main", "value": "a"}, "x", {"value": "b"}, {"role": "none"}],
    "parts": [{"text": "a"}, {"image": 1}, {"text": "b"}],
    "deep": {"list": [{"inner": {"x": 1}}, {"inner": 2}]},
}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("title", [(("title",), {"rendered": "Rain"})]),
        ("title.rendered", [(("title", "rendered"), "Rain")]),
        ("body_*", [(("body_text",), "a"), (("body_html",), "<p>a</p>")]),
        ("bodies[].value", [(("bodies", 0, "value"), "a"), (("bodies", 2, "value"), "b")]),
        ("parts[+].text", [(("parts", EACH, "text"), ["a", "b"])]),
        ("deep.list[].inner.x", [(("deep", "list", 0, "inner", "x"), 1)]),
        ("title[].value", []),
        ("parts[+].none", []),
        ("body_text.value", []),
        ("missing", []),
        ("missing.value", []),
    ],
)
def test_find_follows_a_name(name: str, found: list[Any]) -> None:
    assert list(find(NODE, name)) == found


def test_names_in_leaves_out_what_the_node_cannot_have() -> None:
    names = ("title.rendered", "body_*", "summary", "deep.none", "parts[+].text", "text")
    found = tuple(names_in(NODE, names))
    assert found == ("title.rendered", "body_*", "deep.none", "parts[+].text")


@pytest.mark.parametrize(
    ("fields", "path", "rest"),
    [
        ({"a": 1, "b": ""}, ("a",), {"b": ""}),
        ({"a": 1, "type": "text"}, ("a",), {"type": "text"}),
        (
            {"a": {"rendered": "x", "protected": False}},
            ("a", "rendered"),
            {"a": {"protected": False}},
        ),
        ({"a": {"@type": "Thing", "name": "x", "note": None}}, ("a", "name"), {}),
        ({"a": [{"role": "main", "value": "x"}, 2]}, ("a", 0, "value"), {"a": [2]}),
        ({"a": [{"role": "main", "value": "x"}]}, ("a", 0, "value"), {}),
        ({"a": {"b": {"c": 1}}, "d": 2}, ("a", "b", "c"), {"d": 2}),
        ({"a": {"b": 1}}, ("a", "c"), {"a": {"b": 1}}),
        ({"a": [{"x": 1}, {"y": 2}]}, ("a", EACH, "x"), {"a": [{"y": 2}]}),
        ({"a": [{"x": 1}, {"x": 2}]}, ("a", EACH, "x"), {}),
        ({"a": 1}, ("a", "b"), {"a": 1}),
        ({"a": [1]}, ("a", 3), {"a": [1]}),
    ],
)
def test_without_leaves_all_else(fields: Any, path: tuple[Any, ...], rest: Any) -> None:
    before = repr(fields)
    assert without(fields, [path]) == rest
    assert repr(fields) == before


def test_without_takes_several_out_of_one_list() -> None:
    fields = {"a": [{"x": 1}, {"x": 2, "y": 3}, {"x": 4}]}
    assert without(fields, [("a", 0, "x"), ("a", 1, "x"), ("a", 2, "x")]) == {"a": [{"y": 3}]}


@pytest.mark.parametrize(
    ("value", "used_up"),
    [
        ("x", True),
        (None, True),
        ({"@type": "Organization", "name": "The Post"}, True),
        ({"id": None, "name": "The Post"}, True),
        ({"id": "post", "name": "The Post"}, False),
        ([{"role": "main", "value": "x"}], True),
        ([{"value": "x"}, {"value": "y"}], False),
        ({"a": {"b": {"c": ["x"]}}}, True),
        ({"a": {"b": {"c": ["x", 0]}}}, False),
    ],
)
def test_is_used_up_where_one_value_is_all(value: Any, used_up: bool) -> None:
    assert is_used_up(value) is used_up
