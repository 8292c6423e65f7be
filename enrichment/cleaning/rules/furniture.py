"""Rules for page furniture: privacy notices, advertisements, copyright lines, media controls."""
# ruff: noqa: RUF001 (ranges are written with en dashes)

from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_SITE = (
    r"(?:we|this (?:web)?site|our (?:web)?site|the (?:web)?site|this page|"
    r"[\w.-]{1,60}\.(?:com|org|net))"
)

_ONLINE = (
    r"(?:sites?|website|web|browser|browsing|experience|device|traffic|analytics|analyse|analyze|"
    r"ads?|adverts?|advertising|consent|agree|accept|preferences|policy|personali[sz]e|privacy|"
    r"settings|functionality|services?|visit|data|technologies)"
)

PRIVACY = Rule(
    "privacy",
    opening(
        rf"{_SITE}(?: and (?:our|its) (?:\d+ )?(?:trusted |advertising )?partners)?(?: also)?"
        r" (?:uses?|store|stores|set|place)\b.{0,60}\bcookies\b"
        rf"(?:[.!]*$|.{{0,200}}\b{_ONLINE}\b)",
        r"we and our (?:\d+ )?(?:\w+ )?partners\b",
        r"by (?:continuing|using|clicking|browsing|accepting|closing|signing|subscribing|"
        r"visiting|proceeding|submitting|registering)\b"
        r"(?=.*\b(?:our|terms|polic(?:y|ies)|privacy|cookies?|site|e-?mails?|conditions|marketing|"
        r"newsletters?|consent|data)\b).{1,150}"
        r"\byou (?:agree|accept|consent|acknowledge|are (?:agreeing|accepting|consenting|bound|"
        r"giving "
        r"(?:us )?(?:your )?consent))\b",
        r"(?:we (?:value|respect|care about)|about|manage) your privacy[.!:]*$",
        r"your privacy (?:is important to us|choices|settings)[.!:]*$",
        r"(?:accept|reject|allow|manage|decline|customi[sz]e|disable|enable)"
        r"(?: all| only| your| my| the| necessary| essential| optional| non-essential){0,3}"
        r" (?:cookies?|consent|preferences)"
        r"(?: settings| preferences| and [\w ]{1,30})?[.!]*$",
        r"(?:please )?(?:read|see|review|visit|view) our (?:terms(?: (?:of|and|&) (?:use|"
        r"service|conditions))?(?:,| and| &) ?)?(?:\w+ ){0,2}(?:privacy|cookie)s? "
        r"(?:policy|notice|statement)\b",
        r"privacy notice: newsletters may contain\b",
        r"(?:our )?(?:cookies?|privacy|data protection)(?: and (?:cookies?|privacy))? "
        r"(?:policy|notice|settings|preferences|statement|consent|choices|center|centre)"
        r"(?:[\s|•·&]+(?:and )?(?:terms|cookies?|privacy)\b.{0,40})?[.!]*$",
        r"terms (?:of|and|&) (?:use|service|conditions?|sale)"
        r"(?:[\s|•·&,]+(?:and )?(?:privacy|cookies?|conditions|policy)\b[\w ]{0,40})?[.!]*$",
        r"(?:do not|don.t) sell (?:or share )?my (?:personal )?(?:information|data|info)\b",
        r"you can (?:change|manage|withdraw|update|opt out of) (?:your|these) .{0,40}"
        r"(?:cookies?|consent|(?:preferences|settings)(?:[.!]*$| (?:at any time|here|below|"
        r"later)\b))",
        r"(?:these|some|strictly necessary|functional|analytics|essential) cookies "
        r"(?:are|help|allow|collect|enable)\b.{0,100}\b(?:site|website|us|page|experience)\b",
    ),
    longest=400,
)
ADVERTISEMENT = Rule(
    "advertisement",
    opening(
        r"[\[(]?(?:advertisements?|adverts?|advertising|ads?|реклама)[\])]?"
        r"(?:[\s.:–—|-]+(?:scroll|continue|story|article|skip|ad|loading|\d).{0,60})?[.:]*$",
        r"[\[(]?(?:sponsored|promoted|partner|paid|branded)"
        r"(?: (?:content|post|stories|story|links?|message|by [\w&.' ]{1,40}|advertisement|"
        r"partner content|feature))[\])]?[.:]*$|[\[(]?(?:sponsored|promoted)[\])]?[.:]*$",
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
        r"©(?= ?(?:\d|(?-i:[A-Z])|copyright|by\b|$))|\(c\)(?= ?(?:\d{4}(?! (?-i:[a-z]))|copyright|"
        r"all rights))",
        r"copyright:?\s?(?:©|\(c\)|(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?"
        r"(?: by\b|[.,]|(?-i: [A-Z])))",
        r"(?:.{0,100}[.,;|©–-] ?)?all rights reserved\b(?! (?:for|to|in|over|of)\b)"
        r"(?:.{0,60}$|\. this (?:material|content)\b.{0,80}\bmay not be\b)",
        r"this (?:material|content|article|story)(?:,? and other [\w ]{1,60},)? "
        r"(?:may not|must not|is|cannot) .{0,20}"
        r"(?:published|reproduced|protected by copyright|redistributed)\b",
        r"this (?:article|story|post|piece|report) (?:was |has been )?(?:originally |first )+"
        r"(?:published|appeared|posted|ran)\b(?: \w+){0,3}? (?:in|on|at|by) "
        r"(?:the )?(?-i:[A-Z]|\w+\.\w)(?!.*\b1\d{3}\b)(?!.*, and (?!is|has|re))",
        r"(?:re)?published with permission\b|reproduction (?:in whole|without permission)\b",
    ),
    longest=300,
    skips_reports=False,
)
MEDIA = Rule(
    "media",
    opening(
        r"(?:video:? |pictures:? )?scroll down (?:for|to (?:watch|see|view|read))\b.{0,80}$",
        r"(?:image|photo|media) (?:source|copyright|caption)[,:]? (?-i:[A-Z]).{0,80}(?<!\w\.)$",
        r"(?:toggle|hide|show) caption$|enlarge (?:this )?image$|loading(?: \w+)?[.…]+$",
        r"(?:listen to|play|watch|view) (?:this|the) (?:article|story|video|audio|episode|clip|"
        r"slideshow|gallery)(?: (?:here|below|above|now)| \(?\d.{0,20})?[.!:]*$",
        r"(?:please |you need to )?(?:enable|turn on|activate) javascript\b(?!\?)|"
        r"javascript (?:is|must be) (?:not )?(?:disabled|enabled|required)(?! \w+ing\b)|"
        r"(?:sorry, )?your browser (?:does not|doesn.t) support\b",
        r"(?=.{0,100}\bjavascript\b)(?=.{0,200}\b(?:enable|turn (?:it )?on|turned off|activate|"
        r"allow|requires?d?|disabled|"
        r"aktivier|einschalten|einzuschalten|benötig|activ|désactiv|habilit|deshabilit|abilit|"
        r"attiv|"
        r"ativ|desativ|supports?))"
        r".{0,200}\b(?:bitte|please|veuillez|por favor|per favore|your|"
        r"deine[mn]|ihre[mn]|votre|[st]u navegador|seu navegador|tuo browser)\b",
        r"(?:this|the) video (?:can ?not|is not|is no longer|is un)\w* ?(?:be played|available)\b",
        r"00?:\d\d ?/ ?\d{1,2}:\d\d$",
    ),
    longest=200,
)
FURNITURE = (PRIVACY, ADVERTISEMENT, COPYRIGHT, MEDIA)
