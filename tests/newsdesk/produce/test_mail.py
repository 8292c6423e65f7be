from email.message import EmailMessage

from tests.newsdesk.produce.reading_tools import fields


def _mail(text: str | None, html: str | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    given = {
        "From": "Harbour Press <press@example.org>",
        "To": "desk@example.org",
        "Subject": "Ferry sänk",
        "Date": "Mon, 19 Jan 2026 10:15:00 +0100",
        "Message-ID": "<1@example.org>",
    } | headers
    for name, value in given.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        add = message.add_alternative if text is not None else message.set_content
        add(html, subtype="html", charset="iso-8859-1")
    return message.as_bytes()


ARTICLE = {
    "id": "1@example.org",
    "title": "Ferry sänk",
    "source": "Harbour Press",
    "published_at": "Mon, 19 Jan 2026 10:15:00 +0100",
}


def test_mail_is_an_article_with_its_subject_sender_and_date() -> None:
    for ending in (".eml", ""):
        expected = ARTICLE | {"text": "The ferry sänk.\n"}
        assert fields(_mail("The ferry sänk.", "<p>The ferry.</p>"), ending) == [expected]


def test_mail_in_html_is_a_page() -> None:
    assert fields(_mail(None, "<p>Zoë.</p>"), ".eml") == [ARTICLE | {"html": "<p>Zoë.</p>\n"}]


def test_mail_without_a_text_is_refused() -> None:
    message = EmailMessage()
    message["Subject"] = "A picture"
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    assert fields(message.as_bytes(), ".eml") == ["it has no text"]
    assert fields(_mail(" "), ".eml") == ["it has no text"]


def test_mail_that_is_malformed_is_read_or_refused() -> None:
    for broken in (
        b"From: \xff\xfe <\nSubject: =?x?q?=FF?=\n\nRates rise.",
        b"Content-Type: text/plain; charset=klingon\n\nRates rise.",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Subject: a\nDate: never\nFrom: ,,;\n\nRates rise.",
    ):
        [found] = fields(broken, ".eml")
        assert isinstance(found, dict) or found
