"""Whether a sentence reports what happened, or only shows something, as captions do."""

import re

_WORDS = re.compile(r"[^\W\d_]+")
_MOST = 60
_LONGEST = 700
_OF_PLACES = re.compile(
    r"[,(] ?(?:left|right|centre|center|second from left)\b"
    r"|\b(?:is|are|can be) (?:seen|pictured|shown|photographed)\b"
)
_VERBS = """
said says told tells has have had was were is are be been will would could can may might
should must did does do won rose fell left took made went came began found got gave saw
struck hit met held led lost ran broke shot sank fled sent spent built bought sold paid
grew drew threw flew kept became stood sat felt brought caught taught burst cut put set
quit shut beat cost wrote spoke chose froze stole woke drove rode swam sang hung
hat haben hatte hatten ist sind war waren wurde wurden wird werden soll sollen wollen
kann können konnte muss müssen sagte teilte gab kam ging starb stieg fiel darf dürfen
ont est sont avait avaient était étaient sera seront va vont aurait serait fut été dit
doit doivent peut peuvent pourrait
ha han fue fueron eran será serán dijo está están puede pueden debe deben hubo habrá
hanno è sono erano sarà saranno stato stata detto può possono deve
foi foram serão disse estão vai vão pode podem deve devem houve
heeft hebben zijn werd werden zal zullen zei wordt worden moet moeten kan kunnen
"""
_REPORTING = frozenset(_VERBS.split())
_PAST = ("ed", "ó", "aron", "ieron", "aram", "eram", "iram", "ou")
_BEFORE_ADJECTIVES = "a an the of in with and by his her their its some as"
_AFTER_ARTICLE = frozenset(_BEFORE_ADJECTIVES.split())
_ADJECTIVES = "pictured photographed located dressed seated crowded abandoned"
_OF_CAPTIONS = frozenset(_ADJECTIVES.split())
_SMALL_WORDS = """
a an the of in on at with from and near
der die das ein eine einer einem im am auf und von bei
le les des une dans du sur au et
el los las una del por con la
il della nel alla gli un
os uma ao dos sobre
het een van op voor bij
"""
_FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())
_ENOUGH = 2


def reports(text: str) -> bool:
    """Whether one of the first words of `text` is a verb that reports: past, perfect, future.

    Seven languages are known; of words that mean something else in another of them, the doubt
    counts as reporting.
    """
    return _report(_words(text))


def only_shows(text: str) -> bool:
    """Whether `text` is of a known language, and in the present tense or without a verb."""
    words = _words(text)
    return len(_FUNCTION_WORDS.intersection(words)) >= _ENOUGH and not _report(words)


def _words(text: str) -> list[str]:
    return _WORDS.findall(_OF_PLACES.sub(" ", text[:_LONGEST].lower()))[:_MOST]


def _report(words: list[str]) -> bool:
    return any(
        word in _REPORTING
        or (
            word.endswith(_PAST)
            and len(word) > 4
            and word not in _OF_CAPTIONS
            and before not in _AFTER_ARTICLE
        )
        for before, word in zip(["", *words], words, strict=False)
    )
