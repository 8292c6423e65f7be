"""Lines that belong to the page, not to the article: notices, adverts, copyrights."""
# ruff: noqa: RUF001 (ranges are written with en dashes)

from enrichment.cleaning.rules import Rule, opening

_SITE = (
    r"(?:we|this (?:web)?site|our (?:web)?site|the (?:web)?site|this page|"
    r"[\w.-]{1,60}\.(?:com|org|net))"
)

PRIVACY = Rule(
    "privacy",
    opening(
        rf"{_SITE}(?: and (?:our|its) (?:\d+ )?(?:trusted |advertising )?partners)?(?: also)?"
        r" (?:uses?|store|stores|set|place)\b.{0,60}\bcookies\b",
        r"we and our (?:\d+ )?(?:\w+ )?partners\b",
        r"by (?:continuing|using|clicking|browsing|accepting|closing|signing|subscribing|"
        r"visiting|proceeding|submitting|registering)\b.{1,150}"
        r"\byou (?:agree|accept|consent|acknowledge|are)\b",
        r"(?:we (?:value|respect|care about)|about|manage) your privacy[.!:]*$",
        r"your privacy (?:is important to us|choices|settings)[.!:]*$",
        r"(?:accept|reject|allow|manage|decline|customi[sz]e|disable|enable)"
        r"(?: all| only| your| my| the| necessary| essential| optional| non-essential){0,3}"
        r" (?:cookies?|consent|preferences)"
        r"(?: settings| preferences| and [\w ]{1,30})?[.!]*$",
        r"(?:please )?(?:read|see|review|visit|view) our (?:\w+ ){0,2}(?:privacy|cookie)s? "
        r"(?:policy|notice|statement)\b",
        r"(?:our )?(?:cookies?|privacy|data protection)(?: and (?:cookies?|privacy))? "
        r"(?:policy|notice|settings|preferences|statement|consent|choices|center|centre)"
        r"(?:[\s|•·&]+(?:and )?(?:terms|cookies?|privacy)\b.{0,40})?[.!]*$",
        r"terms (?:of|and|&) (?:use|service|conditions?|sale)"
        r"(?:[\s|•·&,]+(?:and )?(?:privacy|cookies?|conditions|policy)\b[\w ]{0,40})?[.!]*$",
        r"(?:do not|don.t) sell (?:or share )?my (?:personal )?(?:information|data|info)\b",
        r"you can (?:change|manage|withdraw|update|opt out of) (?:your|these) .{0,40}"
        r"(?:cookies?|consent|preferences|settings)\b",
        r"(?:these|some|strictly necessary|functional|analytics|essential) cookies "
        r"(?:are|help|allow|collect|enable)\b.{0,100}\b(?:site|website|us|page|experience)\b",
        r"(?:est[ea] (?:sitio|web|página|site)|ce site|questo sito|diese (?:web)?seite|utilizamos|"
        r"usamos|nous utilisons|wir verwenden)\b.{0,60}\bcookies\b",
    ),
    longest=400,
)
ADVERTISEMENT = Rule(
    "advertisement",
    opening(
        r"[\[(]?(?:advertisements?|adverts?|advertising|ads?|publicidad|publicité|anzeige|"
        r"werbung|реклама)[\])]?"
        r"(?:[\s.:–—|-]+(?:scroll|continue|story|article|skip|ad|loading|\d).{0,60})?[.:]*$",
        r"[\[(]?(?:sponsored|promoted|partner|paid|branded)"
        r"(?: (?:content|post|stories|story|links?|message|by [\w&.' ]{1,40}|advertisement|"
        r"partner content|feature))?[\])]?[.:]*$",
        r"(?:story|article|content|text) (?:continues|resumes) (?:below|after|beneath)\b.{0,40}$",
        r"(?:scroll|swipe) (?:down )?(?:to|for) (?:continue|read|more)\b.{0,40}$",
        r"(?:skip|close|remove|hide|report|loading)(?: this)? "
        r"(?:ad|ads|advert|advertisement)s?[.…]*$",
    ),
    longest=120,
)
COPYRIGHT = Rule(
    "copyright",
    opening(
        r"©|\(c\)(?= ?(?:\d{4}|copyright|all rights))",
        r"copyright:?\s?(?:©|\(c\)|(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?"
        r"(?: by\b|[.,]|(?-i: [A-Z])))",
        r"(?:.{0,100}[.,;|©–-] ?)?all rights reserved\b(?! (?:for|to|in|over|of)\b).{0,60}$",
        r"this (?:material|content|article|story) (?:may not|must not|is|cannot) .{0,20}"
        r"(?:published|reproduced|protected by copyright|redistributed)\b",
        r"(?:re)?published with permission\b|reproduction (?:in whole|without permission)\b",
    ),
    longest=300,
    spares_reports=False,
)
FURNITURE = (PRIVACY, ADVERTISEMENT, COPYRIGHT)
