"""Posts of social networks that pages embed: rules for their frames, and patterns for their credit.

A post itself and its author stay in the text, since the article may speak of them. They never make
a summary, and their links, handles and dates no keywords.
"""
# ruff: noqa: RUF001 (credits begin with typographic dashes)

import re

from newsdesk.enrichment.cleaning.rules.dates import DATE
from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_NETWORK = (
    r"(?:instagram|twitter|x|facebook|threads|tik ?tok|bluesky|mastodon|youtube|linkedin|telegram)"
)
_BY = r"\b.{0,80}(?:\(@|@\w).{0,60}$"

EMBEDS = (
    Rule(
        "embed",
        opening(
            rf"(?:view|see) this (?:post|photo|video|profile) on {_NETWORK}[.! ]*$",
            rf"a (?:post|photo|video|reel) (?:shared|posted) by{_BY}",
            rf"(?:skip|end of) {_NETWORK} (?:post|content|video)(?:,? \d)?(?: by .{{1,60}})?[.! "
            rf"]*$",
            rf"(?:allow|accept) {_NETWORK} content\??$|accept and continue[.! ]*$",
            rf"this (?:article|post|content) (?:contains|includes|is) (?:content|hosted|"
            rf"provided)\b.{{0,30}}"
            rf"\b(?:by|on) {_NETWORK}\b",
            r"we ask for your permission before anything is loaded\b",
            r"(?:to view|to see) this (?:content|post|video),? (?:please )?(?:click|accept|enable|"
            r"allow|you)\b",
            r"(?:posted|publiée?|publicad[oa]|geplaatst|gepostet) (?:by|par|por|door|von) .{1,60} "
            r"(?:on|le|el|em|op|am) .{2,30}\d{4}$|♬.{1,80}$",
            r"embed from getty images[.! ]*$|embedded (?:tweet|post|content)[.! ]*$",
            rf"(?:ver|voir|sieh dir|visualizza|bekijk|dit bericht)\b.{{0,40}}\b(?:en|no|sur|auf|"
            rf"su|op) {_NETWORK}"
            r"(?: (?:an|bekijken))?[.! ]*$",
            rf"(?:una publicación compartida|una foto publicada|une publication partagée|une "
            rf"vidéo partagée|"
            rf"ein (?:von .{{1,60}} )?(?:geteilter )?beitrag|un post condiviso|um post "
            rf"compartilhado|"
            rf"uma publicação partilhada|uma publicação compartilhada|een bericht gedeeld){_BY}",
        ),
        longest=220,
        skips_reports=False,
    ),
)

LINK = re.compile(r"(?:https?://)?(?:pic\.(?:twitter|x)\.com|t\.co)/\w+|https?://\S{4,}")
"""Searched: a link that no reader reads as a word."""

_HANDLE = r"\(@[\w.@-]{1,60}\)"
_WHEN = rf"(?:,? ?(?:on )?(?:{DATE}|\d{{1,2}}\.? \w{{3,10}} \d{{4}}|\d{{4}}-\d\d-\d\d))"
CREDIT = re.compile(
    rf"(?:(?<!\S)(?:[—–―]|--?)|&mdash;)\s?[^()@\n]{{1,60}}+{_HANDLE}{_WHEN}?"
    rf"|\b[A-ZÀ-Þ][^()@\n.!?:/]{{1,40}}+{_HANDLE}{_WHEN}"
)
"""Searched: the author of a post, with the handle, after a dash or before a date."""

HANDLE_OR_TAG = re.compile(r"(?<![\w/])[@#]\w{2,60}")


def without_embeds(text: str) -> str:
    """Return `text` with line feeds in place of links and credits of posts; offsets stay true."""
    for pattern, hint in ((CREDIT, "(@"), (LINK, "/"), (HANDLE_OR_TAG, "@")):
        if hint in text:
            text = pattern.sub(lambda found: "\n" * len(found.group()), text)
    return text
