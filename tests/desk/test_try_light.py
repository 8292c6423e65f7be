"""Trials where the extra `feeds` is not installed: a sentence names what is missing."""

import subprocess
import sys

import pytest

from newsdesk.terminal.extra import FEEDS_MODULES, INSTALL_FEEDS

FEED = b"<rss version='2.0'><channel><item><description>Rain.</description></item></channel></rss>"
ARCHIVE = b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n"
PAGE = "<html><body><p>Дождь шёл в понедельник весь день</p></body></html>"
MAIL = (
    b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n\r\n" + PAGE.encode("cp1251")
)
CODE = f"""
import sys
for name in {sorted(FEEDS_MODULES)}:
    sys.modules[name] = None
from newsdesk.commands.desk.trying import TrialSender, articles_of
from newsdesk.desk.web.trying import TrialRefused
from newsdesk.settings import Settings
name, content = sys.argv[1], sys.stdin.buffer.read()
if sys.argv[2] == "read":
    print(articles_of(name, content)[0].value.decode())
else:
    try:
        TrialSender(Settings())(name, content)
    except TrialRefused as error:
        print(error.problem)
"""


def said(name: str, content: bytes, do: str) -> str:
    command = [sys.executable, "-c", CODE, name, do]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.mark.parametrize(
    ("name", "content", "package"),
    [
        ("feed.xml", FEED, "feedparser"),
        ("", FEED, "feedparser"),
        ("crawl.warc", ARCHIVE, "warcio"),
        ("page.html", PAGE.encode("cp1251"), "charset_normalizer"),
        ("letter.eml", MAIL, "charset_normalizer"),
    ],
)
def test_try_without_the_extra_names_what_is_missing_and_sends_nothing(
    name: str, content: bytes, package: str
) -> None:
    sentence = said(name, content, "send")
    assert f"by the package {package}; {INSTALL_FEEDS}" in sentence
    assert sentence.endswith("Nothing was sent.")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", PAGE.encode()),
        ("page.html", PAGE.replace("<html>", "<meta charset=cp1251>").encode("cp1251")),
        ("page.html", "<p>Un été à la plage</p>".encode("cp1252")),
        ("a.json", b'{"id": "a", "text": "Rain."}'),
    ],
)
def test_try_without_the_extra_reads_all_else(name: str, content: bytes) -> None:
    assert any(word in said(name, content, "read") for word in ("Дождь", "été", "Rain"))
