"""Greetings and thanks of people who talk in front of an audience."""
# ruff: noqa: RUF001 (typographic apostrophes)

import re

_LONGEST = 160
_ADDRESS = (
    r"(?:(?:and|well|so|ok|okay|all right|alright|yes|no|oh|great|hi|hello|hallo|dear|q)\b,? "
    r"|(?:[\w.'’-]+ ){0,3}[\w.'’-]+, ){0,3}?"
)
_THEN = (
    r"(?=[\s,.!;:]*$|[,.!;:]| (?:for|so|very|again|all|both|everyone|everybody|and|indeed|dr|mr|"
    r"mrs|ms|professor|a lot)\b)"
)
_PLEASED = (
    r"(?:good|great|nice|lovely|wonderful|glad|happy|delighted|an honou?r|a pleasure|my pleasure|"
    r"pleasure)"
)
_PHRASES = (
    rf"(?:many thanks|thank you|thanks|thank you all){_THEN}",
    r"(?:hello and )?(?:a (?:very )?(?:warm )?)?welcome(?: back)?(?: again)?"
    r"(?: to (?:the|our|this|today|another|\w+[,.]|you)|,|!|\.|$| everyone| everybody)",
    rf"good (?:morning|evening|afternoon|day|night){_THEN}",
    rf"(?:it['’]?s |it is )?(?:so |very |really )?{_PLEASED} "
    r"(?:to (?:be (?:here|with|back|on)|have you|see you|meet you|talk to you|join you)|"
    r"having you|talking to you)\b",
    r"(?:you['’]?re|you are) (?:very )?welcome\b",
    r"(?:we (?:have to|must|will have to|['’]?ll have to)|we['’]ll|let['’]s) leave it there\b",
    r"(?:we['’]re|we are) (?:out of time|joined by|speaking to)\b",
    r"joining (?:us|me) (?:now|today|is|to)\b",
    r"(?:stay with us|we['’]ll be (?:right )?back|that['’]s all (?:for|we have|from us))\b",
    r"(?:i['’]m|i am|my name is) (?-i:[A-Z][\w'’-]*+(?: [A-Z][\w'’-]*+){0,3})[.!]?$",
    r"(?:see you|goodbye|bye)(?:$|[,.!]| (?:next|tomorrow|soon|later|again))",
    # German
    r"(?:vielen|herzlichen|besten) dank\b",
    r"danke(?:$|[,.!]| (?:für|dass|schön|ihnen|dir|sehr))",
    r"(?:wir|ich) (?:danken?|bedanken? (?:uns|mich))\b.{0,40}\b(?:gespräch|interview|zeit|sie|"
    r"ihnen|dir)\b",
    r"guten (?:morgen|tag|abend)\b|grüß gott\b|schön,? dass (?:sie|du)\b",
    r"(?:herzlich )?willkommen(?:$|[,.!]| (?:bei|zu|zurück|im|in der))",
    # French
    r"(?:un grand )?merci(?:$|[,.!]| (?:d['’]|de |pour |beaucoup|à (?:vous|toi|tous)))",
    r"bon(?:jour|soir)\b|bienvenue\b|nous vous remercions\b|enchantée?\b",
    # Spanish
    r"(?:muchas |muchísimas )?gracias(?:$|[,.!]| por\b)",
    r"buen[oa]s (?:días|tardes|noches)\b|bienvenid[oa]s?\b|hola\b|un placer\b",
    # Italian
    r"(?:mille |molte )?grazie(?:$|[,.!]| (?:per (?:aver|esser|il tempo)|di (?:cuore|esser|aver)|"
    r"mille\b))",
    r"buon(?:giorno|asera)\b|benvenut[oaie]\b|salve\b",
    # Portuguese
    r"(?:muito )?obrigad[oa]s?(?:$|[,.!]| (?:por (?:ter|estar|aceitar|falar|receber|nos|vir)|"
    r"pela?)\b)",
    r"bom dia\b|boa (?:tarde|noite)\b|bem-vind[oa]s?\b|olá\b",
    # Dutch
    r"(?:dank (?:u|je)|bedankt|hartelijk dank)(?:$|[,.! ])",
    r"goede(?:morgen|middag|navond)\b|welkom(?:$|[,.!]| (?:bij|terug|in))",
)
_COURTESY = re.compile(rf"{_ADDRESS}(?:{'|'.join(_PHRASES)})", re.IGNORECASE)


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence, without the name of its speaker, only greets, thanks or says good-bye."""
    return len(sentence) <= _LONGEST and _COURTESY.match(sentence) is not None
