"""Patterns for dates and times in datelines and bylines, in English and five other languages."""
# ruff: noqa: RUF001 (dates are joined by typographic dashes)

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|januar|jänner|februar|märz|juni|juli|oktober|dezember"
    "|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ene|abr|ago|dic|janv|févr?|avr|juil|déc"
    r"|okt|dez|gen|mag|giu|lug|set|ott|fev|mai|out)\b\.?"
)
MONTH = rf"(?i:{_MONTHS})"
_ORDINAL = r"(?:st|nd|rd|th|er|º|°|\.)?"
DATE = (
    rf"(?:{MONTH} \d{{1,2}}{_ORDINAL}(?:,? \d{{4}})?"
    rf"|(?:le |el |den )?\d{{1,2}}{_ORDINAL} (?:de |of )?{MONTH}(?:,?(?: de| del)? \d{{4}})?)"
)
_WEEKDAY = (
    r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi"
    r"|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunedì|martedì"
    r"|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)-feira)"
)
CLOCK = (
    r"(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|Uhr|hrs?\b|h\b))?"
    r"|\d{1,2}\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|Uhr))"
    r"(?:,? \(?(?:GMT|UTC|[A-Z]{1,2}[SD]?T|CES?T|[EW]AT)\b\)?)?"
)
NUMERIC_DATE = r"(?:\d{4}-\d\d-\d\d(?:T[\d:.+Z-]{4,14})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
_JOIN = r"(?:,? (?:at|on|à|um|a las|alle|alle ore|às|de)|,|\s?[|/·•–—-])? ?"
# A moment: a whole date, a time of day, or both in either order.
MOMENT = (
    rf"(?:{_WEEKDAY},? )?(?:{CLOCK}{_JOIN}(?:{_WEEKDAY},? )?)?"
    rf"(?:{DATE}(?<=\d\d\d\d)|{NUMERIC_DATE})(?:{_JOIN}{CLOCK})?"
)
