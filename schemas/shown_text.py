"""A measure of what a page shows, without parsing it: its text outside tags, scripts and notes."""

import re

_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9-]*|!--")
_ENTITY = re.compile(r"&#?\w{1,10};")
_HIDING = frozenset(("script", "style", "template", "noscript"))


def shown_text(html: str) -> str:
    """Return roughly the text of a page or a fragment, each entity as a space."""
    pieces = html.split("<")
    shown = [pieces[0]]
    until = ""
    for piece in pieces[1:]:
        if until == "-->":
            _, closed, rest = piece.partition("-->")
            if closed:
                until = ""
                shown.append(rest)
            continue
        found = _NAME.match(piece)
        tag = found[0].lower() if found else ""
        if until:
            until = "" if tag == until else until
            rest = piece.partition(">")[2] if not until else ""
            shown.append(rest)
        elif tag == "!--":
            _, closed, rest = piece.partition("-->")
            until = "" if closed else "-->"
            shown.append(rest)
        elif found:
            until = f"/{tag}" if tag in _HIDING else ""
            shown.append("" if until else piece.partition(">")[2])
        else:
            shown.append(piece)
    return _ENTITY.sub(" ", " ".join(shown))
