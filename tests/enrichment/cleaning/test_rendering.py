"""The text of a page as it is shown."""

import pytest

from newsdesk.enrichment.cleaning.pages.amounts import amounts_of
from newsdesk.enrichment.cleaning.pages.elements import NOT_SHOWN
from newsdesk.enrichment.cleaning.pages.layout_tables import tables_of_data, unfold_layouts
from newsdesk.enrichment.cleaning.pages.rendering import shown_text
from newsdesk.enrichment.cleaning.pages.tree import parse_page


def test_shown_text_is_of_the_element_without_what_follows_it() -> None:
    tree = parse_page("<div><ul><li>One<li>Two</ul>after</div>")
    assert shown_text(tree.find(".//ul"), NOT_SHOWN) == "- One\n- Two"
    assert shown_text(tree, NOT_SHOWN) == "- One\n- Two\nafter"


def test_shown_text_leaves_out_tags_and_elements_but_not_what_follows_them() -> None:
    tree = parse_page("<p>One <b>two</b> three<i>four</i></p><div>five</div>six")
    assert shown_text(tree, {"b", tree.find(".//div")}) == "One threefour\nsix"


@pytest.mark.parametrize(
    ("rows", "is_data"),
    [
        ("<tr><td>Lindow<td>1931", True),
        ("<tr><td><p>Lindow</p><td><b>1931</b><br>new", True),
        ("<tr><td><p>Lindow</p><p>A bridge</p>", False),
        ("<tr><td><ul><li>Lindow</ul>", False),
        (f"<tr><td>{'The bridge is old. ' * 30}<td>1931", False),
        (f"<tr><td>a<td>{'b <i>c</i> ' * 200}", False),
        ("<tr><td>" + "<tr><td>Lindow<td>".join(map(str, range(200))), True),
    ],
)
def test_tables_of_data_have_values_in_their_cells(rows: str, is_data: bool) -> None:
    tree = parse_page(f"<table>{rows}</table>")
    assert (tree.find(".//table") in tables_of_data(tree)) is is_data


def test_tables_of_data_may_be_within_a_layout() -> None:
    tree = parse_page("<table><tr><td>x<table id=a><tr><td>1<td>2</table></table><table role=none>")
    assert [table.get("id") for table in tables_of_data(tree)] == ["a"]


def test_unfold_layouts_tables_of_data_stay() -> None:
    tree = parse_page("<table><tbody><tr><td>x<table id=a><tr><td>1<td>2</table></table>")
    unfold_layouts(tree)
    assert [element.tag for element in tree.find(".//body").iter("*")] == [
        *("body", "div", "div", "div", "div", "p", "table", "tr", "td", "td")
    ]


def test_amounts_of_links_controls_and_sentences() -> None:
    tree = parse_page("<p>It is old. <a href=b>It fell.</a><button>OK</button><script>x.y</script>")
    amounts = amounts_of(tree)[tree.find(".//p")]
    assert (amounts.characters, amounts.linked, amounts.links) == (15, 6, 1)
    assert (amounts.controls, amounts.sentences) == (1, 1)
