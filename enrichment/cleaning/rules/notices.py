"""Rules for notices that are no part of an article, and go.

Those are: that a story is still developing, agencies' notes to the editors who receive their copy,
and affiliate disclosures. Corrections, notes of the editors, helplines and warnings are content:
they stay in the text and are only never in a summary (`enrichment/summaries/notices.py`).
"""
# ruff: noqa: RUF001 (typographic apostrophes)

from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_STORY = r"(?:article|story|post|page|report|piece|blog|item)"
_WE = r"(?:we|our (?:site|team|partners|company)|the (?:site|publisher))"
_MAY = r"(?:may|might|will|could|can) (?:also )?(?:earn|receive|get|make|collect)"
_SHARE = r"(?:an? |some |us )?(?:small |affiliate |share of |modest )*"

DEVELOPING = Rule(
    "notice",
    opening(
        rf"this is a (?:breaking|developing)(?: news)? {_STORY}\b",
        rf"(?:this |the )?(?:breaking(?: news)?|developing) {_STORY} (?:is being|will be|"
        rf"and)\b.{{0,80}}"
        r"(?:updat|check back|develop|refresh)",
        rf"this (?:breaking )?(?:news )?{_STORY} is (?:still )?(?:developing|being updated|"
        rf"breaking)",
        rf"this (?:breaking )?(?:news )?{_STORY} (?:will|is going to) be (?:continually |"
        r"regularly )?updated\b(?! (?:by|in|to|every)\b)",
        r"(?:please )?(?:check|come) back (?:here )?(?:soon|later|often|regularly|for (?:more|the "
        r"latest|"
        r"updates|further|the full))\b.{0,60}$",
        r"(?:breaking news[,.:!–— -]+)(?:please )?(?:check back|refresh|more (?:to follow|details)|"
        r"updates? to follow)\b.{0,60}$",
        r"(?:please )?refresh (?:this|the) page (?:for|to)\b.{0,60}$",
        r"more (?:details|information|updates|news)?\s?(?:to follow|to come|soon|shortly|as we "
        r"(?:have|get)"
        r" it)[.…! ]*$",
        r"(?:stay (?:with us|tuned)|follow (?:us|here|along)) for (?:more |live |the latest |"
        r"further )?"
        r"(?:updates|details|news|coverage)[.! ]*$",
        # Spanish, French, German, Italian, Portuguese, Dutch
        r"(?:noticia|nota|información) en (?:desarrollo|construcción|proceso)\b.{0,60}$",
        r"(?:habrá ampliación|más información en breve|en breve,? más información)[.…! ]*$",
        r"(?:plus d['’]informations? (?:à (?:venir|suivre)|dans quelques)|(?:cet article|cette "
        r"page) "
        r"(?:est en cours de|sera) mise? à jour|cet article (?:va être|sera) actualisé)\b.{0,60}$",
        r"(?:mehr (?:in kürze|informationen in kürze)|(?:diese[r]? (?:meldung|artikel|text|"
        r"beitrag)|"
        r"die meldung) wird (?:laufend |fortlaufend |ständig )?(?:aktualisiert|ergänzt))\b.{0,40}$",
        r"(?:\(?(?:notizia|articolo|pezzo) in aggiornamento\)?|in aggiornamento)[.…! ]*$",
        r"(?:(?:esta )?(?:matéria|reportagem|notícia) (?:está )?em (?:atualização|"
        r"actualização))[.…! ]*$",
        r"(?:later meer|dit (?:artikel|bericht) wordt (?:nog )?(?:aangevuld|bijgewerkt))[.…! ]*$",
    ),
    skips_reports=False,
)
EDITORS = Rule(
    "notice",
    opening(
        r"(?-i:EDS|Eds)\s?[:.] ",
        r"(?-i:ADVISORY|EMBARGO(?:ED)?|TRIMS|ADDS|UPDATES|CORRECTS|RECASTS|INSERTS|EDITORS)\s?:"
        r".{0,80}\b(?:moves?|moving|editions?|embargo|quotes?|details|byline|dateline|photos?|"
        r"graf|lede?|headline|distribution|version|throughout|background|comments?)\b",
        r"(?:for (?:global|international|domestic) distribution|with (?:ap )?photos?(?: and "
        r"video)?|"
        r"ap video|stand[- ]alone photo|ap ?newsnow)[.! ]*$",
        r"attention editors\b|\(?with (?:agency )?inputs? from .{2,40}$",
    ),
    longest=250,
    skips_reports=False,
)
DISCLOSURE = Rule(
    "advertisement",
    opening(
        r"(?:(?:if|when(?:ever)?|products?|items?|purchases|some|every|all|as|by|our|links)\b"
        rf".{{0,150}}\b)?{_WE} {_MAY} {_SHARE}(?:commissions?|compensation|fee)\b",
        rf"[\w.]{{2,30}} {_MAY} {_SHARE}commissions?\b.{{0,40}}\b(?:you|links?|purchases?|page)\b",
        rf"(?:this|our) (?:{_STORY}|site|content)s? (?:contains?|includes?|may (?:contain|"
        rf"include)|has) "
        r"(?:affiliate|paid|sponsored|commission)\b",
        r"(?:enthält|dieser (?:artikel|beitrag) enthält) affiliate-?links\b",
        r"(?:este artículo|este artigo|cet article|questo articolo|dit artikel) (?:contiene|contém|"
        r"contient|bevat) (?:enlaces|links?|liens|link|affiliate)(?: (?:de|di))?"
        r" ?(?:afiliad\w*|affili\w*|links)",
    ),
    longest=300,
    skips_reports=False,
)
NOTICES = (DEVELOPING, EDITORS, DISCLOSURE)
