"""Recognizing what a site sends in place of an article: error pages and checks of browsers."""
# ruff: noqa: RUF001 (typographic apostrophes)

import re

from newsdesk.enrichment.cleaning.rules.rule import opening

_LONGEST = 1_000
_PARTS = re.compile(r"\n+|(?<=[.!?])\s+")
_CERTAIN = opening(
    r"(?:error:? )?(?:40[0134]|410|429|50[0234])(?:[:. –—-]+(?:error|forbidden|not found|"
    r"unauthorized|gone|"
    r"bad (?:gateway|request)|service unavailable|gateway time-?out|internal server error|"
    r"too many requests|page not found))?[.!:]*$",
    r"(?:access denied|forbidden|page not found|not found|bad gateway|service (?:temporarily "
    r")?unavailable|"
    r"internal server error|gateway time-?out|too many requests|just a moment|attention required|"
    r"are you (?:a robot|human)|verify you are (?:a )?human|request (?:blocked|rejected))[.!?…:]*$",
    r"(?:oops[!,.]* )?(?:that|this|the) page (?:can.t|cannot|could not|couldn.t) be found\b",
    r"(?:checking|verifying) (?:your browser|if the site connection|you are human)\b",
    r"you (?:don.t|do not) have permission to access\b",
    r"(?:sorry,? )?the (?:page|url|requested url|resource|file) (?:you(?:.re| are)? (?:looking "
    r"for|requested|"
    r"tried to|were looking)|.{1,80} was not found|requested)\b",
    r"(?:we.ve|we have) detected unusual activity\b|your (?:access|request|"
    r"ip)\b.{0,60}\b(?:blocked|limited|denied)\b",
    r"(?:451[: ]*)?unavailable (?:due to|for) legal reasons\b|we recogni[sz]e you are attempting "
    r"to access\b",
    r"(?:sorry,? )?this (?:content|page|site|website) is (?:not|un) ?available in your (?:region|"
    r"country|location)\b",
    r"please (?:enable js|make sure your browser supports|turn off your ad)\b",
    r"(?:sorry,? )?(?:we (?:can.t|couldn.t|cannot|could not) find|we.re sorry, but) (?:the|that|"
    r"this) page\b",
    r"(?:página no encontrada|acceso denegado|page (?:non trouvée|introuvable)|accès refusé|"
    r"seite nicht gefunden|zugriff verweigert|pagina non trovata|accesso negato|"
    r"página não encontrada|acesso negado|pagina niet gevonden|toegang geweigerd)[.!]*$",
)
_BESIDE = opening(
    r"(?:oops|sorry|hmm|uh[ -]oh|error|warning)[.!,…]*$|loading[.…]*$|\W{0,10}$",
    r"(?:reference|ray id|error code|incident|request id|support id|cloudflare ray id)\b[ "
    r":#].{0,80}$",
    r"(?:performance (?:&|and) security|protected) by .{0,30}$|nginx.{0,20}$|apache.{0,40}$|"
    r"cloudflare$",
    r"(?:please )?(?:enable|turn on|allow) (?:javascript|cookies)\b.{0,60}$",
    r"(?:this process is automatic|your browser will redirect|please (?:wait|allow up to|try "
    r"again|check|"
    r"contact|stand by|go back|complete)|try again|go (?:back|to)|return to|back to|home ?page|"
    r"contact us)\b"
    r".{0,120}$",
    r"(?:to continue, please click|for inquiries related to|need help\?|block reference|for more "
    r"information you "
    r"can|please complete|unfortunately,? (?:we|your|our)|in the meantime|you are seeing "
    r"this).{0,200}$",
    r"additionally, a \d{3}\b.{0,150}$|it looks like nothing was found\b.{0,60}$|maybe try a "
    r"search\b.{0,20}$",
    r"(?:it|the page|this page|the link) (?:may|might|could) (?:have|be)\b.{0,160}$",
    r"(?:if you (?:think|believe|are)|you (?:can|may|might|have been)|why (?:have|do|am|did) i|"
    r"what can i do)\b"
    r".{0,160}$",
    r"(?:this website|the site|we) (?:is|uses?|are) (?:using )?(?:a )?(?:security|checking|"
    r"unable)\b.{0,120}$",
)


def is_error_page(text: str) -> bool:
    """Whether every line and sentence of `text` is of an error page, and one of them certainly.

    A report about such pages has other sentences as well, and is none.
    """
    if len(text) > _LONGEST:
        return False
    parts = [part for part in map(str.strip, _PARTS.split(text)) if part]
    certain = [bool(_CERTAIN.match(part)) for part in parts]
    return any(certain) and all(
        sure or _BESIDE.match(part) for sure, part in zip(certain, parts, strict=True)
    )
