"""Greetings and thanks of people who talk in front of an audience."""
# ruff: noqa: RUF001 (typographic apostrophes)

import re

_LONGEST = 160
_ADDRESS = r"(?:(?:and|well|so|ok|okay|all right|alright|yes|no|oh|great|hi|hello|hallo|dear)\b,? "
r"|(?:[\w.'’-]+ ){0,3}[\w.'’-]+, ){0,3}?"
_THEN = r"(?=[\s,.!;:]*$|[,.!;:]| (?:for|so|very|again|all|both|everyone|everybody|and|indeed|dr|"
r"mr|mrs|ms|professor|a lot)\b)"
_COURTESY = re.compile(
    rf"{_ADDRESS}(?:"
    rf"(?:many thanks|thank you|thanks|thank you all){_THEN}"
    r"|(?:hello and )?(?:a (?:very )?(?:warm )?)?welcome(?: back)?(?: again)?(?: to (?:the|our|"
    r"this|today|another|\w+[,.]|you)|,|!|\.|$| everyone| everybody)"
    rf"|good (?:morning|evening|afternoon|day|night){_THEN}"
    r"|(?:it['’]?s |it is )?(?:so |very |really )?(?:good|great|nice|lovely|wonderful|glad|happy|"
    r"delighted|an honou?r|a pleasure|my pleasure|pleasure)"
    r" (?:to (?:be (?:here|with|back|on)|have you|see you|meet you|talk to you|join you)|having "
    r"you|talking to you)\b"
    r"|(?:you['’]?re|you are) (?:very )?welcome\b"
    r"|(?:we (?:have to|must|will have to|['’]?ll have to)|we['’]ll|let['’]s) leave it there\b"
    r"|(?:we['’]re|we are) (?:out of time|joined by|speaking to)\b|(?:joining (?:us|me) (?:now|"
    r"today|is|to)\b)"
    r"|(?:stay with us|we['’]ll be (?:right )?back|that['’]s all (?:for|we have|from us))\b"
    r"|(?:i['’]m|i am|my name is) (?-i:[A-Z][\w'’-]*+(?: [A-Z][\w'’-]*+){0,3})[.!]?$"
    r"|(?:see you|goodbye|bye)(?:$|[,.!]| (?:next|tomorrow|soon|later|again))"
    # German, French, Spanish, Italian, Portuguese, Dutch
    r"|(?:vielen|herzlichen|besten) dank\b|danke(?:$|[,.!]| (?:für|dass|schön|ihnen|dir|sehr))|"
    r"(?:wir|ich) (?:danken?|bedanken? (?:uns|mich))\b.{0,40}\b(?:gespräch|interview|zeit|sie|"
    r"ihnen|dir)\b"
    r"|guten (?:morgen|tag|abend)\b|(?:herzlich )?willkommen(?:$|[,.!]| (?:bei|zu|zurück|im|in "
    r"der))|schön,? dass (?:sie|du)\b|grüß gott\b"
    r"|(?:un grand )?merci(?:$|[,.!]| (?:d['’]|de |pour |beaucoup|à (?:vous|toi|tous)))|"
    r"bon(?:jour|soir)\b|bienvenue\b|nous vous remercions\b|enchantée?\b"
    r"|(?:muchas |muchísimas )?gracias(?:$|[,.!]| por\b)|buen[oa]s (?:días|tardes|noches)\b|"
    r"bienvenid[oa]s?\b|hola\b|un placer\b"
    r"|(?:mille |molte )?grazie(?:$|[,.!]| (?:per (?:aver|esser|il tempo)|di (?:cuore|esser|aver)|"
    r"mille\b))|buon(?:giorno|asera)\b|benvenut[oaie]\b|salve\b"
    r"|(?:muito )?obrigad[oa]s?(?:$|[,.!]| (?:por (?:ter|estar|aceitar|falar|receber|nos|vir)|"
    r"pela?)\b)|bom dia\b|boa (?:tarde|noite)\b|bem-vind[oa]s?\b|olá\b"
    r"|(?:dank (?:u|je)|bedankt|hartelijk dank)(?:$|[,.! ])|goede(?:morgen|middag|navond)\b|"
    r"welkom(?:$|[,.!]| (?:bij|terug|in))"
    r")",
    re.IGNORECASE,
)


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence, without the name of its speaker, only greets, thanks or says good-bye."""
    return len(sentence) <= _LONGEST and _COURTESY.match(sentence) is not None
