"""Rules for lines that ask readers for something: a donation, an e-mail address, a comment."""

from newsdesk.enrichment.cleaning.rules import Rule, opening

_OURS = (
    r"(?:our|independent|quality|local|public|non-?profit|free|trusted|honest|fearless|"
    r"investigative|community|this)"
)
_MEDIA = (
    r"(?:journalism|journalists?|newsroom|news|reporting|reporters|site|website|work|media|"
    r"newspaper|paper|coverage|station|publication|podcast|radio|mission)"
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
        r"(?:please )?(?:help )?support\b(?! (?:for|from|among|of|in|to)\b).{1,80}"
        rf"\b(?:with|by|through)\b.{{0,25}}\b(?:{_GIFT}|{_GIVING})"
        rf"(?: of (?:your choice|any (?:size|amount|kind))|{_NOW})[.!]*$",
        rf"(?:please )?(?:help )?support (?:us|{_OURS}(?: [\w-]+){{0,3}}? {_MEDIA})"
        r"(?:$|[.,!:]| (?:with|by|and|today|now|here|so|to|through)\b)",
        rf"(?:please )?donate{_NOW}[.!»>]*$",
        r"(?:please )?donate (?:to (?:us|support|help us|our|keep)|(?:via|with|by) paypal)\b",
        r"(?:please )?(?:make|consider|give) (?:making |giving )?(?:a|your) "
        rf"(?:[\w-]+ ){{0,3}}{_GIFT}(?:{_NOW}[.!]*$"
        r"|,? (?:to|and|so) (?:we|support|help|keep|sustain|fund|ensure|us|our|this)\b)",
        rf"(?:please )?consider {_GIVING}\b",
        rf"(?:your|every|a|each) (?:[\w-]+ ){{0,3}}(?:support|{_GIFT})s? (?:[\w-]+ )?"
        r"(?:helps?|keeps?|makes?|allows?|enables?|funds?) (?:us|our|keep|fund|sustain|make|it)\b",
        r"we (?:rely|depend|count) on (?:your|readers?|the (?:support|generosity)|"
        r"people like you|donations|contributions)\b",
        r"if you (?:value|enjoy|like|liked|enjoyed|appreciate|found|believe in) "
        rf"(?:what you|the|reading|{_OURS}).{{0,120}}"
        r"\b(?:donat|support|subscri|contribut|member|coffee|shar)",
        r"(?:become|be) an? (?:[\w-]+ ){0,3}(?:member|patron|supporter|donor|subscriber|sponsor)"
        rf"{_NOW}(?: of .{{1,40}}| and .{{1,60}})?[.!]*$",
        r"(?:buy|get) (?:us|me|the author) a coffee\b",
        r"(?:please )?(?:help us|chip in|pitch in) (?:keep|continue|fund|reach|raise|\$|£|€|with)",
    ),
    longest=300,
)
NEWSLETTER = Rule(
    "newsletter",
    opening(
        r"(?:please )?(?:subscribe|sign[ -]?up|register|join)\b(?: (?:now|here|today|free))?"
        rf" (?:for|to|up for) .{{0,60}}\b{_LETTER}\b",
        rf"(?:click here to )?(?:subscribe|sign[ -]?up|register){_NOW}[.!»>]*$",
        r"(?:please )?(?:subscribe|sign[ -]?up|log[ -]?in|register|sign[ -]?in)"
        r"(?: (?:now|here|today|or \w+))? (?:to|for|and) (?:read|continue|continue reading|"
        r"unlock|get|receive|access|enjoy|view|our|unlimited|free|full|premium|leave|comment)\b",
        r"subscribe to (?:us|our|the channel|my|.{1,40} on (?:youtube|telegram|google))\b",
        r"(?:get|receive|have|want|start) .{0,80}\b(?:to|in) your (?:e-?mail )?inbox\b",
        r"(?:delivered|sent|straight|direct|directly) (?:straight |directly )?"
        r"(?:to|into) your inbox",
        r"(?:please )?(?:enter|provide|type) your (?:valid )?e-?mail\b",
        r"(?:thank you|thanks) for (?:subscribing|signing up|registering)\b",
        r"(?:already|not|not yet|are you) an? (?:\w+ )?(?:subscriber|member|registered user)\b",
        r"(?:already )?have an account\b|don.t have an account\b|forgot (?:your )?password",
        r"(?:this|the rest of this) (?:article|story|content|page) is "
        r"(?:only |exclusively |reserved )?(?:for|available to) (?:\w+ )?(?:subscribers|members)",
        r"to (?:continue|keep) reading(?: this \w+)?, (?:please )?(?:subscribe|log|sign|register)",
        r"you (?:have|.ve) (?:\w+ ){1,4}(?:free )?(?:articles?|stories)\b.{0,30}"
        r"(?:left|remaining|this month|limit|free)",
        r"(?:download|get) (?:our|the) (?:[\w-]+ ){0,3}app\b(?! (?:store|developer))",
        r"for (?:the latest|more|all the|breaking|up-to-date)\b.{0,80},? "
        r"(?:please )?(?:download|follow|visit|subscribe|sign up|click|check out|head to|go to)\b",
        r"(?:turn on|enable|allow|get) (?:browser |push )?notifications\b",
    ),
)
COMMENTS = Rule(
    "comments",
    opening(
        r"(?:leave|add|post|write|submit) (?:a|your|the first) (?:comment|reply|response)\b",
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
        r"(?:do you )?(?:have|got) (?:a|any) (?:news |story )?tips?\?|"
        r"(?:e-?mail|contact|reach|write to) "
        r"(?:the (?:author|writer|reporter)|us|me|[\w-]+(?: [\w-]+)?) (?:at|on|via):? \S+@\S+",
        r"your e-?mail address will not be published|required fields are marked",
    ),
)
APPEALS = (DONATION, NEWSLETTER, COMMENTS)
