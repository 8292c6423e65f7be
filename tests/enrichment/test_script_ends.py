# ruff: noqa: RUF001 (full stops of several scripts are what is tested)
import pytest

from newsdesk.enrichment.sentences import split_sentences

KHMER = ("សាលាក្រុងបានបិទស្ពានចាស់នៅថ្ងៃអង្គារ។", "ការជួសជុលនឹងត្រូវប្រើពេលបីខែ៕", "អ្នកស្រុកព្រួយបារម្ភ។")
TIBETAN = (
    "གྲོང་ཁྱེར་གྱིས་ཟམ་པ་རྙིང་པ་དེ་བཀག་པ་རེད།",
    "མི་དམངས་ཚོས་སེམས་ཁྲལ་བྱེད་ཀྱི་འདུག",
    "ཉམས་གསོ་བྱེད་པར་ཟླ་བ་གསུམ་འགོར།",
)
BURMESE = ("တံတားဟောင်းကို ပိတ်လိုက်သည်။", "ပြုပြင်ရန် သုံးလ ကြာမည်။")
THAI = (
    "เทศบาลเมืองสั่งปิดสะพานเก่าข้ามแม่น้ำเมื่อวันอังคารเพราะพบรอยร้าวหลายแห่ง",
    "รถโดยสารประจำทางจะวิ่งอ้อมไปทางถนนสายใหม่จนถึงสิ้นปี",
    "นายกเทศมนตรีกล่าวว่าความปลอดภัยต้องมาก่อนเสมอ",
)


def texts(text: str, language: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text, language)]


@pytest.mark.parametrize("gap", ["", " "])
def test_khmer_ends_in_a_khan(gap: str) -> None:
    assert texts(gap.join(KHMER), "km") == [*KHMER]


def test_tibetan_ends_in_a_shad_or_where_it_is_left_out() -> None:
    assert texts(" ".join(TIBETAN), "bo") == [*TIBETAN]


def test_tibetan_ends_before_the_shad_that_opens_the_next_sentence() -> None:
    text = "ཟམ་པ་རྙིང་པ་དེ་བཀག་སོང་། །ཉམས་གསོ་ཟླ་བ་གསུམ་འགོར། །"
    assert texts(text, "bo") == ["ཟམ་པ་རྙིང་པ་དེ་བཀག་སོང་། །", "ཉམས་གསོ་ཟླ་བ་གསུམ་འགོར། །"]


@pytest.mark.parametrize("mark", ["។ល។", " ។ល។", "។ ល ។"])
def test_khmer_does_not_end_within_the_mark_for_et_cetera(mark: str) -> None:
    assert texts(f"គេបិទស្ពាន ផ្លូវ{mark} {KHMER[1]}", "km") == [f"គេបិទស្ពាន ផ្លូវ{mark}", KHMER[1]]


def test_burmese_ends_in_a_section_mark() -> None:
    assert texts(" ".join(BURMESE), "my") == [*BURMESE]


@pytest.mark.parametrize("language", ["km", "bo", "my", "und", "en"])
def test_the_marks_count_whatever_the_language_was_taken_for(language: str) -> None:
    assert texts(" ".join(KHMER), language) == [*KHMER]


def test_thai_ends_at_a_space_between_long_clauses() -> None:
    assert texts(" ".join(THAI), "th") == [*THAI]


@pytest.mark.parametrize(
    "text",
    [
        "ราคาน้ำมันเพิ่มขึ้น 40 สตางค์ต่อลิตรตั้งแต่วันที่ 5 มกราคม 2569 เป็นต้นไป",
        "ศาลอาญามีคำสั่งเมื่อวันจันทร์ให้จำคุกนายสมชาย ใจดี เป็นเวลาสามปี",
        "สภาจะประชุมอีกครั้งในวันพฤหัสบดีเพื่อหารือเรื่องงบประมาณ และอาจเปลี่ยนมติหากรัฐบาลให้เงินช่วยเหลือเพิ่มเติม",
        "รัฐมนตรีว่าการกระทรวงสาธารณสุขแถลงข่าวเมื่อวานนี้ว่า โรงพยาบาลทุกแห่งจะเปิดให้บริการตามปกติ",
        "เจ้าหน้าที่ใช้โปรแกรม Microsoft Excel ในการคำนวณงบประมาณของโครงการทั้งหมด",
    ],
)
def test_thai_does_not_end_at_names_figures_and_conjunctions(text: str) -> None:
    assert texts(text, "th") == [text]


def test_a_full_stop_ends_no_sentence_where_the_script_has_its_own() -> None:
    hindi = ("डॉ. राम सिंह ने कहा कि वी. के. शर्मा आए।", "वे कल गए।")
    assert texts(" ".join(hindi), "hi") == [*hindi]
    urdu = ("ایم. کیو. ایم. کے رہنما نے کہا۔", "وہ چلے گئے۔")
    assert texts(" ".join(urdu), "ur") == [*urdu]


def test_a_full_stop_ends_a_sentence_where_the_script_is_written_with_it() -> None:
    hindi = ("नगर परिषद ने पुल को बंद करने का फैसला किया.", "मरम्मत में तीन महीने लगेंगे.")
    assert texts(" ".join(hindi), "hi") == [*hindi]
