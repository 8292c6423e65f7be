"""Number words in several languages, and the names and signs of units."""


def _counted(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * i for i, word in enumerate(words.split())}


ENGLISH_UNITS = _counted(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    0,
)
ENGLISH_TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
ENGLISH_SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
}
ENGLISH_ORDINALS = {
    **_counted("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 3),
    **_counted("thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth", 13),
    **_counted(
        "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 20, 10
    ),
    "hundredth": 100,
}

CARDINALS = {
    "de": _counted("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", 2),
    "fr": _counted("deux trois quatre cinq six sept huit neuf dix onze douze", 2),
    "es": _counted("dos tres cuatro cinco seis siete ocho nueve diez once doce", 2),
    "it": _counted("due tre quattro cinque sei sette otto nove dieci undici dodici", 2),
    "pt": _counted("dois três quatro cinco seis sete oito nove dez onze doze", 2) | {"duas": 2},
    "nl": _counted("twee drie vier vijf zes zeven acht negen tien elf twaalf", 2),
}
"""Small numbers that newspapers write in words; in other languages only figures are read."""

SCALES = {
    **ENGLISH_SCALES,
    "mn": 10**6,
    "mln": 10**6,
    "bln": 10**9,
    "tn": 10**12,
    "tausend": 10**3,
    "mio": 10**6,
    "millionen": 10**6,
    "mrd": 10**9,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "billionen": 10**12,
    "mille": 10**3,
    "millions": 10**6,
    "milliard": 10**9,
    "milliards": 10**9,
    "mil": 10**3,
    "millón": 10**6,
    "millones": 10**6,
    "mila": 10**3,
    "milione": 10**6,
    "milioni": 10**6,
    "miliardo": 10**9,
    "miliardi": 10**9,
    "milhão": 10**6,
    "milhões": 10**6,
    "duizend": 10**3,
    "miljoen": 10**6,
    "miljard": 10**9,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
}
"""Words that multiply the figure before them."""

LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9}
"""Letters that may multiply the figure before them; 5m may also be five metres."""

UNITS = {
    "%": "%",
    "percent": "%",
    "per cent": "%",
    "pct": "%",
    "prozent": "%",
    "pour cent": "%",
    "por ciento": "%",
    "per cento": "%",
    "por cento": "%",
    "procent": "%",
    "$": "$",
    "dollar": "$",
    "dollars": "$",
    "usd": "$",
    "£": "£",
    "pound": "£",
    "pounds": "£",
    "gbp": "£",
    "€": "€",
    "euro": "€",
    "euros": "€",
    "eur": "€",
    "¥": "¥",
    "yen": "¥",
    "yuan": "yuan",
    "₹": "₹",
    "rupee": "₹",
    "rupees": "₹",
    "₽": "₽",
    "₩": "₩",
    "₺": "₺",
}
"""The names and signs of percent and currencies."""
