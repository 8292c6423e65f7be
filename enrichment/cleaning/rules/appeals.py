"""Rules for lines that ask readers for something: a donation, an e-mail address, a comment."""
# ruff: noqa: RUF001 (dashes between questions and links)

from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_OURS = (
    r"(?:our|independent|quality|local|public|non-?profit|free|trusted|honest|fearless|"
    r"investigative|community|this)"
)
_MEDIA = (
    r"(?:journalism|journalists?|newsroom|news|reporting|reporters|site|website|work|media|"
    r"newspaper|paper|coverage|station|publication|podcast|radio|mission)"
)
_SITE = (
    r"(?:journalis(?:m|ts?)|newsroom|news|reporting|website|(?:this|our) (?:site|paper|newspaper|"
    r"work)|"
    r"our|going|lights on|independent|free for all|paywall)"
)
_OTHERS = (
    r"(?:victims?|survivors?|famil(?:y|ies)|people|child(?:ren)?|refugees?|homeless|patients?|"
    r"residents|"
    r"farmers|animals?|dogs?|trees?|"
    r"troops|strike|workers|nurses|teachers|shelters?|hospitals?|schools?|library|libraries)"
)
_OFFICIAL = (
    r"(?:police|county|council|town|city|state|government|ministry|office|ballot|vote(?:r|rs)?|"
    r"voting|"
    r"election|polling|postal|flood|weather|storm|health|clinic|hospital|school|tax|library|"
    r"transport|emergency|evacuation|vaccin\w+|regulator|operator|airline|authority|embassy|charity)"
)
_GIFT = r"(?:donation|contribution|gift|subscription|membership|pledge)"
_GIVING = r"(?:donating|subscribing|contributing|supporting|becoming a)"
_LETTER = (
    r"(?:newsletters?|mailing list|e-?mails?|(?:news |e-?mail )?alerts?|bulletins?|briefings?)"
)
_NOW = r"(?: (?:now|today|here|online|monthly|for free|below|free))?"

DONATION = Rule(
    "donation",
    opening(
        rf"(?:please )?(?:help )?support\b(?! (?:for|from|among|of|in|to|(?:the |these |those |"
        rf"our )?{_OTHERS})\b).{{1,80}}"
        rf"\b(?:with|by|through)\b.{{0,25}}\b(?:{_GIFT}|{_GIVING})"
        rf"(?: of (?:your choice|any (?:size|amount|kind))|{_NOW})[.!]*$",
        rf"(?:please )?(?:help )?support (?:us|{_OURS}(?: [\w-]+){{0,3}}? {_MEDIA})"
        r"(?:$|[.,!:]| (?:with|by|and|today|now|here|so|to|through)\b)",
        rf"(?:please )?donate{_NOW}[.!»>]*$",
        r"(?:please )?donate (?:to (?:us|help us|our|keep us)|(?:via|with|by) paypal)\b",
        rf"(?:please )?donate to (?:support|keep|help)\b.{{0,60}}\b{_SITE}",
        r"(?:please )?(?:make|consider|give) (?:making |giving )?(?:a|your) "
        rf"(?:[\w-]+ ){{0,3}}{_GIFT}(?:{_NOW}[.!]*$"
        rf"|,? (?:to|and|so) (?:us|our|this)\b|,? (?:to|and|so) [\w ,-]{{0,60}}\b{_SITE})",
        rf"(?:please )?consider {_GIVING}(?:$|[.!]| (?:us|our|here|now|today|this|to (?:us|our)|"
        rf"an? (?:[\w-]+ )?(?:member|patron|subscriber|supporter))\b)",
        rf"(?:your|every|a|each) (?:[\w-]+ ){{0,3}}(?:support|{_GIFT})s? (?:[\w-]+ )?"
        r"(?:helps?|keeps?|makes?|allows?|enables?|funds?) "
        r"(?:us (?:to )?(?:keep|continue|carry|go|stay|report|publish|produce|bring|cover|tell|"
        r"hold|grow|do)\b"
        rf"|us[.!]*$|it possible|(?:[\w-]+ ){{0,6}}{_SITE})",
        rf"we (?:rely|depend|count) on (?!.*\b{_OTHERS}\b)(?:readers?|people like you|"
        rf"(?:your|the) (?:support|generosity|donations?|contributions?|subscriptions?)\b|"
        rf"donations\b.{{0,80}}\b{_SITE})",
        r"if you (?:value|enjoy|like|liked|enjoyed|appreciate|found|believe in) "
        rf"(?:what you|reading|(?:the |{_OURS} ){{1,2}}(?:[\w-]+ ){{0,3}}?(?:{_MEDIA}|article|"
        rf"story|post|content)).{{0,120}}"
        r"\b(?:donat|support|subscri|contribut|member|coffee|shar)",
        r"(?:become|be) an? (?:[\w-]+ ){0,3}(?:member|patron|supporter|subscriber|sponsor)"
        rf"{_NOW}(?: of (?:our|this|(?-i:(?:the )?[A-Z]))(?!.*\b{_OTHERS}\b).{{1,40}}| and "
        rf".{{1,60}})?[.!]*$",
        r"(?:buy|get) (?:us|me|the author) a coffee\b",
        rf"(?:please )?help us (?:keep|continue|fund|grow)\b.{{0,60}}\b{_SITE}",
        r"(?:please )?help us (?:reach|meet|raise) (?:our|this)\b",
        r"(?:please )?(?:chip in|pitch in) (?:\$|£|€|with (?:\$|£|€|as little|a))",
    ),
    longest=300,
)
NEWSLETTER = Rule(
    "newsletter",
    opening(
        r"(?:please )?(?:subscribe|sign[ -]?up|register|join)\b(?: (?:now|here|today|free))?"
        rf" (?:for|to|up for) (?!.{{0,60}}\b{_OFFICIAL}\b).{{0,60}}\b{_LETTER}\b",
        rf"(?:click here to )?(?:subscribe|sign[ -]?up|register){_NOW}[.!»>]*$",
        r"(?:please )?(?:subscribe|sign[ -]?up|log[ -]?in|register|sign[ -]?in)"
        r"(?: (?:now|here|today|or \w+))? (?:to|for|and) (?:read|continue|continue reading|"
        r"unlock|our|unlimited|premium|leave a (?:comment|reply)|comment"
        rf"|(?:get|receive|access|enjoy|view|free|full)\b(?!.{{0,90}}\b{_OFFICIAL}\b)"
        r".{0,90}\b(?:access|account|articles?|stories|story|news|content|alerts|updates|"
        r"newsletters?|e-?mails?|digital|edition|features?|benefits|trial|unlimited|more))\b",
        r"subscribe to (?:us|our|the channel|my|.{1,40} on (?:youtube|telegram|google))\b",
        r"(?:get|receive|have|want|start) .{0,80}\b(?:to|in) your (?:e-?mail )?inbox\b",
        r"(?:delivered|sent|straight|direct|directly) (?:straight |directly )?"
        r"(?:to|into) your inbox",
        rf"(?:please )?(?:enter|provide|type) your (?:valid )?e-?mail(?: address)?\b"
        rf"(?:[.!:]*$| (?:to|here|below|for|and)\b)(?!.*\b{_OFFICIAL}\b)",
        r"(?:skip|after) (?:past )?newsletter promotion$",
        r"(?:thank you|thanks) for (?:subscribing|signing up|registering)\b",
        r"(?:already|not|not yet|are you) an? (?:\w+ )?(?:subscriber|member|registered user)"
        r"(?:\?|[.!]*$|[.,:–-]? ?(?:log|sign|subscribe|register|join)\b)",
        r"(?:already |don.t )?have an account(?: already)?(?:\?|[.!]*$|[.,:]? (?:log|sign|"
        r"register)\b)"
        r"|forgot (?:your )?password",
        r"(?:this|the rest of this) (?:article|story|content|page) is "
        r"(?:only |exclusively |reserved )?(?:for|available to) (?:\w+ )?(?:subscribers|members)",
        r"to (?:continue|keep) reading(?: this \w+)?, (?:please )?(?:subscribe|log|sign|register)",
        r"you (?:have|.ve) (?:\w+ ){1,4}(?:free )?(?:articles?|stories)\b.{0,30}"
        r"(?:left|remaining|this month|limit|free)",
        r"(?:download|get) our (?:[\w-]+ ){0,3}app\b(?! (?:store|developer))",
        r"(?:download|get) the (?:free |new )?(?:[\w-]+ ){0,2}(?:news|times|post|herald|tribune|"
        r"mail|"
        r"bbc|cnn|sky|guardian|standard|nation|star|sun|mirror|paper) (?:[\w-]+ )?app\b",
        rf"for (?:the latest|more|all the|breaking|"
        rf"up-to-date)\b(?!.{{0,150}}\b{_OFFICIAL}\b).{{0,80}},? "
        r"(?:please )?(?:(?:download|subscribe|sign up|click)\b|(?:follow|visit|check out|head to|"
        r"go to)\b"
        r".{0,60}(?:\b(?:us|our)\b|@|www\.|\w\.(?:com|org|net)\b|"
        r"(?<![’']s )\b(?:(?:web)?site|page|channel|podcast|newsletter)\b))",
        r"(?:turn on|enable|allow|get) (?:our |browser |push |desktop )?notifications"
        r"(?: (?:to (?:get|stay|receive)|from us|for (?:breaking|the latest|"
        r"more))\b.{0,60})?[.!]*$",
    ),
)
COMMENTS = Rule(
    "comments",
    opening(
        r"(?:leave|add|post|write|submit) (?:a|your|the first) (?:comment|reply|response)\b(?! "
        r"(?:to|by|before|until|in (?!the (?:comment|box|section|field|form)))\b)",
        r"(?:view|show|see|read|hide|load|report|sort|all|more|latest) (?:all |the |more |this )?"
        r"(?:\d+ )?comments?(?: \(?\d+\)?| here| below)?[.!:]*$",
        r"(?:no comments|(?:\d[\d.,]* )?comments|1 comment|comment)(?: ?\(\d+\)| \d+)?[.!:]*$",
        r"comments (?:are|have been) (?:now )?(?:closed|off|disabled|turned off|moderated)",
        r"join (?:in )?(?:the|our) (?:conversation|discussion|debate)(?:[.!:]*$|[.!:] )",
        r"(?:what do you think|do you agree|tell us|let us know|share your|sound off|"
        r"have your say|give us your|got a)\b.{0,100}"
        r"\b(?:comments?(?: section)?(?: below)?|below|views|thoughts|opinion|tip|story|tips)"
        r"[.?!:]*(?: (?:let|tell|join|leave|e-?mail) .{0,80})?$",
        r"have your say[.!:]*$|what do you think\?$",
        r"(?:be the first|log ?in|sign in|register|you must be logged in) to "
        r"(?:comment|reply|post)\b",
        r"(?:do you )?(?:have|got) (?:a|any) (?:news |story )?(?:tips?|(?:suggestion|"
        r"idea)s?(?: for .{2,30})?)\?|"
        r"(?:e-?mail|contact|reach|write to) "
        r"(?:the (?:author|writer|reporter)|us|me"
        r"|(?P<writer>[\w-]{3,30})(?: [\w-]+)?(?= (?:at|on|via):? "
        r"\S{0,30}(?P=writer)\S{0,30}@)(?!.*\b(?:police|"
        r"council|office|county|town|city|team|clinic|hospital|school)\b)) (?:at|on|via):? \S+@\S+",
        r"your e-?mail address will not be published|required fields are marked",
    ),
)
APPEALS = (DONATION, NEWSLETTER, COMMENTS)
