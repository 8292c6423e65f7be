"""Rules for lines that ask readers to tell the newsroom what they know: forms and addresses."""

from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_OFFICIAL = (
    r"(?:police|officers?|detectives?|crimestoppers|council|hospital|charity|clinic|court|"
    r"investigators|sheriff|coroner|ministry)"
)
_ELSE = rf"(?!.*\b{_OFFICIAL}\b)"
_REACHED = r"(?=.*(?:@|\be-?mail|\bhere\b|\bbelow\b|\bform\b|\bjournalist|\bnewsroom))"
_TELL = r"(?:share|send|tell|e-?mail|contact|get in touch|let us know|write to)"
_OWN = (
    r"(?:us|our|your (?:experiences?|stor(?:y|ies)|views?|thoughts|comments?|questions?|"
    r"story ideas?))"
)

READER_FORMS = Rule(
    "comments",
    opening(
        rf"{_ELSE}{_REACHED}(?:(?:are|were|have|do|did|has) (?:you|your)\b[^?]{{3,140}}\? ){{1,2}}"
        rf"(?:you can |please |if so,? )?(?:also )?{_TELL}\b.{{0,40}}\b{_OWN}\b.{{0,120}}$",
        rf"{_ELSE}(?:please |you can )?(?:share|send us|tell us) your (?:experiences?|"
        r"stor(?:y|ies)|story ideas?|views|thoughts|questions?|comments?) (?:by|with us|via|to|in)"
        r"\b.{0,80}(?:\be-?mail|@|\bcomments? (?:section|below)|\bbelow\b|\bus\b).{0,60}$",
        rf"{_ELSE}send your (?:story ideas? to (?:us\b|\S+@)|"
        r"(?:stories|pictures|photos|videos) to us\b).{0,60}$",
        r"(?:please )?include (?:a|your) (?:contact|phone|telephone) (?:number|details)\b.{0,40}"
        r"\b(?:speak|speaking|talk) (?:to|with)\b.{0,30}\b(?:journalist|reporter|us|team)\b"
        r".{0,90}$",
        r"(?:you can )?(?:also )?(?:get in touch|contact us)(?: with us)? (?:in|using|via|through|"
        r"by using) (?:one of |any of )?the (?:following|form below)\b.{0,40}$",
        r"if you (?:are reading this page and|can.t see (?:the|this) form)\b.{0,330}$",
        r"upload (?:your )?(?:pictures?|photos?|images?)(?: ?(?:or|and|/) ?(?:videos?|footage))?"
        r"(?: here)?[.!]*$",
    ),
    longest=380,
    skips_reports=False,
)
FORMS = (READER_FORMS,)
