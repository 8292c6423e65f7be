"""Which languages count as the largest."""

# fmt: off
LARGEST = (
    "en", "zh", "hi", "es", "fr", "ar", "bn", "pt", "ru", "ur",
    "id", "de", "ja", "mr", "te", "tr", "ta", "vi", "tl", "ko",
    "ha", "fa", "sw", "jv", "it", "pa", "gu", "th", "kn", "am",
    "yo", "my", "pl", "om", "ps", "uk", "or", "ml", "su", "uz",
)
# fmt: on
"""The 40 languages with most speakers, first and second language together, largest first.

Counted by ISO 639-1: a language without a code there, such as Nigerian Pidgin, is left out, and a
macrolanguage such as Chinese or Arabic is one. The order follows Ethnologue's estimates of 2023;
near the end, neighbours differ by less than the estimates err.
"""
