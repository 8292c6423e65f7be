from newsdesk.enrichment.sentences import split_sentences
from newsdesk.enrichment.words.hebrew import with_gershayim


def test_the_mark_before_an_acronyms_last_letter_is_a_letter() -> None:
    assert with_gershayim('צה"ל וארה"ב') == "צה״ל וארה״ב"
    assert with_gershayim('מנכ"לית ודו"חות') == "מנכ״לית ודו״חות"


def test_a_quotation_stays_also_after_a_prefix() -> None:
    for text in ('הוא אמר: "לא"', 'ב"הארץ" נכתב', 'ה"לא" שלו', '"שלום", אמר', 'said "no"', 'a"b'):
        assert with_gershayim(text) == text


def test_sentences_with_acronyms_end_at_their_full_stops() -> None:
    text = 'דובר צה"ל אמר כי ארה"ב עודכנה. ראש הממשלה נפגש עם נשיא ארה"ב. מנכ"לית החברה הודתה.'
    assert [s.text for s in split_sentences(text, "he")] == [
        'דובר צה"ל אמר כי ארה"ב עודכנה.',
        'ראש הממשלה נפגש עם נשיא ארה"ב.',
        'מנכ"לית החברה הודתה.',
    ]
