"""Lines and sentences of error pages, of checks of browsers, and of what stands beside them."""
# ruff: noqa: RUF001 (typographic apostrophes, other scripts)

from newsdesk.enrichment.cleaning.rules.rule import opening

_ERROR = r"(?:error|fehler|erreur|errore|erro|fout|fejl|fel|virhe|hata|błąd|chyba|ошибка)"
_STATUS = r"(?:30[12378]|4(?:0[0-9]|10|18|2[29]|51)|5(?:0[0-4]|1[01]|2[0-7])|10[0-2]\d)"
_NAMES = (
    r"(?:(?:file or directory |page |resource )?not found|forbidden|access "
    r"denied|unauthorized|gone"
    r"|bad (?:gateway|request)|service (?:temporarily )?unavailable|gateway time-?out"
    r"|internal server error|too many requests|moved permanently|backend fetch failed"
    r"|unavailable (?:due to|for) legal reasons)"
)
_CHECKS = (
    r"(?:just a moment|attention required|are you (?:a robot|human)|verify you are (?:a )?human"
    r"|request (?:blocked|rejected|unsuccessful)|security check|accessdenied access denied "
    r".{1,60})"
)
_PAGE = r"(?:page|article|story|content|video|link|resource|file|url|document)"
_MISSING = (
    r"(?:not (?:be )?found|no longer|(?:does not|doesn.t) exist|(?:could not|couldn.t|cannot|can.t)"
    r" be|(?:may|might|could) have|(?:been|was|were) (?:re)?moved|unavailable|not available)\b"
)
_FOREIGN_PAGE = (
    r"(?:seite|page|página|pagina|strona|stron[yę]|stránka|oldal|sayfa|страница|сторінка|halaman)"
)
_FOREIGN_GONE = (
    r"(?:(?:wurde |konnte )?(?:leider )?nicht gefunden(?: werden)?|existiert (?:leider )?nicht"
    r"|introuvable|non trouvée|n['’]existe (?:pas|plus)|no existe|no (?:fue |ha sido )?encontrada"
    r"|non (?:è stata )?trovata|non esiste|não (?:foi )?encontrada|não existe|niet gevonden"
    r"|bestaat niet|nie (?:została znaleziona|istnieje)|nenalezena|не найдена|не существует"
    r"|не знайдена?о?|nem található|bulunamadı|tidak ditemukan)"
)
_ENABLE = r"(?:enable|turn on|allow|activate|switch on)"
_FOREIGN_ENABLE = (
    r"(?:aktivieren sie|activez|activer|habilite|active|activa|attiva|abilita|ative|habilitar"
    r"|schakel|włącz|включите|увімкніть)"
)

CERTAIN = opening(
    rf"(?:{_ERROR}[:# ]{{0,2}})?{_STATUS}(?:[:. –—-]{{1,4}}(?:{_NAMES}|found|error))?[.!:]*$",
    rf"{_ERROR}[:# ]{{1,2}}{_STATUS}(?: ?[:–—-] ?.{{0,40}})?$",
    rf"(?:{_NAMES}|{_CHECKS})[.!?…:]*$",
    rf"(?:oops[!,.]* )?(?:that|this|the|your) {_PAGE} (?:can.t|cannot|could not|couldn.t) be "
    rf"found[.!]*$",
    r"(?:checking|verifying) (?:your browser|if the site connection|you are human)\b",
    r"(?:verify|confirm) (?:that )?you are (?:a )?human by\b|press (?:&|and) hold to confirm "
    r"you\b",
    r"you (?:don.t|do not) have permission to (?:access|view)\b",
    rf"(?:sorry[,.!]? )?(?:the|this) {_PAGE} (?:that )?you(?:.re| are| have| were)? (?:looking for"
    rf"|requested|tried to \w{{1,20}}|trying to \w{{1,20}}|followed|asked for)"
    rf"(?:$|.{{0,80}}{_MISSING})",
    rf"(?:sorry[,.!]? )?(?:the|this) (?:requested )?{_PAGE} .{{0,80}}(?:was not|could not be) found"
    r"(?: on this server\b.{0,60})?[.!]*$",
    r"(?:sorry[,.!–— ]{0,3})?we (?:haven.t|have not) been able to serve the page\b",
    r"(?:sorry[,.!]? )?you have been (?:blocked|rate[- ]limited)[.!]*$|you are unable to access\b",
    r"(?:our systems have|we.ve|we have) detected unusual (?:activity|traffic)"
    r"(?: from (?:your|this) .{1,80})?[.!]*$",
    r"your (?:access|request|ip)\b.{0,60}\b(?:blocked|limited|denied)[.!]*$",
    r"access to this (?:page|site) has been denied(?: because we believe .{1,99})?[.!]*$",
    r"(?:451[: ]*)?unavailable (?:due to|for) legal reasons[.!]*$",
    r"we recogni[sz]e (?:that )?you are attempting to access\b",
    r"(?:sorry[,.!]? )?this (?:content|page|site|website|video|article|story) is (?:not |un|no "
    r"longer )available(?: in your (?:region|country|location))?[.!]*$",
    r"please (?:enable js|make sure your browser supports|turn off your ad)\b",
    rf"(?:please |you (?:need|have|must) to |to continue,? (?:please )?)?{_ENABLE} "
    rf"(?:javascript|js)"
    r"(?: and cookies)?(?: in your browser(?: settings)?)?(?: (?:to|and|or|before) "
    r".{1,80})?[.!]*$",
    r"(?:we.ve detected that )?javascript (?:is|must be|has been) (?:not (?:available|enabled)"
    r"|disabled|required|turned off|enabled)(?: in (?:this|your) browser| to .{1,60})?[.!]*$",
    r"(?:this|our) (?:site|website|page|app) (?:requires|needs|works best with) "
    r"javascript\b.{0,60}$",
    rf"(?:bitte |veuillez |por favor,? |per favore,? |prosimy )?{_FOREIGN_ENABLE} "
    rf"javascript\b.{{0,60}}$",
    r"(?:sorry,? )?(?:we (?:can.t|couldn.t|cannot|could not) find|we.re sorry, but) (?:the|that|"
    r"this) page\b",
    rf"(?:(?:die|la|a|de|het|az|the) )?(?:(?:angeforderte|gesuchte|requested) )?(?:von ihnen "
    rf"gesuchte "
    rf")?{_FOREIGN_PAGE}\b.{{0,40}}{_FOREIGN_GONE}[.!]*$|nie znaleziono strony[.!]*$",
    r"(?:お探しの|指定された)?ページ.{0,20}(?:見つかりません|存在しません).{0,4}$",
    r".{0,12}(?:页面|頁面|网页|網頁).{0,12}(?:不存在|找不到|未找到).{0,4}$",
    r"(?:acceso denegado|accès refusé|zugriff verweigert|accesso negato|acesso negado|toegang "
    r"geweigerd|доступ запрещ[её]н)[.!]*$",
    r"error establishing a database connection\b|server error in .{1,40} application[.!]*$",
    r"the request could not be satisfied\b|(?:the )?(?:server|document) (?:encountered an "
    r"internal "
    r"error\b|has moved here[.!]*$)",
    r"your browser is (?:not|no longer) supported[.!]*$|(?:please )?complete the "
    r"captcha\b.{0,60}$",
    r"(?:this|our|the) (?:site|website|page) is (?:currently |temporarily )?(?:down for"
    r"|undergoing|under|unavailable due to) (?:scheduled |planned )?maintenance[.!]*$",
    r"sorry for the inconvenience but we.re performing some maintenance(?: at the moment)?[.!]*$",
    r"if you are not redirected automatically\b",
)
"""Openings of lines and sentences that no article has, or not as the whole of one."""

BESIDE = opening(
    r"(?:oops|sorry|hmm|uh[ -]oh|error|warning)[.!,…]*$|(?:loading|redirecting)[.!…]*$|\W{0,10}$",
    r"(?:reference|ray id|error code|incident|request id|support id|cloudflare ray id|guru "
    r"meditation"
    r"|xid|generated by|reference id|incapsula incident)\b[ :#].{0,80}$|guru "
    r"meditation:$|https?://\S{1,200}$",
    r"(?:performance (?:&|and) security|protected) by .{0,30}$|nginx.{0,20}$|apache.{0,60}$|"
    r"cloudflare$|varnish.{0,30}$|(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10}$|runtime error[.!]*$",
    r"(?:please )?(?:enable|turn on|allow) (?:javascript|cookies)\b.{0,60}$",
    r"(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10} needs to review the security of your "
    r"connection\b.{0,40}$",
    r"(?:this process is automatic|your browser will redirect|please (?:wait|allow up to|try "
    r"again|check|upgrade|switch|confirm you are not|make sure|contact|stand by|go back|complete|"
    r"include)|try again|go (?:back|to)|return to|back to|home ?page|contact us)\b.{0,200}$",
    r"(?:to continue, please click|for inquiries related to|need help\?|block reference|for more "
    r"information you can|unfortunately,? (?:we|your|our)|in the meantime|you are seeing this"
    r"|for any issues, contact|bloomberg need help\?|bloomberg$).{0,200}$",
    r"additionally, a \d{3}\b.{0,150}$|it looks like nothing was found\b.{0,60}$|maybe try "
    r"(?:a|one "
    r"of)\b.{0,60}$",
    r"(?:it|the page|this page|the link|this) (?:may|might|could) (?:have|be|happen)\b.{0,160}$",
    r"(?:if you (?:think|believe|are)|you (?:can|may|might|have been)|why (?:have|do|am|did) i|"
    r"what can i do|what happened)\b.{0,160}$",
    r"(?:this website|the site|we) (?:is|uses?|are) (?:using )?(?:a )?(?:security|checking|"
    r"unable)\b.{0,120}$",
    r"the action you just performed triggered\b|there are several actions that could\b"
    r"|there might be too much traffic\b|we can.t connect to the server\b",
    r"(?:javascript|your browser) (?:is|does) (?:disabled|not support)\b.{0,90}$",
    r"this page checks to see if it.s really you\b|we.ll be back soon[.!]*$",
)
"""Openings of what stands on such pages, and may stand elsewhere."""
