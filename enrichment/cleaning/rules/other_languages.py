"""Rules for common boilerplate lines in Spanish, French, German, Italian and Portuguese."""
# ruff: noqa: RUF001 (typographic apostrophes)

import re

from newsdesk.enrichment.cleaning.rules.credits import NAME
from newsdesk.enrichment.cleaning.rules.dates import CLOCK, DATE, MOMENT
from newsdesk.enrichment.cleaning.rules.rule import Rule, opening

_NETWORK = r"(?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|youtube|tiktok|google)"
_HERE = r"(?: (?:ahora|hoy|aquí|maintenant|ici|jetzt|hier|ora|qui|adesso|agora|aqui|hoje))?[.!»]*$"
_OUR = r"(?:nuestr[oa]s?|notre|nos|unsere?[mnrs]?|nostr[oai]|noss[oa]s?)"
_WORK = r"(?:trabajo|travail|arbeit|lavoro|trabalho|projeto|proyecto|projet|projekt|progetto|medio)"
_LETTER = (
    r"(?:newsletters?|bolet[ií]n(?:es)?|boletim|boletins|lettre|infolettre|canal|chaîne|kanal|"
    r"alert[ae]?s?|"
    r"alertes|notici\w+|notíci\w+|actualit\w+|nachrichten|notizi[ae]|titulares|novedades|novidades|"
    r"resumen|resumo|gratis|gratuit\w*|kostenlos|lire|leer|leyendo|leggere|ler|lesen|artículos?|"
    r"articles?|"
    r"artikel|articoli|artigos?|contenidos?|contenus?|inhalte|contenuti|conteúdos?|abonnés|"
    r"suscriptores|"
    r"premium|digital\w*|whatsapp|telegram|youtube|compte|cuenta|konto|conta|jornal|edição|"
    r"edición|revista)"
)
_PRESS = (
    r"(?:periodismo|diario|periódico|redacción|journal\w*|presse|média|rédaction|redaktion|zeitung|"
    r"giornal\w+|redazione|jornal\w*|medios? independientes?)"
)

DONATION = Rule(
    "donation",
    opening(
        r"(?:apoya|apoye|ayuda|soutenez|aidez|unterstützen sie|unterstütze|sostieni|aiuta|apoie|"
        rf"ajude)\b.{{0,50}}\b(?:{_PRESS}|{_OUR} (?:[\w-]+ )?{_WORK})\b.{{0,60}}$",
        r"(?:apóyanos|ayúdanos|soutenez-nous|aidez-nous|sostienici|aiutaci|ajude-nos|apoie-nos)"
        rf"(?:{_HERE}|\b.{{0,80}}\b(?:{_PRESS}|{_OUR}|informa\w*|ind[eé]pend\w*|indipend\w*|"
        rf"libr\w*|"
        r"don|donación|donazione|doação|patreon|paypal)\b)",
        r"unterstütze(?:n sie)? (?:uns|[\w-]+)"
        r"(?: (?:(?:bereits|schon|jetzt) )?(?:mit|durch|auf|bei (?:patreon|paypal|steady|"
        r"unser\w*)) "
        rf".{{1,60}})?{_HERE}",
        r"(?:haz|haga|hacer|faites|faire|je fais|fai|faça)"
        r" (?:una|un|uma) (?:donación|donativo|don|donazione|doação)" + _HERE,
        r"(?:donar|doar|spenden sie|(?:dona|done|doe)(?= (?:ahora|hoy|aquí|adesso|ora|qui|agora|"
        r"aqui|hoje)))" + _HERE,
        rf"jetzt (?:spenden|unterstützen){_HERE}",
        r"(?:hazte|hágase|devenez|diventa|torne-se|seja|werde|werden sie) (?:una? |uma? |unser )?"
        r"(?:soci[oa]|suscriptora?|membre|adhérent|abonnée?|sostenitore|apoiadora?|assinante|"
        rf"mitglied|abonnent\w*|förder\w+)(?:{_HERE}|\b.{{0,30}}\b(?:{_PRESS}|{_OUR}|"
        rf"uns)\b.{{0,30}}$)",
    ),
)
NEWSLETTER = Rule(
    "newsletter",
    opening(
        rf"(?:suscr[ií]b(?:ase|ete)|abonnez-vous|abonnieren sie|abbonati)\b(?:{_HERE}|"
        rf".{{0,60}}\b{_LETTER}\b.{{0,90}}$)",
        r"(?:inscr[ií]b(?:ase|ete)|regístr(?:ate|ese)|inscrivez-vous|connectez-vous|"
        r"identifiez-vous|"
        rf"iscriviti|registrati|inscreva-se|cadastre-se)\b(?:{_HERE}|"
        rf".{{0,60}}\b{_LETTER}\b.{{0,90}}$)",
        rf"assine(?: (?:já|agora)[.!]*$| (?:a|o|já|agora|nossa|nosso|"
        rf"por)\b.{{0,60}}\b{_LETTER}\b.{{0,40}}$)",
        r"(?:(?:jetzt|hier|den|unseren) ){0,2}newsletter(?: jetzt| hier)?"
        r"(?: abonnieren| bestellen)?[.!]*$",
        r"(?:jetzt|hier) (?:kostenlos )?(?:abonnieren|anmelden|registrieren|testen|weiterlesen)\b"
        rf"(?:[.!»]*$|.{{0,40}}\b{_LETTER}\b.{{0,40}}$)",
        r"melden sie sich\b.{0,60}\bnewsletter\b",
        rf"(?:recibe|reciba|recevez|erhalten sie|ricevi|"
        rf"receba)\b(?=.{{1,100}}\b{_LETTER}\b).{{1,100}}"
        r"\b(?:correo|e-?mail|courriel|boîte|newsletter|bolet[ií]n|boletim|posta|postfach|"
        r"whatsapp)\b.{0,40}$",
        r"(?:contenido|artículo|article|contenu|artikel|beitrag|contenuto|articolo|conteúdo|artigo|"
        r"matéria)\b.{0,30}\b(?:exclusiv[oa]s? para|sol[oa] para|réservée?s? aux|nur für|"
        r"riservat[oa] agli) (?:suscriptores|abonnés|abonnenten|abbonati|assinantes)\b",
        r"(?:¿?ya eres|ya soy|déjà|bereits|schon|sei già|já é) "
        r"(?:suscriptora?|abonnée?|abonnent\w*|abbonat[oa]|assinante)"
        r"(?:[?!.]*$|\?.{0,60}$|.{0,30}\b(?:anmeld|connecte|identifie|inicia|acced|entr[ae]|login|"
        r"log)\w*.{0,30}$)",
        r"(?:iniciar? sesión|se connecter|s['’]abonner|accedi|faça (?:seu )?login|entrar)[.!]*$",
    ),
)
PRIVACY = Rule(
    "privacy",
    opening(
        r"(?:utilizamos|usamos|este (?:sitio|site|portal)|esta (?:web|página)|al continuar|"
        r"nuestr[oa] (?:web|sitio)|ce site|nous utilisons|nos partenaires|en poursuivant|"
        r"en continuant|al navegar|si continúa|wir (?:verwenden|nutzen|setzen)|"
        r"(?:diese|unsere) (?:web)?(?:seite|site)|durch die (?:weitere )?nutzung|questo sito|"
        r"utilizziamo|usiamo|continuando|proseguendo|nosso site|ao (?:continuar|navegar)|"
        r"nós usamos)\b.{0,160}\bcookies?\b",
        r"(?:aceptar|rechazar|configurar|gestionar|tout accepter|accepter|refuser|paramétrer|gérer|"
        r"alle akzeptieren|alle ablehnen|accetta|rifiuta|gestisci|aceitar|rejeitar|recusar)"
        r"(?: (?:todas?|todos|tutti|tout|las|les|i|os|le|mes|meus))*(?: cookies?)?[.!]*$",
        r"(?:política|politique|informativa)(?: (?:de|sulla|di|des))? "
        r"(?:privacidad|cookies|confidentialité|privacy|privacidade)[.!]*$",
        r"(?:aviso legal|mentions légales|impressum|datenschutz(?:erklärung|hinweise)?|note legali|"
        r"cookie-einstellungen|termos de uso|condizioni d['’]uso|términos y condiciones)[.!]*$",
    ),
    longest=400,
)
SHARE = Rule(
    "share",
    opening(
        r"(?:s[ií]guenos|síganos|suivez-nous|retrouvez-nous|rejoignez-nous|folgen sie uns|"
        r"folg[et] uns|seguici|siga-nos|nos siga|encuéntranos)(?: también| aussi| auch| anche)?"
        r"(?: (?:en|sur|auf|bei|su|no|na|nas|em)\b.{0,120})?[.!:]*$",
        rf"siga (?:o|a|os|as) \w+(?: \w+){{0,3}} (?:no|na|nas|nos|em) {_NETWORK}\b.{{0,40}}$",
        r"ikuti (?:berita|update)\b.{0,60}\b(?:google news|whatsapp|telegram|di sini)\b.{0,40}$",
        rf"(?:auf|per|über|bei) (?:{_NETWORK}|e-?mail)(?: teilen| folgen)[.!]*$",
        r"(?:comparte|compartir|comparta|partager|partagez|teilen|condividi|compartilhe|"
        r"compartilhar|"
        r"partilhar)(?: (?:este|esta|cet|cette|l['’]|diesen|questo|quest['’]) ?(?:artículo|noticia|"
        r"article|artikel|beitrag|articolo|artigo|notícia|matéria))?"
        rf"(?: (?:en|sur|auf|su|no|via|por|par) {_NETWORK}\b.{{0,60}})?[.!:]*$",
    ),
    longest=160,
)
RELATED = Rule(
    "related",
    opening(
        r"(?:te puede interesar|le puede interesar|también te puede interesar|te recomendamos|"
        r"más información|noticias relacionadas|lo más (?:leído|visto)|lire (?:aussi|la suite)|"
        r"lire également|à lire(?: aussi| également)?|voir aussi|sur le même (?:sujet|thème)|"
        r"les (?:articles les )?plus lus|lesen sie (?:auch|hier|mehr)|mehr (?:zum thema|dazu)|"
        r"weiterlesen|auch interessant|das könnte (?:sie|dich) auch interessieren|"
        r"empfohlene (?:beiträge|artikel)|weitere (?:artikel|beiträge|themen)|meistgelesen\w*|"
        r"leggi anche|leggi tutto|guarda anche|"
        r"vedi anche|potrebbe interessarti(?: anche)?|i più letti|articoli correlati|"
        r"continua a leggere|leia (?:também|mais)|veja (?:também|mais)|saiba mais|mais lidas|"
        r"notícias relacionadas|continue lendo|le[ae] (?:también|más)|seguir leyendo|"
        r"lees meer(?: over)?|zur startseite|"
        r"(?:dalsza część|ciąg dalszy) \w+ (?:pod|poniżej)(?: \w+){0,2})"
        r"\s?(?:$|[.!:»>|–—-])(?!.*\d{3})",
    ),
    longest=180,
    skips_reports=False,
)
ADVERTISEMENT = Rule(
    "advertisement",
    opening(
        r"(?:publicidade|publicité|pubblicità|publicidad|anzeige|werbung|anúncio|patrocinado|"
        r"contenido patrocinado|sponsorisé|gesponsert|sponsorizzato)[.:]*$",
        r"la suite après (?:la|cette) publicité|(?:el artículo )?continúa (?:después de|tras) la "
        r"publicidad|continua (?:dopo la pubblicità|após a publicidade|depois da publicidade)|"
        r"(?:artikel|text) (?:geht|wird) nach der (?:anzeige|werbung) (?:weiter|fortgesetzt)",
    ),
    longest=120,
)
COMMENTS = Rule(
    "comments",
    opening(
        r"(?:deja|dejar|deje|escribe|añadir|ver|laisser|laissez|ajouter|écrire|voir|lascia|scrivi|"
        r"deixe|deixar|faça|alle|zeige)(?: (?:tu|su|un|une|los|les|seu|um|i|o|os))? "
        r"(?:comentarios?|commentaires?|kommentare?|comment[oi]|comentários?)[.!:]*$",
        r"(?:\d+ )?(?:comentarios|commentaires|kommentare|commenti|comentários)"
        r"(?: ?\(?\d+\)?)?[:.]*$",
        r"kommentar (?:schreiben|verfassen|hinterlassen)[.!:]*$",
    ),
)
COPYRIGHT = Rule(
    "copyright",
    opening(
        r"(?:.{0,100}[.,;|©–-] ?)?(?:todos (?:los|os) (?:derechos|direitos) reservados|"
        r"tous droits réservés|alle rechte vorbehalten|tutti i diritti riservati)\b.{0,60}$",
        r"©? ?riproduzione riservata|prohibida la reproducción|reproduction interdite",
    ),
    longest=300,
)
BYLINE = Rule(
    "byline",
    re.compile(
        rf"(?:Por|Par|Von|Di|POR|PAR|VON|DI) {NAME}(?:(?:,| y| et| und| e) {NAME}){{0,3}}"
        rf"(?:,? (?:en|à|in|em) {NAME})?(?:,? ?(?:[|•·–—-] ?)?(?:{MOMENT}|{DATE}))?$"
        rf"|(?i:autora?|auteure?|autore|autor|texto|texte)\s?: ?{NAME}(?:,? .{{0,30}})?$"
    ),
    longest=120,
    lines=8,
)
PHOTO = Rule(
    "photo_credit",
    re.compile(
        r"[\[(]?(?i:fotos?|fotografía|fotografia|imagen|imagem|bild(?:er|quelle)?|archivbild|"
        r"symbolbild|crédits?(?: photos?)?|créditos?|immagine)\s?[:©/]\s?.{1,90}(?<![a-zà-ÿ]{3}\.)$"
    ),
    longest=120,
)
STAMP = Rule(
    "timestamp",
    re.compile(
        r"(?i:publicad[oa]|actualizad[oa]|atualizad[oa]|publiée?|mise? à jour|modifiée?|"
        r"veröffentlicht|aktualisiert|stand|pubblicat[oa]|aggiornat[oa])\b:?"
        r"(?i: (?:el|em|le|am|il|a las|à|um|vom))? ?"
        rf"(?:{MOMENT}|{DATE}(?:,? {CLOCK})?|{CLOCK})[.,]?(?: ?(?i:uhr|h|hs|hrs))?\.?"
        r"(?: ?[|•·–—,-].{0,60})?$"
    ),
    longest=120,
    skips_reports=False,
)
OTHER_LANGUAGES = (
    DONATION,
    NEWSLETTER,
    PRIVACY,
    SHARE,
    RELATED,
    ADVERTISEMENT,
    COMMENTS,
    COPYRIGHT,
    BYLINE,
    PHOTO,
    STAMP,
)
