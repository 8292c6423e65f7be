"""The tags of HTML, which differ from comparisons and placeholders in angle brackets."""

import re

from newsdesk.enrichment.cleaning.wraps.word_sets import words

TEXT_BLOCKS = words(
    "address blockquote caption center dd dt figcaption h1 h2 h3 h4 h5 h6 legend li p summary td th"
)
BLOCKS = TEXT_BLOCKS | words(
    "article aside body colgroup details div dl fieldset figure footer form header hr html main"
    " nav ol pre section table tbody tfoot thead tr ul"
)
_INLINE = words(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark"
    " nobr output q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
# Their content is no text of the article.
HIDDEN = words(
    "audio canvas figcaption head iframe math nav noscript object picture script select style"
    " svg template textarea title video"
)
_OTHERS = words("area base br col embed img input link map meta option param source")
_NAMES = BLOCKS | _INLINE | HIDDEN | _OTHERS

# Neither part can pass the next "<", so that reading a text takes linear time.
_ATTRIBUTES = r"(?:\s(?:[^<>\"']++|\"[^\"<]{0,2000}+\"|'[^'<]{0,2000}+'|[\"'])*+)?+"
MARK = re.compile(
    r"<!--|<!\[CDATA\[|\]\]>|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+(?:[:-][\w:.-]*+)?+)"
    rf"(?P<attributes>{_ATTRIBUTES})/?>"
)


def is_tag(mark: re.Match[str]) -> bool:
    """Whether it is a tag of HTML, or of an extension of it, and no comparison or placeholder."""
    name, attributes = mark["name"], mark["attributes"]
    if name is None:
        return mark[0] != "]]>"
    if not (name.islower() or name.isupper()):
        return False
    if ":" in name or "-" in name:
        return True
    return name.lower() in _NAMES and (
        "=" in attributes or not attributes.strip(" /") or name.lower() not in _INLINE
    )
