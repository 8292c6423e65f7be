"""Rules for bylines and photo credits."""
# ruff: noqa: RUF001 (names are written with typographic apostrophes and dashes)

import re

from newsdesk.enrichment.cleaning.rules.rule import CAPITAL, Rule

NOT_A_NAME = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|(?:The|Then|Now|When|All|Most|Contrast|Law|Christmas|Easter)\b)"
)
PARTICLE = r"(?:de|da|di|del|della|la|le|van|von|der|den|bin|ibn|al|el|du|dos|ten|ter|y)"
_WORD = rf"(?:(?:al-)?{CAPITAL}[\w'’.-]*)"
# In lists of names the separators begin with a character that no word has: after a word that
# cannot be cut, and before one that cannot begin with a separator, a line is read in one way.
_WHOLE_WORD = rf"(?:(?:al-)?{CAPITAL}[\w'’.-]*+)"
NAME = rf"{NOT_A_NAME}{_WORD}(?: (?:{_WORD}|{PARTICLE})){{1,4}}"
DESK = (
    r"(?i:staff(?: (?:writers?|reporters?|correspondents?))?"
    r"|(?:our|a|the|daily mail) (?:staff |own )?(?:reporters?|correspondents?)"
    r"|reuters(?: staff)?|afp|ap|ani|pti|ians|xinhua|bloomberg|upi|tass|dpa|efe"
    r"|(?:the )?associated press|agence france-presse|press association|agencies"
    r"|news desk|web desk|newsroom|admin|editor|contributor|guest (?:author|writer))"
)
_LONGEST_BYLINE = 220
# What is read as a desk is not read as a name again.
_AUTHOR = rf"(?:{DESK}|(?!{DESK}(?:[,;]|$)){NAME})"
_ROLE = (
    r"(?i:.{0,40}\b(?:writer|reporter|correspondent|editor|press|news|staff|contributor|"
    r"columnist|bureau|analyst|reuters|afp|ap|bloomberg|photographer|producer|times|post|"
    r"tribune|herald|gazette|journal|service|network|agency|chief|media|today|\.com|\.org|"
    r"for the [\w ]{1,30})\b.{0,40})"
)
# The second part says what follows from the rest, so that the rest is not tried in vain.
_DATE_AFTER_NAME = r"(?:\s?[|•·–—,-](?=.{0,62}+$)\s?.{0,10}\b\d.{0,50}+)?"
_TASK = r"(?i:reporting|writing|editing)"
_SMALL_WORD = (
    r"(?:in|and|by|for|at|from|of|the|with|additional|reporters?|correspondents?|team|writers?|"
    r"business|political|science|health|sports?|editors?)"
)
_SHORT_WITHOUT_FULL_STOP = rf"(?!.{{{_LONGEST_BYLINE}}}|.*+(?<=\w{{4}}\.)$)"

BYLINE = Rule(
    "byline",
    re.compile(
        rf"(?i:written |reported |words |story |posted |text )?(?:By|BY|by)[:.]?\s+"
        rf"{_SHORT_WITHOUT_FULL_STOP}{_AUTHOR}(?:(?:,| and| &|, and|;) {_AUTHOR}){{0,4}}"
        rf"(?:(?:,| \||\s[•·–—-]|;|\sfor|\sof|\sin) ?{_ROLE})?{_DATE_AFTER_NAME}$"
        rf"|(?i:author|writer|reporter|byline)s?\s?: ?{_AUTHOR}(?:(?:,| and| &) {_AUTHOR}){{0,4}}$"
        rf"|\(?(?i:additional |with ){{0,2}}{_TASK}(?: and {_TASK})? (?i:by):? {_WHOLE_WORD}"
        rf"(?>[ ,;.]++(?:{_WHOLE_WORD}|{PARTICLE}|{_TASK}|{_SMALL_WORD})(?=[\s,;.)]|$)){{0,40}}+"
        r"\.?\)?\.?$"
    ),
    longest=_LONGEST_BYLINE,
    skips_reports=False,
)
AGENCY = (
    r"(?:Getty(?: Images)?|AFP|Reuters|REUTERS|AP(?: Photo| Images)?|EPA(?:-EFE)?|Shutterstock"
    r"|iStock|iStockphoto|Alamy|PA(?: Wire| Images| Media)?|Bloomberg|Xinhua|Unsplash|Pexels"
    r"|Pixabay|Flickr|Wikimedia(?: Commons)?|Anadolu(?: Agency)?|Handout|Courtesy|NurPhoto|ZUMA"
    r"|SIPA|Rex|UPI|CC BY)"
)
MEDIUM = (
    r"(?i:(?:file |representative |stock |main |top |featured? |lead |screen)?"
    r"(?:photo(?:graph)?|image|picture|pic|illustration|graphic|video|screenshot|cover)s?)"
)
PHOTO = Rule(
    "photo_credit",
    re.compile(
        r"[\[(]?(?:"
        rf"{MEDIUM}(?i: credits?| source| courtesy(?: of)?| copyright)?\s?[:/©]\s?+(?![\d.,]+ "
        rf"?(?:%|per ?cent))(?![a-zà-ÿ]\S*+ (?:\S++ ){{3}}.*\.$).{{1,100}}"
        rf"|{MEDIUM}(?i: courtesy(?: of)?| by| via| from| credit| ©) {_WHOLE_WORD}"
        rf"(?:[ ,/|&-]++(?:{_WHOLE_WORD}|{PARTICLE}|(?:for|via|the|of|and|on|at)\b)){{0,9}}"
        rf"|(?i:credits?|source|courtesy(?: of)?)\s?: ?{CAPITAL}"
        r"(?!.*(?:, (?:and|but|who|which)| (?:is|are|was|were|has|have)) ).{1,70}(?<![a-z]{3}\.)"
        rf"|(?:{NAME}\s?(?<!-)[/|,©–—-]++\s?|{NAME} (?:via|for) )?"
        rf"{AGENCY}\b(?:(?:\s?[/|,]\s?| via | for ){AGENCY}\b){{0,3}}(?:(?:\s?[/|,]\s?| via | for "
        rf"){NAME})?"
        r")[\])]?\.?$"
    ),
    longest=130,
)
CREDITS = (BYLINE, PHOTO)
