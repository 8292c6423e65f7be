"""Rules for what stands in an article's place, or around it: paywalls, and buttons of readers."""
# ruff: noqa: RUF001 (typographic apostrophes)

from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_STORY = r"(?:article|story|content|post|page|report)"
_SUBSCRIBER = (
    r"(?:subscribers?|members?|premium (?:users|members|subscribers)|registered (?:users|readers))"
)

PAYWALL = Rule(
    "newsletter",
    opening(
        r"(?:please )?(?:subscribe|sign up|register|join|log ?in|sign in|upgrade)\b.{0,60}\b"
        r"to (?:keep|continue|finish|go on) reading\b.{0,40}$",
        r"(?:please )?subscribe (?:now )?(?:for|from|at) (?:just |only )?(?:[$£€¥₹]|\d)"
        r".{0,60}$",
        rf"(?:this|the (?:rest|remainder|full text) of this|our|this \w+) {_STORY} is (?:\w+ "
        rf"){{0,3}}(?:for|to) "
        rf"(?:our |paying |paid |registered )?{_SUBSCRIBER}\b.{{0,40}}$",
        rf"(?:the rest of )?this {_STORY} is "
        rf"(?:locked(?! (?:in|inside|away|up)\b)|behind (?:a|our) paywall|"
        rf"premium)\b.{{0,40}}$",
        r"you.{0,5} (?:read|reached|used|hit|viewed)(?: up)? (?:your|the|all|of your|all of "
        r"your)\b.{0,40}"
        r"\b(?:articles?|stories|limit)\b.{0,40}$",
        r"become an? (?:[\w'’&-]+ ){0,5}(?:subscriber|member) to (?:read|continue|"
        r"unlock)\b.{0,40}$",
        rf"to (?:read|unlock|continue) .{{0,30}}\b(?:{_STORY}|more)\b.{{0,20}},? (?:please )?"
        r"(?:subscribe|log ?in|sign in|sign up|register|become a)\b.{0,60}$",
        rf"(?:unlock (?:this|the (?:full|rest)|unlimited|full|all|premium)|keep reading|"
        rf"want to read more|read the (?:full|rest of the|rest of this) {_STORY})\b"
        r".{0,60}\b(?:subscri|trial|free|access|account|[$£€]\d)",
        r"(?:cancel|change|pause) (?:or \w+ )?(?:your (?:plan|subscription) )?(?:at )?any "
        r"?time\b.{0,60}$",
        r"(?:start|try|begin|activate|claim) (?:your |a |our )?(?:[\w-]+ ){0,2}(?:free|digital|"
        r"month|day|"
        r"week)[ -](?:trial|subscription)\b.{0,60}$",
        r"join (?:over |more than )?\d[\d,.]*k? .{3,60}\bwho already (?:subscribe|read)\b",
        r"existing (?:subscriber|customer|member)\?",
        # German, French, Spanish, Italian, Portuguese, Dutch
        r"(?:diese[rs]?|de[rn]) (?:artikel|text|beitrag|inhalt) (?:ist|steht|gibt es) (?:\w+ "
        r"){0,2}nur (?:für|mit)\b"
        r".{0,40}$",
        r"(?:weiterlesen|weiter lesen) mit\b.{0,40}$|(?:monatlich|jederzeit) kündbar[.! ]*$",
        r"jetzt (?:für|ab|nur|kostenlos|gratis|hier|abo|plus|digital|zugang|artikel|einen monat|"
        r"\d+ \w+) "
        r".{0,30}\b(?:testen|abonnieren|freischalten|weiterlesen)[.! ]*$",
        r"sie sind (?:bereits |schon )?(?:\S+-?)?abonnent\w*\b.{0,40}$",
        r"il vous reste\b.{0,20}% de cet article\b.{0,80}$|la suite (?:de cet article )?est "
        r"réservée\b.{0,40}$",
        r"(?:vous êtes )?(?:déjà )?abonné·?\(?e?\)? ?\?.{0,40}$|(?:article|contenu|lecture) "
        r"(?:réservée?|restreinte?)\b.{0,40}$",
        r"(?:si quieres|si desea|para) (?:seguir|continuar) leyendo\b.{0,60}$",
        r"¿(?:ya )?(?:eres|tienes|es) (?:suscriptora?|una (?:cuenta|suscripción))\b.{0,40}$",
        r"(?:per (?:continuare|proseguire)|vuoi continuare) (?:a leggere|la lettura)\b.{0,60}$",
        r"(?:para (?:continuar|seguir) lendo|continue lendo|assine para)\b.{0,60}$",
        r"(?:dit artikel is alleen (?:voor|beschikbaar)|lees verder (?:met|voor)|al abonnee\?|"
        r"word abonnee|"
        r"heb je al een (?:account|abonnement))\b.{0,60}$",
    ),
    longest=220,
)
BUTTONS = Rule(
    "share",
    opening(
        r"(?:gift|share|save|bookmark|print|e-?mail|copy|report) (?:this|full|the full|the) "
        r"(?:article|story|page|post)(?: as a gift| for free)?[.! ]*$",
        r"(?:save (?:for|it for) later|saved|add to (?:bookmarks|favou?rites|reading list)|"
        r"bookmark|print|"
        r"text size|font size|larger text|resize text|dark mode|share options|more options|"
        r"reprints?|"
        r"reuse this content|order reprints|print (?:or|/) pdf|share full article)[.! ]*$",
        r"listen(?: to (?:this )?(?:article|story))?\s?[(·|•–—-]\s?\(?\d{1,3}(?::\d\d)? "
        r"?(?:min\w*|sec\w*|m|s)?\)?[.! ]*$",
        r"listen to this (?:article|story)\b[ ·|•–—-]*(?:\d.{0,15})?$",
        r"skip (?:ad|advertisement|advert|ads)[.! ]*$|continue watching$|after the "
        r"ad(?:vertisement)?$",
        r"our standards: the .{3,60}\bprinciples\b.{0,30}$",
        r"(?:purchase|acquire|buy) (?:licen[sc]ing|reprint) rights\b.{0,30}$",
        r".{3,60}, opens (?:in a )?new (?:tab|window)[.) ]*$",
        r"(?:this (?:article|story|text|content) (?:was|has been|is) )?(?:machine |automatically "
        r")?translated (?:"
        r"(?:by|with|using) (?:ai|a machine|artificial|google|deepl|machine)|"
        r"automatically)\b.{0,80}$",
        r"(?:see|spot|found|report|notice) an? (?:error|typo|mistake)\b.{0,40}$",
        r"was this (?:article|story|page|content) (?:helpful|useful)\?.{0,20}$",
        r"add .{2,40} (?:on|to|as a preferred source on) google\b.{0,20}$",
        r"\(?\d{1,3} of \d{1,3}\)?$|list \d{1,2} of \d{1,2}$|list of \d{1,2} items?$|end of list$",
    ),
    longest=120,
    skips_reports=False,
)
ELSEWHERE = Rule(
    "related",
    opening(
        r"(?:also|must|please|do) read\s?[|:–—»]|read (?:also|too|next|this)\s?[|:–—»]|"
        r"(?:ayrıca (?:okuyun|bakınız)|ilgili haber|baca juga|lihat juga|soma pia|karanta kuma|"
        r"czytaj (?:także|również|też|więcej)|zobacz (?:też|także|również)|přečtěte si|čtěte také|"
        r"citește și|vezi și|διαβάστε(?: επίσης| ακόμη| ακόμα)?|читайте (?:также|ещё|еще|по теме)|"
        r"читайте також|xem thêm|olvasd el|lue myös|läs mer|les også|læs også|lees ook|"
        r"यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|আরও পড়ুন|আরো পড়ুন|اقرأ أيض[اً]*|إقرأ أيض[اً]*|"
        r"اقرأ المزيد|"
        r"بیشتر بخوانید|یہ بھی پڑھیں|相关阅读|相關閱讀|延伸阅读|延伸閱讀|関連記事|관련 ?기사)"
        r"\s?(?:[|:：–—»]|$)",
    ),
    longest=200,
    skips_reports=False,
)
PAYWALLS = (PAYWALL, BUTTONS, ELSEWHERE)
