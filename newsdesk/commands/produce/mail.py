"""Reads e-mails, such as press releases, as articles: one, or those of a mailbox."""

import io
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import IO

from newsdesk.commands.produce.article_file import (
    ArticleFile,
    Articles,
    Unreadable,
    article_with,
)
from newsdesk.commands.produce.decoding import decode_html
from newsdesk.commands.produce.streams import UnusableInput, read_all
from newsdesk.schemas.errors import NewsdeskError

_PLAIN, _HTML = "plain", "html"
_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*+\n(?=[A-Za-z][\w-]{1,60}:)")
_QUOTED = re.compile(rb"^>(?=>*+From )", re.M)


def read_mail(origin: str, stream: IO[bytes], id_: str | None) -> ArticleFile:
    """Read a message in the format of RFC 5322: its plain text, or else its HTML.

    `id_` is the article's where the message has none.

    Raises:
        UnusableInput: if it has no text.
    """
    content = read_all(stream)
    try:
        message = BytesParser(policy=policy.default).parsebytes(content)
        return article_with(origin, _fields(message, id_))
    except NewsdeskError:
        raise
    except Exception as error:
        raise UnusableInput("it is no e-mail that can be read", "save it as .txt") from error


def read_mailbox(origin: str, stream: IO[bytes]) -> Articles:
    """Read a mailbox in the format mbox (RFC 4155), in which a line `From …` begins each message.

    Raises:
        UnusableInput: if it has no message.
    """
    content = read_all(stream)
    begins = list(_BEGINS.finditer(content))
    if not begins:
        raise UnusableInput("no message begins in it")
    ends = [begin.start() for begin in begins[1:]] + [len(content)]
    for place, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        name = f"{origin}[{place}]"
        message = _QUOTED.sub(b"", content[begin.end() : end])
        try:
            yield read_mail(name, io.BytesIO(message), None)
        except UnusableInput as error:
            yield Unreadable(name, error.problem)


def _fields(message: EmailMessage, id_: str | None) -> dict[str, str | None]:
    kind, text = _body(message)
    if not text.strip():
        raise UnusableInput("it has no text")
    sender = message["From"].addresses if message["From"] else ()
    named = [address.display_name or address.addr_spec for address in sender]
    return {
        "id": (message["Message-ID"] or "").strip().strip("<>") or id_,
        "title": message["Subject"],
        "source": named[0] if named else None,
        "published_at": message["Date"],
        kind: text,
    }


def _body(message: EmailMessage) -> tuple[str, str]:
    part = message.get_body((_PLAIN, _HTML))
    if part is None:
        return "text", ""
    payload = part.get_payload(decode=True)
    if part.get_content_subtype() == _HTML and isinstance(payload, bytes):
        return "html", decode_html(payload, part.get_content_charset() or "")
    return "text", str(part.get_content())
