# ruff: noqa: RUF001 (typographic apostrophes are what is tested)
import re
import tracemalloc
from functools import cache
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.enrichment.document import Document, Limits, clean, decide_language
from newsdesk.enrichment.keywords import KeywordExtractor, KeywordPolicy
from newsdesk.enrichment.keywords.english import ENGLISH_STOP_WORDS
from newsdesk.enrichment.keywords.stop_words import stop_words
from newsdesk.enrichment.keywords.words import words_of
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.text_work import accepted
from newsdesk.schemas import Article, Keyword
from tests.support.fakes import WordEncoder, document

SEEDS = Path(__file__).parents[2] / "seeds"

STORM = document(
    "The harbour of Port Lund was closed on Monday because of strong wind. Mayor Anna Lindqvist "
    "said that ferries would stay in the harbour. The wind blew two ferries onto the rocks, said "
    "Lindqvist. The Lund Coast Guard saved forty people. Lindqvist's deputy said on Monday that "
    "the harbour would open on Friday. The Coast Guard said no.",
    "Wind closes harbour",
)


def extract(article: Document, count: int = 10) -> tuple[Keyword, ...]:
    extractor = KeywordExtractor(Reader(WordEncoder()), KeywordPolicy(count))
    found = accepted(extractor.extract([article])[0])
    assert found.covered_ratio == 1.0
    return found.keywords


def texts(article: Document, count: int = 10) -> list[str]:
    return [keyword.text for keyword in extract(article, count)]


@cache
def seed(name: str) -> Document:
    fields = orjson.loads((SEEDS / name).read_bytes())
    article = Article.from_fields(fields)
    text = clean(article, Limits()).text
    return Document.of(article.title, text, decide_language(article, text).code)


def test_keywords_name_what_the_story_is_about() -> None:
    assert {"harbour", "Port Lund", "Anna Lindqvist", "wind", "ferries"} <= set(texts(STORM)[:6])


def test_offsets_give_the_first_mention() -> None:
    for keyword in extract(STORM):
        assert STORM.text[keyword.start : keyword.end] == keyword.text
        assert keyword.text.lower() not in STORM.text[: keyword.start].lower()


def test_the_best_has_score_one_and_the_rest_follow() -> None:
    scores = [keyword.score for keyword in extract(STORM)]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_neither_reporting_verbs_nor_days_are_keywords() -> None:
    for text in texts(STORM):
        assert not {"said", "monday", "friday", "people"} & set(text.lower().split()), text


def test_a_surname_counts_for_the_full_name() -> None:
    found = texts(STORM)
    assert "Lindqvist" not in found
    assert found.index("Anna Lindqvist") < found.index("Port Lund")


def test_a_title_is_left_off_a_name() -> None:
    assert "Mayor Anna Lindqvist" not in texts(STORM)


def test_no_keyword_has_another_within() -> None:
    found = [text.lower() for text in texts(STORM, 50)]
    assert len(set(found)) == len(found)
    assert not [(a, b) for a in found for b in found if a != b and f" {a} " in f" {b} "]


def test_singular_and_plural_are_one() -> None:
    text = "A ferry came, then two ferries. The harbours were full. No ferry left the harbour."
    assert set(texts(document(text + " It rained. It snowed. It blew."))) == {"ferry", "harbours"}


def test_there_are_at_most_so_many() -> None:
    assert len(extract(STORM, 3)) == 3
    assert extract(STORM, 0) == ()


def test_extractor_with_a_count_of_zero_reads_nothing() -> None:
    encoder = WordEncoder()
    KeywordExtractor(Reader(encoder), KeywordPolicy(0)).extract([STORM])
    assert encoder.calls == []


def test_the_title_raises_its_words() -> None:
    text = "A court met. A market met. The court left. The market left. It rained. It snowed."
    assert texts(document(text, "The market"))[0] == "market"
    assert texts(document(text, "The court"))[0] == "court"


def test_sentences_at_the_heart_of_the_article_count_more() -> None:
    text = (
        "The river rose in the town by night. The river rose in the town by day. A cheese fair "
        "was held abroad. The river rose in the town by noon. Some cheese was sold abroad. The "
        "river town is wet."
    )
    found = texts(document(text))
    assert found.index("river") < found.index("cheese")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "battery-without-lithium.json",
            {"rechargeable battery", "salt", "lithium", "sodium ions"},
        ),
        ("bishop-of-amberley.json", {"Miriam Adeleke", "bishop", "Amberley Cathedral"}),
        ("bus-drivers-strike.json", {"drivers", "strike", "TransMarl", "union"}),
        ("census-living-alone.json", {"census", "households", "Mireille Stanhope"}),
        ("coalition-falls.json", {"Katarin Doss", "election", "Rural Alliance", "coalition"}),
        ("marina-burglary-trial.json", {"Gideon Marsh", "Crown Court", "locksmith"}),
        ("sentra-river-offensive.json", {"Sentra", "Karsha", "Government troops", "rebels"}),
        ("whooping-cough-clinics.json", {"whooping cough", "clinics", "Ewa Castellan"}),
    ],
)
def test_seed_keywords_have_the_main_phrases_of_the_story(name: str, expected: set[str]) -> None:
    assert expected <= set(texts(seed(name)))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.json")), ids=lambda path: path.stem)
def test_no_keyword_begins_or_ends_with_a_small_word(path: Path) -> None:
    article = seed(path.name)
    found = extract(article, 50)
    assert found
    for keyword in found:
        words = keyword.text.lower().split()
        assert 1 <= len(words) <= 4
        assert not {words[0], words[-1]} & (ENGLISH_STOP_WORDS - stop_words(article.language))
        assert not {words[0], words[-1]} & stop_words(article.language)
        assert article.text[keyword.start : keyword.end] == keyword.text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            "Die Stadtwerke bauen ein Fernwärmenetz. Bürgermeisterin Karin Weber stellte es vor. "
            "Das Fernwärmenetz soll die Haushalte versorgen. Weber sagte, die Stadtwerke zahlen.",
            {"Stadtwerke", "Fernwärmenetz"},
        ),
        (
            "fr",
            "Le maire de Lyon, Luc Perrin, a présenté les pistes cyclables. L'opposition craint "
            "les pistes cyclables. M. Perrin a promis une loi. L'opposition votera la loi.",
            {"Lyon", "Luc Perrin", "pistes cyclables", "opposition"},
        ),
        (
            "ru",
            "Правительство утвердило бюджет Армении. Новый бюджет принят. Оппозиция Армении "
            "раскритиковала бюджет.",
            {"бюджет", "Армении"},
        ),
    ],
)
def test_keywords_are_found_in_other_languages_with_spaces(
    language: str, text: str, expected: set[str]
) -> None:
    found = texts(document(text, language=language))
    assert expected <= set(found)
    assert not {word for text in found for word in (text.split()[0], text.split()[-1])} & (
        stop_words(language)
    )


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "hi",
            "नगर निगम ने पुराना पुल बंद किया। पुराना पुल साठ साल पहले बना था। नगर निगम ने कहा कि"
            " मरम्मत होगी।",
            {"नगर निगम", "पुराना पुल"},
        ),
        (
            "ta",
            "மாநில அரசு கட்டணத்தைக் குறைத்தது. விவசாயிகள் மாநில அரசு முடிவை வரவேற்றனர்.",
            {"மாநில அரசு"},
        ),
        (
            "bn",
            "নগর পরিষদ পুরোনো সেতু বন্ধ করেছে। পুরোনো সেতু ষাট বছর আগে তৈরি হয়েছিল।",
            {"পুরোনো সেতু"},
        ),
        (
            "ar",
            "أَغْلَقَ المَجْلِسُ المَسَابِحَ يَوْمَ الِاثْنَيْنِ. قَالَ المَجْلِسُ إِنَّ المَسَابِحَ مُكْلِفَةٌ.",
            {"المَجْلِسُ", "المَسَابِحَ"},
        ),
        ("he", "הָעִיר סָגְרָה אֶת הַגֶּשֶׁר. הַגֶּשֶׁר נִבְנָה לִפְנֵי שָׁנִים.", {"הַגֶּשֶׁר"}),
        ("fa", "شهرداری صرفه\u200cجویی کرد. صرفه\u200cجویی سه ماه طول کشید.", {"صرفه\u200cجویی"}),
    ],
)
def test_keywords_in_scripts_with_combining_marks_are_whole_words(
    language: str, text: str, expected: set[str]
) -> None:
    found = texts(document(text, language=language))
    assert expected <= set(found)
    assert {word for phrase in found for word in phrase.split()} <= set(re.split(r"[\s.।]+", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Licences for 5G are sold. Masts for 5G are dear. It rained.", "5G"),
        ("He works for 3M. She left. It is said that 3M said no.", "3M"),
        ("Sales at 7-Eleven fell. A boss of 7-Eleven said so. It rained.", "7-Eleven"),
        ("A test for COVID-19 is free. It finds COVID-19 fast.", "COVID-19"),
        ("Farms with H5N1 closed. They said H5N1 came by air. All have H5N1 now.", "H5N1"),
        ("AT&T will pay. AT&T said so.", "AT&T"),
        ("She writes C++ by night. He hates C++ all the same.", "C++"),
        ("She writes C# by night. He hates C# all the same.", "C#"),
        ("George W. Holm won. George W. Holm said no.", "George W. Holm"),
        ("J. T. Harmon won. J. T. Harmon said no.", "J. T. Harmon"),
        ("J.R. Berg won. J.R. Berg said no.", "J.R. Berg"),
        ("Shane O'Neill won. O\u2019Neill wept.", "Shane O'Neill"),
        ("An iPhone was sold. The iPhone is old.", "iPhone"),
        ("It is sold on eBay now. eBay said no.", "eBay"),
        ("The WHO said no. Doctors of the WHO left.", "WHO"),
        (
            "The march of #EnoughIsEnough began. Nurses of #EnoughIsEnough said so.",
            "EnoughIsEnough",
        ),
    ],
)
def test_names_with_figures_signs_and_initials_are_whole(text: str, expected: str) -> None:
    assert expected in texts(document(text))[:2]


@pytest.mark.parametrize(
    "text",
    [
        "Write to press.office@example.org or desk@example.org.",
        "See https://www.example.org/a-page?id=12&lang=en for more.",
        "See www.example.org/press and example.org/press/kit too.",
        "Ask @dunmorefest or @dunmore.fest in #dunmore2026 for it.",
        "Call +44 1632 960-001 or 555-0143-220 on the 2nd or 21st at 5pm.",
        "It cost $3M and £20m in the 1990s for a 30-year-old of 64GB at 10AM.",
    ],
)
def test_pieces_of_addresses_and_measures_are_no_keywords(text: str) -> None:
    found = texts(document(f"{text} {text}"), 50)
    assert not [k for k in found if re.search(r"\d|@|#|/|www|http|example|dunmore|press|lang", k)]


def test_a_text_in_capitals_has_no_endings_and_abbreviations_among_its_keywords() -> None:
    text = "NATO'S CHIEF MET DR. ANNA ROE OF DELHI. THE BRIDGE COST RS. 400 CRORE. DR. ROE LEFT."
    found = set(texts(document(text)))
    assert "NATO" in found
    assert not any(word in found for word in ("NATO'S", "DR", "RS", "CRORE"))


def test_a_text_in_capitals_has_the_keywords_of_one_in_small_letters() -> None:
    small = (
        "The council of Dunmore will close three pools. Parents of Dunmore want the pools. The "
        "mayor said the council had no choice."
    )
    found = texts(document(small.upper(), "COUNCIL CLOSES POOLS"))
    assert [text.lower() for text in found] == texts(
        document(small.lower(), "council closes pools")
    )
    assert {"COUNCIL", "POOLS", "DUNMORE"} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said “no tenemos otra opción que cerrar las piscinas” and left. Parents met.",
        "The mayor left. Le conseil municipal a voté la fermeture de trois piscines hier.",
    ],
)
def test_passages_in_other_languages_have_no_keywords_in_english(text: str) -> None:
    assert {"mayor"} <= set(texts(document(text))) <= {"mayor", "Parents"}


def test_an_english_quotation_has_keywords_and_so_has_a_foreign_name_in_it() -> None:
    text = "The mayor said “the café on the Place de la Concorde is closed”. Critics met."
    assert {"café", "Concorde"} <= {word for key in texts(document(text)) for word in key.split()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam at St. Agnes broke. People saw St. Agnes.", "St. Agnes"),
        ("He asked Sen. Ada Quill for help. Police know Sen. Ada Quill.", "Ada Quill"),
    ],
)
def test_an_abbreviation_is_no_keyword_and_may_be_part_of_a_name(text: str, expected: str) -> None:
    found = texts(document(text))
    assert found[0] == expected
    assert not {"St", "Sen", "Agnes"} & set(found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Hier, Luc D'Angelo a gagné. Les amis d'Angelo chantent.", {"Luc D'Angelo"}),
        ("fr", "Le groupe L'Oréal grandit. On aime L'Oréal.", {"L'Oréal"}),
        (
            "it",
            "Dell'inchiesta si parla. L'inchiesta su Marco D'Amico continua.",
            {"Marco D'Amico"},
        ),
    ],
)
def test_an_apostrophe_within_a_name_cuts_no_word(
    language: str, text: str, expected: set[str]
) -> None:
    assert expected <= set(texts(document(text, language=language)))


@pytest.mark.parametrize(
    ("language", "text", "expected", "unwanted"),
    [
        (
            "tr",
            "Belediye Çamlık'taki havuzu kapattı. Ekrem Yıldızer'in avukatı konuştu. Dün, Ekrem "
            "Yıldızer sustu.",
            {"Ekrem Yıldızer", "Çamlık"},
            "'",
        ),
        (
            "az",
            "Dünən, Rəşad Quliyev'in evi yandı. Polis dünən Rəşad Quliyev ilə danışıb.",
            {"Rəşad Quliyev"},
            "'",
        ),
        (
            "he",
            'דובר צה"ל אמר כי ארה"ב עודכנה. נשיא ארה"ב שוחח עם צה"ל.',
            {'צה"ל', 'ארה"ב'},
            " ",
        ),
        (
            "vi",
            "Thành phố sẽ cấm xe máy từ tháng 7. Người dân nói xe máy rất cần. Xe máy đang rẻ.",
            {"xe máy"},
            "sẽ",
        ),
    ],
)
def test_words_of_other_languages_are_whole_and_without_endings(
    language: str, text: str, expected: set[str], unwanted: str
) -> None:
    found = texts(document(text, language=language))
    assert expected <= set(found)
    assert not any(unwanted in text for text in found if text not in expected)


def test_an_apostrophe_after_one_letter_is_no_ending_in_turkish() -> None:
    found = texts(document("Dün Marco D'Amico kazandı. Bugün Marco D'Amico sustu.", language="tr"))
    assert any("Amico" in text for text in found)


def test_a_short_article_in_another_language_has_words_of_its_first_sentence() -> None:
    text = "महापौर तरणताल बंद करेंगी। यह कठिन है।"
    found = texts(document(text, language="hi"))
    assert "तरणताल" in found
    assert "कठिन" not in found


def test_a_language_without_spaces_has_few_keywords_rather_than_clauses() -> None:
    text = "中国人民银行周一宣布下调存款准备金率。央行表示此举将释放一万亿元流动性。"
    assert texts(document(text, language="zh")) == []


def test_syllables_of_vietnamese_are_no_keywords() -> None:
    text = "Hội đồng thành phố quyết định đóng cửa ba bể bơi. Phụ huynh phản đối."
    assert not {"đồng", "thành", "quyết", "định", "đóng"} & set(
        texts(document(text, language="vi"))
    )


def test_lists_of_stop_words_are_there_for_the_languages_named() -> None:
    assert "und" in stop_words("de")
    assert "для" in stop_words("ru")
    assert "ve" in stop_words("tr")
    assert stop_words("xx") == frozenset()
    assert "deutschland" not in stop_words("de")
    assert {"und", "montag", "millionen"} <= stop_words("de")


def test_an_article_without_sentences_has_none() -> None:
    assert extract(document("")) == ()


def test_another_count_is_another_model() -> None:
    one, other = (KeywordExtractor(Reader(WordEncoder()), KeywordPolicy(n)) for n in (3, 10))
    assert one.model.name == "words"
    assert one.model.fingerprint != other.model.fingerprint


@settings(deadline=None)
@given(
    st.text(alphabet="Ab cd of The. ,-'’&U.S\n市は", max_size=120),
    st.text(alphabet="Ab cd", max_size=10),
    st.sampled_from(["en", "de", "fr", "zh", "und"]),
)
def test_any_text_has_its_own_keywords(text: str, title: str, language: str) -> None:
    article = document(text, title, language)
    found = extract(article)
    assert found == extract(article)
    for keyword in found:
        assert text[keyword.start : keyword.end] == keyword.text
        assert 0 <= keyword.score <= 1
    assert not found or found[0].score == 1.0


def test_very_long_words_are_not_kept_in_memory() -> None:
    texts = [f"{n}{'w' * 50_000} rose. {n}{'w' * 50_000} fell." for n in range(200)]
    tracemalloc.start()
    for text in texts:
        words_of(text, "en")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 2_000_000


def test_a_very_long_word_is_a_keyword_like_any_other() -> None:
    word = "w" * 100
    assert word in texts(document(f"The {word} rose. The {word} fell. It rained."))


def test_stop_words_of_languages_that_are_not_known_are_not_kept() -> None:
    assert stop_words("x" * 100) == frozenset()
    assert stop_words("de") is stop_words("de")


def test_links_and_credits_of_posts_are_no_keywords() -> None:
    article = document(
        "The mayor of Marl has apologised for a joke about farmers.\n"
        "I am sorry. pic.twitter.com/aBcDeF https://t.co/GhIjKl\n"
        "— Tilda Osgood (@tosgood) January 19, 2026\n"
        "Farmers of Marl accepted the apology of @tosgood, the mayor."
    )
    found = texts(article, 50)
    assert "Farmers of Marl" in found
    parts = " ".join(found)
    assert not any(part in parts for part in ("twitter", "aBcDeF", "GhIjKl", "tosgood", "January"))
