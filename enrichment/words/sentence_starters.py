"""Words that begin sentences: after "U.S." a capital "It" begins one, and "Senate" does not."""

import re

from newsdesk.enrichment.words.function_words import function_words
from newsdesk.enrichment.words.name_words import ROLES
from newsdesk.enrichment.words.ordinary_words import is_ordinary

_FIRST_WORD = re.compile(r"[^\w§]*+([^\W\d_]++(?:['’][^\W\d_]++)?+)(?!\.)")
_ENGLISH = frozenset(
    """
    a about after again all also although an and another any anyone as at because before both but by
    despite during each earlier either even every everyone few for from he her here his how however i
    if in instead is it it's its just last later like many meanwhile more most much my neither no
    nobody none nor not nothing now of officials on once one only or other others our out over people
    perhaps police she since so some still such that that's the their then there there's these they
    they're this those though through to today two under until up we we're what when where whether
    which while who why with within without yesterday yet you your
    """.split()
)
# Roles, which also begin sentences.
_NOT_ROLES = frozenset(["former", "new", "old", "police", "star", "state", "young"])
_ELIDING = frozenset(["ca", "fr", "it"])
_OTHERS = {
    "cs": "ten ta to tato tento tyto on ona oni jeho její jejich podle proto ale také dnes nyní už v k u",
    "da": "det den de han hun vi man der her nu i på ved efter men så også ifølge",
    "de": "er sie es wir ich man ihr das dies diese dieser dieses dort hier nun jetzt damit dabei danach"
    " deshalb doch auch aber wer was wie wann wo weil wenn kein keine beim laut",
    "el": "αυτός αυτή αυτό αυτοί ήταν είναι όμως ωστόσο σήμερα τώρα δεν όταν",
    "es": "él ella ellos ellas ello eso esto ahora ayer hoy allí aquí pero según tampoco nadie fue era"
    " le les lo",
    "fr": "il elle ils elles on nous vous je cela ce cet cette ces ici là hier selon mais personne rien"
    " c l d qu n s j",
    "hu": "ez az ezt azt ő ők most itt ott így",
    "id": "dia ia mereka kami kita ini itu sementara namun menurut",
    "it": "egli lui lei loro esso essa ciò questo questa qui là ora oggi ieri secondo ma nessuno"
    " l c d un è",
    "nb": "det den de han hun vi man der her nå i på ved etter men så også ifølge",
    "nl": "hij zij ze het wij we men dit dat daar hier nu maar ook volgens niemand er",
    "pl": "on ona ono oni one to ta ten te tam tu teraz ale także według nikt nie",
    "pt": "ele ela eles elas isso isto lá aqui agora hoje ontem mas segundo ninguém nada foi era",
    "ro": "el ea ei ele acest această acum aici acolo dar potrivit nimeni",
    "ru": "он она оно они мы вы это этот эта эти там тут теперь сейчас сегодня но также их её ее его"
    " никто ничего",
    "sv": "det den de han hon vi man där här nu i på vid efter men så också enligt",
    "tr": "bu o şu onlar bunlar burada orada şimdi bugün ancak ama fakat daha",
    "uk": "він вона воно вони ми ви це цей ця ці там тут тепер зараз сьогодні але також їх її його"
    " ніхто нічого",
}
# Wikipedia's most frequent words of these are from articles about villages.
_UNFIT_LISTS = frozenset(["tr", "vi"])
_OTHER_WORDS = {language: frozenset(words.split()) for language, words in _OTHERS.items()}


def begins_sentence(after: str, language: str) -> bool:
    """Whether the first word of `after` is one that mostly begins sentences when capitalized."""
    match = _FIRST_WORD.match(after)
    if match is None:
        return False
    word = match.group(1)
    small = word.lower()
    if word.isupper() and len(word) > 1:
        return False
    if language == "en":
        return small in _ENGLISH
    if language in _ELIDING:
        small = re.split("['’]", small)[0]
    if small in _OTHER_WORDS.get(language, ()):
        return True
    return language not in _UNFIT_LISTS and small in function_words(language)


def is_ordinary_start(after: str, language: str) -> bool:
    """Whether `after` begins with an ordinary English word, which is neither title nor name."""
    match = _FIRST_WORD.match(after) if language == "en" else None
    word = match.group(1).lower() if match and not match.group(1).isupper() else ""
    return is_ordinary(word) and (word not in ROLES or word in _NOT_ROLES)
