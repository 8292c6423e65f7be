"""Rules for lines that ask readers to tell the newsroom what they know: forms and addresses."""

from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_OFFICIAL = (
    r"(?:police|officers?|detectives?|crimestoppers|council|hospital|charity|clinic|court|"
    r"investigators|sheriff|coroner|ministry|inquiry)"
)
_ELSE = rf"(?!.*\b{_OFFICIAL}\b)"
_REACHED = r"(?=.*(?:@|\be-?mail|\bhere\b|\bbelow\b|\bform\b|\bjournalist|\bnewsroom))"
_QUESTION_WORD = r"(?:are|were|have|do|did|has|is|how|what|why|which|where|would|will)\b"
_QUESTIONS = rf"(?:{_QUESTION_WORD}[^?]{{3,160}}\? ){{1,2}}"
_ASKS = rf"(?={_QUESTION_WORD}[^?]{{3,160}}\? ){_ELSE}"
_OWN = r"(?:experiences?|stor(?:y|ies)|story ideas?|views?|thoughts|comments?|questions?)"
_INVITATION = r"(?:share|send|tell|e-?mail|contact|get in touch|let us know|write to|make contact)"
_NETWORK = r"(?:facebook|twitter|x|instagram|whatsapp|tik ?tok|threads|youtube|bluesky|linkedin)"
_IDEAS = (
    r"(?:if you have a story (?:suggestion|idea|tip)s?,? (?:please )?|(?:you can )?(?:also )?"
    r"(?=(?:send|e-?mail) (?:your |us your )?story ideas?\b))"
    r"(?:send|e-?mail|contact)\b.{0,40}\S@\S{3,60}"
)

READER_FORMS = Rule(
    "comments",
    opening(
        rf"{_ASKS}(?:{_REACHED}{_QUESTIONS}(?:if you (?:are happy|want|would like) to\b.{{0,20}} )?"
        rf"(?:you can |please |if so,? )?(?:also )?{_INVITATION}\b.{{0,40}}"
        rf"\b(?:us|our|your {_OWN})\b.{{0,140}}$"
        rf"|{_QUESTIONS}(?:(?<=story\? )|(?<=article\? ))(?:(?:please )?e-?mail:? )?\S+@\S+$"
        rf"|(?=.*\byou\b){_QUESTIONS}(?:you can |please )?get in touch"
        r"(?: by e-?mailing \S+)?[.!]*$)",
        rf"(?:please |you can )?(?:share|send us|tell us) your {_OWN} {_ELSE}"
        r"(?:by|with us|via|to|in)\b.{0,80}"
        r"(?:\be-?mail|@|\bcomments? (?:section|below)|\bbelow\b|\bus\b).{0,60}$",
        rf"(?:{_IDEAS}|send your (?:stories|pictures|photos|videos) to us\b.{{0,60}})[.!]*$",
        r"(?:please )?include (?:a|your) (?:contact|phone|telephone) (?:number|details)\b.{0,40}"
        r"\b(?:speak|speaking|talk) (?:to|with)\b.{0,30}\b(?:journalist|reporter|us|team)\b"
        r".{0,90}$",
        r"(?:you can )?(?:also )?(?:get in touch|make contact|contact us|reach us|"
        rf"(?:send|send us|share) your {_OWN})(?: with us)? (?:in|using|via|through|by using) "
        r"(?:one of |any of )?the (?:following|form below)\b.{0,40}$",
        r"if you (?:are reading this page|can.t see (?:the|this) form)\b.{0,330}$",
        r"upload (?:your )?(?:pictures?|photos?|images?)(?: ?(?:or|and|/) ?(?:videos?|footage))?"
        r"(?: here)?[.!]*$",
    ),
    longest=380,
    skips_reports=False,
)
FOLLOWING = Rule(
    "share",
    opening(
        rf"(?:why not )?(?:follow|find|like|join) {_ELSE}(?-i:[A-Z@])[^.?!]{{1,60}} on {_NETWORK}"
        rf"(?:,? (?:and |or |& )?(?:on )?{_NETWORK}){{1,4}}[.?!]?(?: {_IDEAS})?[.!]*$",
        rf"why not follow {_ELSE}(?-i:[A-Z@])[^.?!]{{1,60}} on {_NETWORK}\?(?: {_IDEAS})?[.!]*$",
    ),
    skips_reports=False,
)
FORMS = (READER_FORMS, FOLLOWING)
