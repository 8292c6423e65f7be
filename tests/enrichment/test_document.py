import pytest

from newsdesk.enrichment.document import (
    LONGEST_TITLE,
    Document,
    Limits,
    clean,
    decide_language,
    prepare,
)
from newsdesk.enrichment.language import UNDETERMINED, detect_language
from newsdesk.schemas import Article, InvalidMessage, Reason

ENGLISH = "The river rose by two metres overnight and the council opened three shelters."
UNSURE = "Oslo Bergen Trondheim Stavanger Tromsø"


def test_a_document_carries_its_sentences_with_their_offsets() -> None:
    document = Document.of("Floods", "The river rose. Mr. Roe left.", "en")
    assert [s.text for s in document.sentences] == ["The river rose.", "Mr. Roe left."]
    assert all(document.text[s.start : s.end] == s.text for s in document.sentences)


def test_opening_of_an_article_is_all_of_it() -> None:
    found = Document.of(None, "It rained. " * 20_000, "en")
    assert len(found.sentences) == 20_000
    assert found.opening() is found


def test_opening_of_a_text_that_is_no_article_has_its_first_sentences() -> None:
    found = Document.of(None, "a\n" * 20_001, "en")
    opening = found.opening()
    assert opening.sentences == found.sentences[:-1]
    assert opening.text == found.text


def test_text_is_cleaned_as_text() -> None:
    cleaned = clean(Article(id="1", text=f"Advertisement\n{ENGLISH}"), Limits())
    assert cleaned.text == ENGLISH
    assert cleaned.title is None


def test_html_is_cleaned_as_html_where_there_is_no_text() -> None:
    html = f"<html><head><title>Floods</title></head><body><p>{ENGLISH}</p></body></html>"
    cleaned = clean(Article(id="1", html=html), Limits())
    assert cleaned.text == ENGLISH
    assert cleaned.title == "Floods"


def test_text_counts_before_html() -> None:
    article = Article(id="1", text=ENGLISH, html="<p>Another text.</p>")
    assert clean(article, Limits()).text == ENGLISH


def test_text_that_is_a_page_is_cleaned_as_html() -> None:
    page = f"<!DOCTYPE html><html><head><title>Floods</title></head><body><p>{ENGLISH}</p></body>"
    cleaned = clean(Article(id="1", text=page), Limits())
    assert (cleaned.text, cleaned.title) == (ENGLISH, "Floods")


@pytest.mark.parametrize(
    "article",
    [
        Article(id="1", title="Floods!", text=f"FLOODS\n{ENGLISH}"),
        Article(id="1", title="Floods", html=f"<body><h1>Floods</h1><p>{ENGLISH}</p></body>"),
    ],
)
def test_the_title_does_not_stand_again_as_the_first_line(article: Article) -> None:
    cleaned = clean(article, Limits())
    assert cleaned.text == ENGLISH
    assert [line.kind for line in cleaned.removed] == ["title"]


def test_an_article_without_a_body_cleans_to_nothing() -> None:
    assert clean(Article(id="1"), Limits()).text == ""


@pytest.mark.parametrize(
    "article",
    [Article(id="1", text=ENGLISH), Article(id="1", html=f"<body><p>{ENGLISH}</p></body>")],
)
def test_a_text_over_the_limit_is_refused_with_the_setting_that_raises_it(
    article: Article,
) -> None:
    with pytest.raises(InvalidMessage, match="NEWSDESK_LIMITS__MAX_CHARACTERS") as caught:
        clean(article, Limits(max_characters=20))
    assert caught.value.reason is Reason.TOO_LONG


def test_markup_does_not_count_towards_the_limit() -> None:
    html = f"<body><p>{ENGLISH}</p><script>{'x' * 1_000}</script></body>"
    assert clean(Article(id="1", html=html), Limits(max_characters=200)).text == ENGLISH


def test_a_page_of_many_megabytes_that_are_not_shown_is_read() -> None:
    hidden = (
        f"<script>{'a<b;' * 400_000}</script><!-- {'<p>' * 400_000} --><style>{'p>a{}' * 400_000}"
    )
    html = f"<html><body><p>{ENGLISH}</p>{hidden}</style></body></html>"
    assert len(html) > 2 * Limits().max_page
    assert clean(Article(id="1", html=html), Limits()).text == ENGLISH


def test_a_page_with_too_much_to_be_parsed_is_refused_with_what_to_do() -> None:
    html = f"<p>{ENGLISH}</p>{'<p>' * 1_000_000}"
    with pytest.raises(InvalidMessage, match=r"the limit is 2,400,000.*holds the art") as caught:
        clean(Article(id="1", html=html), Limits())
    assert caught.value.reason is Reason.TOO_LONG


def test_limits_a_page_may_be_long_where_a_text_may_not_and_longer_where_it_may() -> None:
    assert Limits(max_characters=10).max_page == 2_400_000
    assert Limits(max_characters=1_000_000).max_page == 4_000_000


def test_a_sure_detection_counts_more_than_what_was_declared() -> None:
    assert decide_language(Article(id="1", language="de"), ENGLISH).code == "en"


def test_an_unsure_detection_gives_way_to_what_was_declared() -> None:
    assert detect_language(UNSURE).confidence < 0.8
    assert decide_language(Article(id="1", language="nn-NO"), UNSURE).code == "nn"


@pytest.mark.parametrize(
    ("declared", "code"), [("no", "nb"), ("pt_BR", "pt"), (" IW ", "he"), ("nb-NO", "nb")]
)
def test_a_language_is_declared_by_a_tag(declared: str, code: str) -> None:
    assert decide_language(Article(id="1", language=declared), UNSURE).code == code


def test_an_unsure_detection_stands_where_nothing_usable_was_declared() -> None:
    for declared in (None, "", "norsk", "12", "n"):
        language = decide_language(Article(id="1", language=declared), UNSURE)
        assert language == detect_language(UNSURE)


def test_a_title_helps_where_the_text_is_too_short() -> None:
    assert decide_language(Article(id="1", title=ENGLISH), "It rose.").code == "en"


def test_too_little_text_is_undetermined_whatever_was_declared() -> None:
    assert decide_language(Article(id="1", language="en"), "It rose.").code == UNDETERMINED


def test_a_document_has_the_beginning_of_a_very_long_title() -> None:
    assert Document.of("Floods", ENGLISH, "en").title == "Floods"
    assert Document.of(None, ENGLISH, "en").title is None
    assert (
        Document.of("Floods " * 1_000, ENGLISH, "en").title == ("Floods " * 1_000)[:LONGEST_TITLE]
    )


def test_a_very_long_title_is_kept_beside_the_document() -> None:
    title = "Floods " * 100_000 + "end"
    prepared = prepare(Article(id="1", title=title, text=ENGLISH), Limits())
    assert prepared.title == title
    assert prepared.document.title == title[:LONGEST_TITLE]


def test_the_title_of_a_page_is_that_of_the_document() -> None:
    html = f"<html><head><title>Floods</title></head><body><p>{ENGLISH}</p></body></html>"
    prepared = prepare(Article(id="1", html=html), Limits())
    assert (prepared.title, prepared.document.title) == ("Floods", "Floods")


@pytest.mark.parametrize(
    "article",
    [
        Article(id="1", title="404 Not Found", text="404 Not Found"),
        Article(id="1", text="Please enable JavaScript to view this page."),
        Article(
            id="1",
            html="<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>"
            "<p>You don't have permission to access this resource.</p></body></html>",
        ),
    ],
)
def test_an_error_page_is_no_article(article: Article) -> None:
    with pytest.raises(InvalidMessage, match="error page") as caught:
        prepare(article, Limits())
    assert caught.value.reason is Reason.NO_TEXT


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Error 404", f"404 Not Found was all that readers saw.\n{ENGLISH}"),
        ("Access denied", ENGLISH),
        ("404 Not Found", ENGLISH),
    ],
)
def test_an_article_about_an_error_page_is_one(title: str, text: str) -> None:
    prepared = prepare(Article(id="1", title=title, text=text), Limits())
    assert (prepared.title, prepared.document.text) == (title, text)


@pytest.mark.parametrize("text", ["Advertisement", "\u200b", "Loading..."])
def test_a_text_of_which_nothing_is_left_is_no_error_page(text: str) -> None:
    assert prepare(Article(id="1", text=text), Limits()).document.text == ""
