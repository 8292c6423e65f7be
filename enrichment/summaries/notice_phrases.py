"""Phrases that notices to the reader begin with, in English and other languages."""
# ruff: noqa: RUF001 (typographic apostrophes and dashes)

import re
from importlib.resources import files

import yaml

from newsdesk.enrichment.cleaning.rules.rule import opening
from newsdesk.enrichment.words.character_classes import MARKS


def _of_languages(kind: str) -> str:
    """Return the phrases of a kind in `notice_phrases.yaml` as alternatives."""
    text = files("newsdesk.enrichment.summaries").joinpath("notice_phrases.yaml").read_text("utf-8")
    lists: dict[str, dict[str, str]] = yaml.safe_load(text)
    phrases = {phrase for own in lists.values() for phrase in own.get(kind, "").splitlines()}
    return "|".join(re.escape(phrase).replace("'", "['’]") for phrase in sorted(phrases))


_PIECE = (
    r"(?:article|story|post|piece|headline|column|interview|transcript|news item|copy|page|podcast)"
)
_NOTE = (
    r"(?:corrections?(?: (?:and|&) clarifications?)?|spoiler (?:alert|warning)|for the record|"
    r"amendments?|clarifications?|"
    r"errat(?:um|a)|editor['’]?s['’]? notes?|"
    r"editorial note|publisher['’]s note|author['’]s note|writer['’]s note|note (?:to|from) "
    r"(?:our )?(?:the )?"
    r"(?:readers?|editors?)|reader advisory|(?:advertiser |affiliate |editorial )?disclosures?|"
    r"disclaimer|(?:content|trigger) "
    r"(?:warning|notice|note)|"
    r"(?:viewer|reader) discretion(?: advised)?|"
    r"korrekturhinweis|korrektur|richtigstellung|berichtigung|transparenzhinweis|in eigener sache|"
    r"(?:anmerkung|hinweis|anm\.) (?:der|d\.) (?:redaktion|red\.)|triggerwarnung|"
    r"fe de err(?:ores|atas)|corrección|rectificación|aclaración|nota (?:de (?:la )?redacción|"
    r"del? (?:editor|autor|director)|de la (?:editora|autora))|n\. de la r\.|advertencia de "
    r"contenido|"
    r"rectificatif|correction|précision|note (?:de la rédaction|de l['’]éditeur)|ndlr|"
    r"errata corrige|rettifica|correzione|precisazione|nota (?:della redazione|del redattore|di "
    r"redazione)|ndr|"
    r"errata|correção|correcção|nota d[ae] redação|nota d[oa] editora?|"
    r"rectificatie|correctie|noot van de redactie|naschrift(?: (?:van de )?redactie)?|"
    r"rättelse|rettelse|rettelser|sprostowanie|oikaisu|уточнение|исправление|от редакции|"
    r"примечание редакции|düzeltme|ralat|koreksi|diorthosi|διόρθωση|"
    r"(?:भूल )?सुधार|स्पष्टीकरण|संपादकीय नोट|संपादक (?:का|की) (?:नोट|टिप्पणी)|अस्वीकरण|डिस्क्लेमर|"
    r"تصحيح|تنويه|استدراك|ملاحظة (?:المحرر|التحرير|المحررة)|اصلاحیه|"
    r"编者按|更正|勘误|編者按|編集部注|訂正|おことわり|편집자 ?주|정정|바로잡습니다"
    rf"|{_of_languages('label')})"
)
LABEL = re.compile(
    rf"[\W_]{{0,4}}{_NOTE}[*_)\]]{{0,3}}\s?(?:[:：】]|[—–-]\s|\.\s(?=[A-ZÀ-Þ])|$)", re.IGNORECASE
)
"""Matched at a line's start: the name of a notice, before a mark."""

_HELP = (
    r"(?:suicid|self-harm|crisis|abuse|affected|struggl|distress|in danger|domestic|rape|assault|"
    r"addict|"
    r"helpline|hotline|lifeline|mental health|support|eating disorder|bullying|gambl|bereave|"
    r"depress)"
)
SENTENCE = opening(
    # English: about this article, its content, its funding
    rf"this {_PIECE}(?:['’]s headline)?(?: and (?:its )?headline)?,? (?:was|has been|is|were|will "
    rf"be)\b"
    r"(?: (?!an?\b|the\b)\w+){0,2}? (?:amended|updated|corrected|edited|clarified|"
    r"revised|changed|modified|republished|"
    r"(?:re)?published|translated|adapted|excerpted|commissioned|supported|sponsored|funded|"
    r"produced|"
    r"made possible|paid|part of|written)\b",
    r"this (?:report|update|blog) (?:was|has been) (?:amended|updated|corrected|clarified)\b",
    rf"this (?:version|{_PIECE}) (?:corrects|clarifies|restores|removes|updates|has been|was) \w",
    rf"this (?:[a-z]{{3,9}}\.? \d{{1,2}}(?:, \d{{4}},?)? )?{_PIECE} (?:has been|was) (?:corrected|"
    rf"amended|updated|refiled)\b",
    r"this is an? (?:updated|corrected|edited|abridged|revised|shortened|condensed) (?:version|"
    r"extract|excerpt|transcript)\b",
    r"(?:due to|because of|owing to) an? (?:editing|production|reporting|typographical|technical|"
    r"translation|"
    r"transcription|typing) (?:error|mistake)\b",
    r"(?:an?|the|in an?|our) (?:earlier|previous|prior|original|initial|first) version of (?:this|"
    r"our)\b",
    rf"the headline (?:of|on|to|for) this {_PIECE}\b|except for the headline\b",
    r"(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed (?:here|in this|by the "
    r"author|by contributors|are)\b",
    r"the writers? (?:is|are) (?:an? |the )\w",
    rf"(?:an?|the|in an?|our) (?:earlier|previous|prior|original|initial|first) (?:version of the "
    rf")?{_PIECE}\b"
    r".{0,40}\b(?:mis\w+|incorrect\w*|wrong\w*|erroneous\w*|in error)\b",
    rf"(?:the|our) (?:earlier |original )?{_PIECE} (?:has been|was) (?:amended|corrected|updated|"
    rf"clarified)\b",
    rf"(?:warning|please note|caution)?[:,]?\s?(?:this|the following) (?:{_PIECE}|report|episode|"
    rf"video)"
    r" (?:contains?|includes?|discusses|describes|mentions|features|deals "
    r"with)\b.{0,80}\b(?:descri\w+|detail"
    r"s?|references?|discussions?|graphic|distress\w*|upset\w*|disturb\w*|spoilers?|violence|"
    r"suicide|sexual|"
    r"self-harm|abuse|language|images?|themes?|content)\b",
    r"(?:warning|caution): (?:contains|spoilers|graphic|distressing|some (?:readers|viewers))\b",
    rf"we (?:have )?(?:corrected|amended|updated|clarified|changed|removed)\b.{{0,80}}\b(?:this|"
    rf"our|the) "
    rf"(?:{_PIECE}|report|text)\b",
    r"(?:an?|the) (?:earlier|previous|original) headline (?:on|of|to|for)\b",
    r"clarification (?:on|of|about|to) (?:our|a|the|\w+day['’]s) (?:\w+ )?(?:story|article|report|"
    r"headline)\b",
    rf"this (?:{_PIECE}|content) (?:has not been edited|is (?:paid|sponsored|produced|presented|"
    rf"auto))\b",
    r"any(?:one|body) (?:who (?:is|has|needs|feels)|in|needing|affected|experiencing|seeking|"
    r"struggling)\b"
    rf".{{0,100}}{_HELP}.{{0,60}}\d{{3}}",
    r"(?:viewer|reader|listener) discretion is (?:strongly )?advised\b",
    r"(?:(?:the )?(?:reporting|travel|coverage)|this (?:reporting|series|project|coverage)) "
    r"(?:for|of|on)?\b.{0,40}\b"
    r"(?:was|is|were|were partly) (?:supported|funded|paid for|made possible|sponsored) (?:by|"
    r"through)\b",
    r"(?:the |our )?(?:author|writer|reporter|journalist|reviewer)\b.{0,40}\b(?:was a guest of|"
    r"travelled as a|"
    r"traveled as a|received (?:a )?(?:free|complimentary)|was hosted by)\b",
    r"(?:\w+ ){1,4}is an? (?:independent |nonprofit |non-profit )*(?:newsroom|news organi[sz]ation|"
    r"news outlet)\b.{0,60}\b(?:covering|that|sign up|subscribe)\b",
    r"(?:breaking(?: news)?(?: update)?\W{1,3})?more (?:details )?(?:to follow|soon)\W*$",
    r"(?:related|recommended)(?: \w+)?\s?[:|]\s|also (?:on|in|from) (?:the|our|this) \w+\s?:",
    # English: what to read, hear or subscribe to
    r"get (?:(?:all )?(?:the |our ))?(?:latest|best|top|biggest|breaking)\b.{0,60}\b(?:inbox|phone|"
    r"app|newsletter|alerts?)\b",
    r"don['’]t miss (?:out on )?(?:the|our|any)\b.{0,60}\b(?:headlines|newsletter|"
    r"updates?|alerts?)\b",
    r"stay (?:up[ -]to[ -]date|informed|tuned|connected)\b.{0,60}\b(?:notifications|newsletter|"
    r"alerts?|app|inbox|updates|briefing)\b",
    r"followed categories will be added\b",
    r"you(?: are|['’]re) reading (?:an?|one of) \w+ (?:article|version|preview|story)\b",
    r"unlock (?:this|the|full|all|unlimited)\b.{0,60}\b(?:free|access|article|story|newsletter)\b",
    r".{0,80}\bselects? (?:her|his|their) favou?rite stories\b",
    r"(?:listen|subscribe|tune in) (?:to|on|now|here|via)\b.{0,80}\b(?:podcasts?|spotify|wherever "
    r"you)\b(?!.{0,80}\b(?:said|says|told)\b)",
    # English: help
    r"if you or (?:some(?:one|body)|any(?:one|body)|a loved one)\b.{0,80}\b(?:call|text|dial|"
    r"contact)\b",
    r"in an emergency,? (?:always |please )?(?:call|dial|ring|phone)\b",
    rf"if you(?:['’]ve| have|['’]re| are|,| or| know| need| feel| think| suspect| "
    rf"want)\b.{{0,160}}{_HELP}",
    r"(?:for|to (?:get|find|access|receive)) (?:\w+ ){0,3}(?:help|support|advice|"
    r"counsel+ing)\b.{0,80}"
    r"\b(?:call|contact|visit|text|go to|ring|dial|e-?mail)\b",
    r"(?:free |confidential |emotional )*(?:help|support|information and support|advice)(?:,? "
    r"\w+){0,6} (?:is|are|can"
    r" be) (?:available|found|obtained)\b",
    r"(?:you can )?(?:call|contact|text|dial|ring|phone) (?!.{0,120}\b(?:said|says|told)\b)"
    r"(?:the )?(?:samaritans|childline|nspcc|"
    r"lifeline|mind|"
    r"refuge|\d{3,}|national (?:suicide|domestic)|.{2,50}(?:helpline|hotline|lifeline|crisis line|"
    r"crisis text))",
    r"(?:other |more )?(?:international )?(?:suicide |crisis )?(?:helplines|hotlines|sources of "
    r"(?:help|support))\b"
    r".{0,40}\b(?:can be found|are available|include|are listed)\b",
    r"details of (?:help|organi[sz]ations|support)\b.{0,80}\b(?:available|bbc action line)\b",
    # German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian: versions of the article
    r"(?:in einer|eine) (?:früheren?|vorherigen?|ersten?|ursprünglichen?) (?:version|"
    r"fassung)\b.{0,40}"
    r"\b(?:artikels?|textes?|textes|beitrags?|berichts?|meldung|hieß|stand)\b",
    r"(?:dieser|der) (?:artikel|text|beitrag) wurde .{0,60}(?:korrigiert|aktualisiert|geändert|"
    r"ergänzt|"
    r"überarbeitet)\b",
    r"dieser (?:artikel|text|beitrag) (?:ist (?:teil|zuerst|erstmals)|erschien "
    r"(?:zuerst|erstmals))\b",
    r"hinweis\s?: (?:dieser|diese|der folgende) \w+ (?:enthält|behandelt|schildert)\b",
    r"an dieser stelle finden sie\b",
    r"(?:wir haben (?:den|diesen) (?:fehler|text|artikel|absatz)|wir bitten,? (?:den|die) "
    r"(?:fehler|irrtum))\b",
    r"(?:una|la|en una|en la) (?:primera )?versión (?:anterior|previa|original|inicial)? ?de "
    r"(?:este|esta)\b",
    r"(?:este|esta) (?:artículo|noticia|texto|información) (?:fue|ha sido|se ha) (?:actualizad|"
    r"corregid|modificad)",
    r"(?:une|la|dans une|la) (?:première |précédente )?version (?:précédente |antérieure |"
    r"initiale )?de (?:cet|ce|"
    r"cette) (?:article|texte|papier|dépêche)\b",
    r"cet article a été (?:modifié|corrigé|mis à jour|actualisé|amendé)",
    r"(?:una|la|in una) (?:prima |precedente )?versione (?:precedente |originale |iniziale )?di "
    r"(?:questo|quest['’])",
    r"(?:questo articolo|l['’]articolo) è stato (?:corretto|aggiornato|modificato)\b",
    r"(?:uma|a|em uma|numa) (?:primeira )?versão (?:anterior|original|inicial)? ?d(?:este|esta|"
    r"essa|esse)\b",
    r"(?:este|esta) (?:texto|reportagem|artigo|matéria|notícia) foi (?:atualizad|corrigid|alterad|"
    r"modificad)",
    r"(?:(?:este|esta) (?:artículo|texto|reportaje|artigo) (?:contiene|contém)|cet article "
    r"contient|questo articolo "
    r"contiene|dit artikel bevat|diese[rs]? (?:artikel|text|beitrag) (?:enthält|behandelt|"
    r"thematisiert)) ",
    r"(?:in een|een) (?:eerdere|vorige) versie van dit\b|dit (?:artikel|bericht) (?:is|werd) "
    r"(?:aangepast|"
    r"bijgewerkt|gecorrigeerd)\b",
    r"(?:i en tidigare version av|i en tidligere versjon av|i en tidligere version af)\b",
    # The same languages: help
    r"(?:haben|hast|denken|brauchen|brauchst|leiden|leidest|kreisen) (?:sie|du|ihre|"
    r"deine)\b.{0,80}(?:suizid|"
    r"selbst(?:mord|tötung|verletz)|gedanken|hilfe|krise)",
    r"(?:wenn|falls|sollten) (?:sie|du|es ihnen|es dir|ihre gedanken)\b.{0,120}(?:suizid|"
    r"selbst(?:mord|tötung)|"
    r"hilfe|krise|telefonseelsorge)",
    r"(?:si (?:usted|tú|necesitas?|conoces?|tienes?|está|estás|has|ha|sufres|eres|crees|"
    r"piensas))\b.{0,120}"
    r"(?:suicid|ayuda|violencia|maltrat|llam[ae])",
    r"si (?:vous|tu) (?:avez|êtes|as|es|pensez|connaissez|souffrez)\b.{0,140}(?:suicid|aide|"
    r"victime|appel|écoute)",
    r"se (?:hai|stai|sei|conosci|tu|ti|pensi|vuoi)\b.{0,120}(?:suicid|aiuto|telefono amico|chiama|"
    r"violenza)",
    r"(?:se|caso) (?:você|precisa|está|conhece|estiver|precisar|tem)\b.{0,120}(?:suic|ajuda|cvv|"
    r"ligue|violência)",
    r"(?:denk|heb|worstel|praten) (?:je|jij|u|over)\b.{0,80}(?:zelfmoord|zelfdoding|suïcid|hulp)",
    r"(?:mår du|har du|behöver du|trenger du|har du brug)\b.{0,80}(?:själv|selvmord|hjälp|hjelp|"
    r"hjælp)",
)  # fmt: skip
"""Matched at a sentence's start: a notice without its name."""
SENTENCE_OF_LANGUAGES = re.compile(
    rf"(?:{_of_languages('sentence')})(?![a-zà-ÿа-яёіїєґα-ωά-ώ{MARKS}])", re.IGNORECASE
)
"""Matched at a sentence's start: a notice about the article, in many languages."""
