import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.markup.markdown import has_markdown, text_of_markdown


def read(text: str) -> str:
    return clean_text(text).text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It [rained](https://example.org/a_(b)) hard.", "It rained hard."),
        (
            "It [rained](<https://example.org/a b> 'A').",
            "It [rained](<https://example.org/a b> 'A').",
        ),
        ('It [rained](/rain "Rain") hard.', "It rained hard."),
        ("It [rained](rain.html) hard.", "It rained hard."),
        ("It [[rained]](#top) hard.", "It [rained] hard."),
        ("It [rained\nhard](https://example.org/a) today.", "It rained\nhard today."),
        ("![A lake](https://example.org/l.jpg)\n\nIt rained.", "It rained."),
        ("[![A](a.png)](https://example.org)\n\nIt rained.", "It rained."),
        (
            "It rained **hard**, __very__ hard, *so* _they_ say.",
            "It rained hard, very hard, so they say.",
        ),
        ("It ***rained*** **all *long* day**.", "It rained all long day."),
        ("**市议会**周二批准。", "市议会周二批准。"),
        (
            "## Rain\n\nIt rained.\n\n### More ###\n\nIt froze.",
            "Rain\n\nIt rained.\n\nMore\n\nIt froze.",
        ),
        ("# Rain\n\nIt rained.", "Rain\n\nIt rained."),
        (
            "**Rain**\n\n* It rained.\n+ It froze.\n- It snowed.",
            "Rain\n\nIt rained.\nIt froze.\nIt snowed.",
        ),
        ("**Rain**\n\n1. It rained.\n2. It froze.", "Rain\n\n1. It rained.\n2. It froze."),
        ("**Rain**\n\n- [x] It rained.\n- [ ] It froze.", "Rain\n\nIt rained.\nIt froze."),
        ("**Rain**\n\n> It rained,\n> > they said.", "Rain\n\nIt rained,\nthey said."),
        ("**Rain**\n\n---\n\nIt rained.\n\n* * *\n\nIt froze.", "Rain\n\nIt rained.\n\nIt froze."),
        (
            "It [rained][1] and [froze].\n\n[1]: https://a.org\n[froze]: /b 'B'",
            "It rained and froze.",
        ),
        ("It rained[^1].\n\n[^1]: At noon.", "It rained.\n\nAt noon."),
        (
            "Zone | Adults\n--- | ---\nInner | 3.20\nOuter | 4.80",
            "Zone | Adults\n--- | ---\nInner | 3.20\nOuter | 4.80",
        ),
        ("| Zone | Adults |\n|:--|--:|\n| Inner | 3.20 |", "Zone, Adults\nInner, 3.20"),
        ("**Rain**\n\nZone | Adults\n--- | ---\nInner | 3.20", "Rain\n\nZone, Adults\nInner, 3.20"),
        ("**It** rained \\*here\\*, at #1 \\#2, a\\_b.", "It rained *here*, at #1 #2, a_b."),
        (
            "**Rain**\n\n```python\nx = **y\n# no heading\n```\nIt `rained`.",
            "Rain\n\nx = **y\n# no heading\nIt rained.",
        ),
        ("It ~~rained~~ **froze**.", "It rained froze."),
        ("See **this**: <https://example.org/a>.", "See this: https://example.org/a."),
        ("Title: Rain\n\nURL Source: https://a.org\n\nMarkdown Content:\nIt rained.", "It rained."),
        ("---\ntitle: Rain\ntags:\n  - a\n---\nIt rained.", "It rained."),
        (
            "Rain\n====\n\nIt **rained**.\n\nSnow\n----\nIt froze.",
            "Rain\n\nIt rained.\n\nSnow\n\nIt froze.",
        ),
        ("It **rained**.\\\nIt froze.", "It rained.\nIt froze."),
    ],
)
def test_clean_text_reads_markdown(text: str, plain: str) -> None:
    assert read(text) == plain
    assert read(plain) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Under #MeToo and #TimesUp they spoke. #1 is a new law.",
        "C# and F#, snake_case_names and __init__.py, 5 * 3 * 2 and 2 ** 3 ** 2.",
        "The **** council did it; the f*** word and M*A*S*H stay.",
        "20 crowns* a day, 90 crowns** a week.\n* without the ferry\n** until May",
        "It rained.\n\n* * *\n\nIt froze.",
        "They [the council](which met) agreed; see [12](page 4) and f[x](y).",
        "- Where were you?\n- At home.",
        "Room # 12 and bus # 7 stay.\n# 4 is out",
        "> We regret the delay.",
        "C:\\_old and /srv/a_b_c and ¯\\_(ツ)_/¯",
        "Fares: 3.20 | 4.80 | 6.10 -- from May.",
        "---\nIt rained: all day\n---",
        "Title: Rain\nSource: the county",
        "~~~ and ``` are marks.",
        "[1] Rain\n[2]: snow",
    ],
)
def test_clean_text_keeps_what_only_looks_like_markdown(text: str) -> None:
    assert not has_markdown(text)
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Title: Rain: day 2\n\nURL Source: https://a.org\n\nMarkdown Content:\nIt rained.",
            "Rain: day 2",
        ),
        ("---\nlang: en\ntitle: 'Rain'\n---\nIt rained.", "Rain"),
        ("It **rained**.", None),
    ],
)
def test_text_of_markdown_finds_the_title_in_the_front_matter(text: str, title: str | None) -> None:
    assert text_of_markdown(text)[1] == title
    assert clean_text(text).title == title
