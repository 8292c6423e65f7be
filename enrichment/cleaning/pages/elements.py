"""HTML's elements, by how browsers show them (HTML Living Standard, 15.3; obsolete ones, 16.2).

An element that is in none of these sets, such as a custom one, is shown within the line, like span.
"""

NOT_SHOWN = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "datalist",
        "head",
        "link",
        "meta",
        "noembed",
        "noframes",
        "noscript",
        "param",
        "rp",
        "rt",
        "rtc",
        "script",
        "style",
        "template",
        "title",
    ]
)
"""Elements without text that is read; the readings of `ruby` repeat the words beside them."""

REPLACED = frozenset(
    [
        "applet",
        "audio",
        "canvas",
        "fencedframe",
        "frame",
        "frameset",
        "iframe",
        "object",
        "svg",
        "video",
    ]
)
"""Elements shown as what they embed: the text in them is for browsers that cannot."""

PHRASING = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "blink",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "marquee",
        "meter",
        "nobr",
        "noindex",
        "output",
        "progress",
        "q",
        "ruby",
        "s",
        "samp",
        "slot",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""Elements within a line."""

CONTROLS = frozenset(["button", "label", "output", "progress", "meter"])
"""Parts of forms that have words of the page; within a sentence, they have words of the article."""

FIELDS = frozenset(["input", "keygen", "optgroup", "option", "select", "textarea"])
"""Parts of forms that have what a reader chooses or writes."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "col",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    ]
)
"""Elements that begin and end a line."""

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
LISTS = frozenset(["dir", "menu", "ol", "ul"])
PREFORMATTED = frozenset(["listing", "plaintext", "pre", "xmp"])

VOID = ("bgsound", "command", "embed", "image", "keygen", "source", "track", "wbr")
"""Elements without content that libxml2 takes for the parent of all that follows."""
