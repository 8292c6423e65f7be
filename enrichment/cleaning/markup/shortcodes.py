"""Shortcodes of WordPress and similar systems: `[gallery ids="1,2"]`, `[embed]…[/embed]`."""

import re

from newsdesk.enrichment.cleaning.wraps.word_sets import words

_MEDIA = (
    r"(?:audio|caption|embed|facebook|gallery|img|instagram|playlist|soundcloud|tweet|twitter|video"
    r"|vimeo|youtube|wp_caption)"
)
_ATTRIBUTES = r"(?:[\s=][^\[\]\n]{0,1000}+)?+"
_WITH_CONTENT = re.compile(rf"\[(?P<n>{_MEDIA}){_ATTRIBUTES}\][^\[]{{0,3000}}+\[/(?P=n)\]")
_CODE = re.compile(rf"\[(?P<end>/?)(?P<name>[a-z][a-z0-9_-]*+)(?P<attributes>{_ATTRIBUTES})\]")
_QUOTED_VALUE = re.compile(r"\s[\w-]+=[\"'“”″&]")
_ALONE = words(
    "adrotate adsense contact-form contact-form-7 gallery jetpack-related-posts"
    " jetpack_subscription_form playlist toc"
)
_VALUED = words("ad audio caption embed gallery playlist tweet video vimeo youtube")


def drop_shortcodes(text: str) -> str:
    """Return `text` without shortcodes. Their content stays, except captions and media.

    Only what has an end, quoted attributes or a name that no editor writes in brackets is one; so
    "[sic]" and "[the mayor]" stay.
    """
    if "[" not in text or not _CODE.search(text):
        return text
    text = _WITH_CONTENT.sub("\n\n", text)
    ended = {code["name"] for code in _CODE.finditer(text) if code["end"]}
    begun = {code["name"] for code in _CODE.finditer(text) if not code["end"]}
    pairs = ended & begun

    def rest(code: re.Match[str]) -> str:
        return "" if code["name"] in pairs or _is_single(code) else code[0]

    return _CODE.sub(rest, text)


def _is_single(code: re.Match[str]) -> bool:
    name, attributes = code["name"], code["attributes"]
    return (
        bool(_QUOTED_VALUE.search(attributes))
        or (name in _VALUED and "=" in attributes)
        or (
            name in _ALONE and not code["end"] and ("=" in attributes or not attributes.strip(" /"))
        )
    )
