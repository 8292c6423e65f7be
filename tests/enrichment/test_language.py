# ruff: noqa: RUF001 (letters and commas of several scripts are meant)
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import py3langid
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.language import UNDETERMINED, DetectedLanguage, detect_language
from tests.support.evaluation_data import LANGUAGES, needs

CASES = [
    (code, sentence)
    for code, sentences in yaml.safe_load(
        Path(__file__).with_name("language_cases.yaml").read_text("utf-8")
    ).items()
    for sentence in sentences.splitlines()
]
# The 40 of the set's 75 languages that have most speakers, first and second language together, by
# Ethnologue's estimates; Greek stands for the several of about 13 million.
# fmt: off
LARGEST = {
    "en", "zh", "hi", "es", "ar", "fr", "bn", "pt", "ru", "id", "ur", "de", "ja", "mr", "vi", "te",
    "tr", "pa", "sw", "tl", "ta", "ko", "fa", "th", "it", "gu", "yo", "pl", "uk", "nl", "ro", "az",
    "so", "zu", "ms", "af", "xh", "kk", "st", "el",
}
# fmt: on
TELUGU = "ఇతను మహారాష్ట్రలోని పర్భనీ జిల్లాలోని బోరీ వద్ద జన్మించాడు."
ENGLISH = "The river rose by two metres overnight and the council opened three shelters."


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", ENGLISH),
        ("en", ENGLISH.upper()),
        ("de", "Der Fluss stieg über Nacht um zwei Meter, und die Stadt öffnete drei Schulen."),
        ("fr", "La rivière est montée de deux mètres et la ville a ouvert trois écoles."),
        ("es", "El río subió dos metros durante la noche y la ciudad abrió tres escuelas."),
        ("zh", "河水一夜之间上涨了两米，市政府为离开家园的居民开放了三所学校。"),
        ("ar", "ارتفع النهر مترين خلال الليل وفتحت المدينة ثلاث مدارس للعائلات."),
        ("sw", "Mto uliongezeka kwa mita mbili usiku na mji ukafungua shule tatu kwa familia."),
    ],
)
def test_a_sentence_is_enough(code: str, text: str) -> None:
    detected = detect_language(text)
    assert detected.code == code
    assert 0.5 < detected.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The river rose.",
        "https://example.org/the/river/rose/by/two/metres/overnight www.example.org/and/more",
        "jane.roe@an-example-newspaper.org",
        "😀" * 100,
        "12 345 678 " * 100,
        " " * 10_000,
        "@lakeharborcouncil #theriverrosebytwometres",
    ],
)
def test_too_little_text_is_undetermined(text: str) -> None:
    assert detect_language(text) == DetectedLanguage(UNDETERMINED, 0.0)


def test_addresses_do_not_count_as_words() -> None:
    german = "Der Fluss stieg über Nacht um zwei Meter, und die Stadt öffnete drei Schulen."
    addresses = "https://example.org/the-river-rose-by-two-metres-overnight-and-it-was-bad " * 20
    assert detect_language(f"{addresses}\n{german}").code == "de"


def test_only_the_beginning_decides() -> None:
    assert detect_language(f"{ENGLISH * 100}{'Der Fluss stieg über Nacht. ' * 10_000}").code == "en"


def test_a_language_without_a_two_letter_code_counts_as_its_nearest_relative() -> None:
    assert detect_language("Wetin dey happen for Lagos na im make people dey fear water").code == (
        "en"
    )


@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_any_text_has_a_code_and_a_confidence(text: str) -> None:
    detected = detect_language(text)
    assert detected.code == UNDETERMINED or len(detected.code) == 2
    assert 0 <= detected.confidence <= 1


def test_threads_may_ask_at_the_same_time() -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(detect_language, [ENGLISH] * 200))
    assert answers == {detect_language(ENGLISH)}


def test_the_model_is_loaded_on_first_use_not_on_import() -> None:
    code = "import sys, enrichment.language; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("code", "sentence"), CASES)
def test_related_languages_are_distinguished(code: str, sentence: str) -> None:
    assert detect_language(sentence).code == code


@pytest.mark.parametrize(("code", "sentence"), CASES)
def test_capitals_make_no_difference(code: str, sentence: str) -> None:
    assert detect_language(sentence.upper()).code == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "Regjeringen sier at det ikke blir noe av møtet neste uke, og at det er nok nå."),
        ("nn", "Regjeringa seier at det ikkje blir noko av møtet neste veke, og at det er nok no."),
        (
            "da",
            "Regeringen siger, at mødet i næste uge ikke bliver til noget, og at det er nok nu.",
        ),
    ],
)
def test_norwegian_is_bokmal_or_nynorsk(code: str, text: str) -> None:
    assert detect_language(text).code == code


@pytest.mark.parametrize(
    "code",
    [
        "def main(argv):\n    for line in sys.stdin:\n        print(line.strip().split(','))\n",
        "function add(a, b) { return a + b; } const items = [1, 2].map(x => x * 2); log(items);",
        '{"id": 17, "items": [{"key": "abc", "count": 3}], "flag": true, "path": "/usr/bin"}',
        "SELECT id, name FROM users WHERE age > 30 AND city = 'x' ORDER BY created_at LIMIT 10;",
        '#include <stdio.h>\nint main(void) { for (int i = 0; i < 9; i++) printf("%d", i); }',
        ".menu { display: flex; margin: 0 auto; padding: 10px; color: #fff; border: none; }",
        '<div class="nav"><ul><li><a href="/x">x</a></li></ul></div><script src="a.js"></script>',
        "2026-03-03 10:22:11,123 INFO org.apache.kafka.clients.NetworkClient - [Consumer] Node -1",
    ],
)
def test_program_code_is_undetermined(code: str) -> None:
    assert detect_language(code) == DetectedLanguage(UNDETERMINED, 0.0)


SPANISH_TEAM = (
    "Real Sociedad beat Atlético de Madrid in San Sebastián, with goals by Álvaro Núñez and Íñigo "
    "Pérez; José María Giménez, Ángel Correa and Rodrigo De Paul missed the trip. "
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", SPANISH_TEAM),
        (
            "en",
            "The mayor said “no tenemos otra opción que cerrar las piscinas este año, lo siento "
            "mucho por los niños de la ciudad” and left the hall. Parents stayed there for hours.",
        ),
        (
            "en",
            "Wir verwenden Cookies, um die Seite zu verbessern, und bitten um Zustimmung. "
            + ("The mayor has closed the pools of the town, and said there was no money left. ")
            * 3,
        ),
        (
            "es",
            "El Manchester United venció al Tottenham Hotspur en Old Trafford con goles de Marcus "
            "Rashford, Harry Maguire y Mason Mount, y el entrenador dijo que está contento.",
        ),
        (
            "sv",
            "Kommunen stängde bron på tisdagen. ”This is a disaster for our business and for all "
            "of us who live here”, säger en kaféägare. Reparationen tar tre månader.",
        ),
        (
            "zh",
            "Subscribe to our channel and never miss an update from the newsroom. "
            + ("市议会周一投票决定关闭九个游泳池中的三个，以节省开支。") * 4,
        ),
        (
            "ar",
            "أعلنت شركة Harrow Holdings Limited أمس أنها ستشتري شركة Lindow Data Systems Group.",
        ),
        ("bo", "གྲོང་ཁྱེར་གྱིས་ཟམ་པ་རྙིང་པ་དེ་བཀག་པ་རེད། མི་དམངས་ཚོས་སེམས་ཁྲལ་བྱེད་ཀྱི་འདུག"),
        (
            "hi",
            "Mayor ne kaha ki paise nahi hai aur yeh pool band kar diye gaye hain, logon ko bahut "
            "gussa hai lekin koi kuch kar nahi raha hai.",
        ),
        (
            "en",
            "Aykut Öztürk's party lost Yıldıztepe, Çamlıbel and Gümüşdere to Şükrü Aydın's, the "
            "Yüksek Seçim Kurulu said.",
        ),
        (
            "en",
            "Nguyễn Văn Thành and Phạm Thị Hương received the ambassador at the Trung tâm Hội nghị "
            "Quốc gia in Hà Nội.",
        ),
        (
            "en",
            "The novel Los años de la lluvia by Elena Ruiz and La casa de los vientos by Juan "
            "de la Torre are on the list; so is El río en los tiempos del frío by Ana del Valle.",
        ),
        (
            "en",
            "Motor Łąka drew 1-1 with Śnieżka Wilków; Górnik Brzózka beat Iskra Źródło 3-0. "
            "Leaders Błękit Żary play Orkan Świerk on Sunday.",
        ),
        (
            "es",
            "The Weeknd, The Killers y Post Malone encabezan el cartel del festival, y los "
            "organizadores esperan a 80.000 personas en la playa.",
        ),
        (
            "nl",
            "Een kopie van The Night Watch, The Milkmaid en The Girl with a Pearl Earring hangt "
            "vanaf zondag in het station, zegt de directeur.",
        ),
        ("te", "The Exact Sciences in Sanskrit, volume 4 of the series. " + TELUGU),
        ("ku", "حکوومەتی هەرێمی کوردستان ڕایگەیاند کە هەڵبژاردن لە ساڵی داهاتوو ئەنجام دەدرێت."),
        ("ug", "ھۆكۈمەت سايلامنىڭ كېلەر يىلى ئۆتكۈزۈلىدىغانلىقىنى ئېلان قىلدى."),
        ("sd", "سنڌ حڪومت چيو آهي ته چونڊون ايندڙ سال ٿينديون."),
        ("ur", "حکومت نے کہا ہے کہ انتخابات اگلے سال ہوں گے اور لڑکیوں کو تعلیم ملے گی۔"),
        ("ps", "د افغانستان حکومت وویل چې ټاکنې به په راتلونکي کال کې ترسره شي."),
        ("fa", "دولت اعلام کرد که انتخابات سال آینده برگزار می‌شود."),
        ("dv", "މާލޭގެ މޭޔަރު ވިދާޅުވީ ޕޫލު ބަންދުކުރަން ޖެހޭ ކަމަށެވެ"),
    ],
)
def test_function_words_are_better_evidence_than_names_and_quotations(code: str, text: str) -> None:
    assert detect_language(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "Ángel Di María, Nicolás Otamendi, Cristian Romero, Rodrigo De Paul y Lautaro Martínez",
        "Donnarumma, Bastoni, Di Lorenzo, Dimarco, Barella, Pellegrini, Raspadori",
    ],
)
def test_a_list_of_names_is_no_certain_evidence(text: str) -> None:
    assert detect_language(text).confidence <= 0.5


@pytest.mark.parametrize(
    "text", ["ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂᏴᏫᏯ ᎠᏂᎨᏯ ᏗᎪᏪᎵ ᎤᏂᎪᏗ", "ߒߞߏ ߞߊ߲ ߞߋߟߋ߲ ߠߋ߬ ߘߌ߫ ߝߘߏ߬ߓߊ߬ ߞߐߣߐ߫"]
)
def test_a_script_of_unknown_languages_is_undetermined(text: str) -> None:
    assert detect_language(text) == DetectedLanguage(UNDETERMINED, 0.0)


@pytest.mark.parametrize(("code", "sentence"), CASES)
def test_a_small_letter_in_capitals_makes_no_difference(code: str, sentence: str) -> None:
    assert detect_language(f"{sentence.upper()} (ap) 20km").code == code


def test_a_sentence_with_figures_and_brackets_is_no_program_code() -> None:
    text = "Roe (35) and Doe (41) came 2nd & 3rd; the 4x100m team (+0.35) was disqualified."
    assert detect_language(text).code == "en"


def test_ten_chinese_characters_are_enough_and_nine_are_not() -> None:
    text = "河水一夜之间上涨了两米"
    assert detect_language(text[:10]).code == "zh"
    assert detect_language(text[:9]).code == UNDETERMINED


@needs(LANGUAGES)
def test_detection_in_75_languages_is_better_than_py3langids() -> None:
    rows = long_rows()
    ours = accuracy(rows, lambda text: detect_language(text).code)
    assert ours >= 0.96
    assert ours >= accuracy(rows, by_py3langid_alone)


@needs(LANGUAGES)
def test_detection_in_the_40_largest_languages_is_better_than_py3langids() -> None:
    rows = [row for row in long_rows() if row["label"] in LARGEST]
    ours = accuracy(rows, lambda text: detect_language(text).code)
    assert ours >= 0.965
    assert ours >= accuracy(rows, by_py3langid_alone)


@needs(LANGUAGES)
def test_confidence_is_about_how_often_the_answer_is_right() -> None:
    tenths: dict[int, list[tuple[float, bool]]] = {}
    rows = long_rows()
    for row in rows:
        detected = detect_language(row["text"])
        tenth = tenths.setdefault(int(detected.confidence * 10), [])
        tenth.append((detected.confidence, detected.code == row["label"]))
    gaps = [abs(sum(c for c, _ in tenth) - sum(r for _, r in tenth)) for tenth in tenths.values()]
    assert sum(gaps) / len(rows) < 0.03


def long_rows() -> list[dict[str, str]]:
    rows = [json.loads(line) for line in LANGUAGES.read_text("utf-8").splitlines()]
    return [row for row in rows if len(row["text"]) > 50]


def accuracy(rows: Sequence[dict[str, str]], detect: Callable[[str], str]) -> float:
    return sum(detect(row["text"]) == row["label"] for row in rows) / len(rows)


def by_py3langid_alone(text: str) -> str:
    code, _ = py3langid.classify(text)
    same = {"no": "nb", "ary": "ar", "arz": "ar", "wuu": "zh", "yue": "zh"}
    return same.get(code, str(code))
