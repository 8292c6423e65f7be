from email.message import EmailMessage

import pytest

from tests.newsdesk.produce.reading_tools import fields, read


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


_FROM = b"From press@example.org Mon Jan 19 10:15:00 2026\n"


@pytest.mark.parametrize("ending", [".mbox", "", ".txt"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_mailbox_is_an_article_for_each_message(ending: str, line_end: bytes) -> None:
    first = _mail("The ferry sank.\n\n>From the port, help came.\n\nFrom here on, nobody knows.\n")
    second = _mail("The ferry rose.", **{"Message-ID": "<2@example.org>"})
    mailbox = (_FROM + first + b"\n" + _FROM + second + b"\n").replace(b"\n", line_end)
    assert [each["id"] for each in fields(mailbox, ending)] == ["1@example.org", "2@example.org"]
    lines = [line for line in fields(mailbox, ending)[0]["text"].splitlines() if line]
    assert lines == [
        "The ferry sank.",
        "From the port, help came.",
        "From here on, nobody knows.",
    ]
    assert [each.origin for each in read(mailbox, ending)] == ["f[0]", "f[1]"]


def test_mailbox_message_without_a_text_is_named_and_the_others_are_read() -> None:
    mailbox = _FROM + _mail(" ") + b"\n" + _FROM + _mail("Rates rise.")
    first, second = fields(mailbox, ".mbox")
    assert first == "it has no text"
    assert second["text"] == "Rates rise.\n"


@pytest.mark.parametrize("content", ["Rates rise.\n", "From now on, rates rise.\nSubject: rates\n"])
def test_mailbox_without_a_message_is_refused(content: str) -> None:
    [reason] = fields(content, ".mbox")
    assert isinstance(reason, str)


def test_text_that_begins_like_a_mailbox_stays_a_text() -> None:
    text = "From press to court Mon\nSubject: the trial of a printer.\n"
    assert fields(text, ".txt") == [{"id": "f", "text": text}]
