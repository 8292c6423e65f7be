# ruff: noqa: RUF001 (typographic marks and other scripts are what is tested)
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.wraps.line_wraps import join_lines

ENGLISH = (
    "The harbour authority said on Monday it would spend two years and 14 million crowns on a new "
    "breakwater after storms damaged the head of Port Ellery, the island's only deep-water quay. "
    "Ferries have been using a temporary pontoon since November, and the operator said that "
    "between 6 and 9 sailings a week were being cancelled because of swell."
)
GERMAN = (
    "Die Stadt Lindau will das alte Zollhaus am Hafen für 4,6 Millionen Euro sanieren und darin "
    "vom Herbst an eine Bücherei unterbringen. Das hat der Gemeinderat am Dienstagabend mit großer "
    "Mehrheit beschlossen, nachdem die Verwaltung ein neues Gutachten über die Decken hatte."
)
TURKISH = (
    "Belediye meclisi salı günü yapılan toplantıda eski istasyon binasının kütüphaneye "
    "dönüştürülmesine karar verdi. Çalışmaların mart ayında başlaması ve iki yıl sürmesi "
    "bekleniyor. Başkan yardımcısı, giderlerin yarısını bakanlığın karşılayacağını söyledi."
)
HINDI = (
    "नगर परिषद ने सोमवार को पुराने बंदरगाह पर नया पुल बनाने की योजना को मंजूरी दे दी "
    "है। इस परियोजना पर लगभग चालीस करोड़ रुपये खर्च होंगे और काम अगले साल मार्च में "
    "शुरू होगा। स्थानीय निवासियों ने इस फैसले का स्वागत किया है, लेकिन मछुआरों ने कहा "
    "कि उनसे कोई राय नहीं ली गई।"
)
ARABIC = (
    "وافق مجلس المدينة يوم الاثنين على خطة لبناء جسر جديد فوق الميناء القديم بتكلفة "
    "تبلغ أربعين مليون دينار. ومن المتوقع أن يبدأ العمل في شهر آذار المقبل وأن يستمر "
    "سنتين كاملتين. ورحب السكان بالقرار، لكن الصيادين قالوا إن أحدا لم يستشرهم في هذا "
    "الأمر."
)
SECOND = (
    "Mayor Tilda Osgood informed councillors that the government in Westmark had promised to pay "
    "for half of the work. A vote is due before the summer recess, as documents of the board say."
)


def wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False))


@pytest.mark.parametrize("width", [48, 60, 66, 72, 80, 100])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN, TURKISH, HINDI, ARABIC])
def test_join_lines_joins_what_was_wrapped(text: str, width: int) -> None:
    assert join_lines(wrapped(text, width)) == text


@pytest.mark.parametrize("width", [48, 60, 72, 80])
def test_join_lines_keeps_paragraphs_apart(width: int) -> None:
    text = f"{wrapped(ENGLISH, width)}\n\n{wrapped(SECOND, width)}"
    assert join_lines(text) == f"{ENGLISH}\n\n{SECOND}"


@pytest.mark.parametrize("width", [60, 72, 80])
def test_join_lines_joins_lines_with_blank_ones_between(width: int) -> None:
    spread = wrapped(ENGLISH, width).replace("\n", "\n\n")
    assert join_lines(spread) == ENGLISH


def test_join_lines_joins_capitals() -> None:
    assert join_lines(wrapped(ENGLISH.upper(), 69)) == ENGLISH.upper()


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        (
            "Seagrass meadows off the coast of\nNorrland store twice as much carbon as earlier"
            " estimates suggested. The\nteam sampled 212 sites between 2019 and\n2024, using cores"
            " drilled up to three metres deep. Professor Ines\nHalloran led the study.",
            "Seagrass meadows off the coast of Norrland store twice as much carbon as earlier"
            " estimates suggested. The team sampled 212 sites between 2019 and 2024, using cores"
            " drilled up to three metres deep. Professor Ines Halloran led the study.",
        ),
        (
            "Two fire stations to close\nThe county's fire service will close two of its nine"
            " stations in\nApril, its chief officer informed the council's safety committee on\n"
            "Wednesday evening.\nFurther talks are planned.",
            "Two fire stations to close\nThe county's fire service will close two of its nine"
            " stations in April, its chief officer informed the council's safety committee on"
            " Wednesday evening.\nFurther talks are planned.",
        ),
        (
            "The study was led by Dr.\nInes Halloran, whom the minister had asked for advice in the"
            " first\nplace. It cost the state about 40,000 crowns, the ministry said.",
            "The study was led by Dr. Ines Halloran, whom the minister had asked for advice in the"
            " first place. It cost the state about 40,000 crowns, the ministry said.",
        ),
        (
            "Dear neighbours,\n\nthe pool in the old town will stay closed until the end of May,\n"
            "because a pump has to be replaced. We are sorry for it.\n\nTilda Osgood\nMayor",
            "Dear neighbours,\n\nthe pool in the old town will stay closed until the end of May,"
            " because a pump has to be replaced. We are sorry for it.\n\nTilda Osgood\nMayor",
        ),
        (
            "Q: When will the bridge be open for lorries again, and what has the\nrepair cost so"
            " far?\nA: Nobody can say when, since the steel that was ordered in May has\nnot come."
            "\nQ: And the cost?\nA: Nine million.",
            "Q: When will the bridge be open for lorries again, and what has the repair cost so"
            " far?\nA: Nobody can say when, since the steel that was ordered in May has not come."
            "\nQ: And the cost?\nA: Nine million.",
        ),
    ],
)
def test_join_lines_joins_by_evidence(raw: str, joined: str) -> None:
    assert join_lines(raw) == joined


STAYS = {
    "one paragraph per line": (
        "The mayor opened the new footbridge on Saturday morning.\nAbout two thousand people walked"
        " across it in the first hour.\nThe bridge replaces a ferry that had run since 1922.\n"
        "It cost 11 million crowns, of which the state paid half."
    ),
    "a heading among paragraphs": (
        "Ministers ask voters what they would like them to do\nThe council met on Monday evening.\n"
        "What the town hall is worried about\nThe roof of the school leaks again, the board said."
    ),
    "a heading with a small letter after it": (
        "New phones of the year in the order of their prices\niPhone sales rose by a tenth.\n"
        "eBay closed its office."
    ),
    "a poem": (
        "I left the harbour in the rain,\nThe gulls were crying on the mast,\nAnd no one called me"
        " back again\nUntil the final light had passed."
    ),
    "a poem in small letters": ("the bus is late\nand so am i\na crow sits on\nthe fence nearby"),
    "headlines": (
        "Mayor resigns over harbour deal\nStorm closes schools in three counties\nFerry talks fail"
        " again as union walks out\nOld Lowick to get a library"
    ),
    "an announced list": (
        "The council will vote on these points:\na ban on fishing in the bay until autumn\nhigher"
        " fees for moorings in the harbour\nfree parking for those who live there"
    ),
    "ingredients": (
        "500 grams of rye flour from the mill\na pinch of salt and one of sugar\ntwo spoons of"
        " honey of the region\n300 millilitres of lukewarm water"
    ),
    "an address": "Planning Office\nTown Hall\n12 Quay Street\nPort Ellery",
    "the head of a letter": "From: Tilda Osgood\nTo: the council\nSubject: the pool\nDate: 3 May",
    "a timeline": (
        "1998 – The port is opened by the king and by the mayor of the town\n2004 – The quay is"
        " extended by forty metres for the ferry to the north\n2026 – The port closes"
    ),
    "a table": "Norway 16 8 13 37\nGermany 12 10 5 27\nChina 9 4 2 15\nUnited States 8 10 7 25",
    "a table with bars": "| Zone | Adults |\n| inner zone and the port | 3.20 |\n| outer | 4.80 |",
    "results": "Harbour Town 2, Millfield 1\nAshby Rovers 0, Castle Green 0\nPort Ellery 3, Holm 4",
    "a dialogue": (
        "— Where were you when the lights went out in the street?\n— At home, with the children and"
        " a candle from the kitchen\n— Did anybody tell you how long it would last?"
    ),
    "a numbered list": (
        "1. a raise of six percent from July for all drivers of the city\n2. one free weekend a"
        " month for those who have children\n3. new seats in the older trams"
    ),
    "a list with strokes": "- a raise of six percent from July and\n- one free weekend a month",
    "names": "Marta Lindqvist, director\nPaolo Serra, composer\nAiko Tanabe, actor",
    "Chinese": "市议会周二批准了新桥的建设计划，\n预计工程将在明年春天开始。\n市长表示资金来自中央",
    "Thai": "สภาเมืองอนุมัติแผนการสร้างสะพานใหม่\nคาดว่าการก่อสร้างจะเริ่มในปีหน้า",
    "German names": "Turnverein Eichberg\nSportfreunde Altmühl\nBallspielclub Niederau",
    "long paragraphs": f"{ENGLISH}\n{SECOND}\n{GERMAN}",
    "blank lines between sentences": "The dam broke.\n\nNobody was hurt.\n\nIt rained at night.",
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS.keys())
def test_join_lines_keeps_lines_that_stand_for_themselves(text: str) -> None:
    assert join_lines(text) == text


def test_join_lines_joins_an_item_with_what_continues_it() -> None:
    items = [
        "- ships below 20,000 tonnes pay 900 crowns a day, and those that stay for less than six"
        " hours half of it",
        "- larger ships pay 1,700 crowns",
        "- ferries pay nothing",
    ]
    text = "\n\n".join([wrapped(SECOND, 72), "\n".join(wrapped(item, 72) for item in items)])
    assert join_lines(text) == "\n\n".join([SECOND, "\n".join(items)])


def test_join_lines_keeps_a_poem_beside_wrapped_prose() -> None:
    poem = STAYS["a poem"]
    text = f"{wrapped(ENGLISH, 66)}\n\n{poem}\n\n{wrapped(SECOND, 66)}"
    assert join_lines(text) == f"{ENGLISH}\n\n{poem}\n\n{SECOND}"


def test_join_lines_keeps_a_poem_in_small_letters_beside_wrapped_prose() -> None:
    poem = (
        "the bus is late and so is the day\na crow that sits on the fence of iron\nlooks for one"
        " it has lost\nand finds a crumb"
    )
    text = f"{wrapped(ENGLISH, 72)}\n\n{poem}\n\n{wrapped(SECOND, 72)}"
    assert join_lines(text) == f"{ENGLISH}\n\n{poem}\n\n{SECOND}"


def test_join_lines_keeps_headings_in_capitals_beside_wrapped_prose() -> None:
    head = "BREAKWATER FOR PORT ELLERY APPROVED BY A NARROW MARGIN LAST NIGHT"
    text = f"{head}\n{wrapped(ENGLISH, 66)}"
    assert join_lines(text) == f"{head}\n{ENGLISH}"


def test_clean_text_joins_lines_before_it_looks_for_boilerplate() -> None:
    text = (
        "The minister thanked those who had helped to raise money for the museum, and asked them to"
        "\nsupport our independent newsroom by making a donation before the end of May, which\nmade"
        " the audience laugh."
    )
    assert clean_text(text).text == text.replace("\n", " ")


@given(st.lists(st.text("aB .,-\n—of the>", max_size=40), max_size=8))
def test_join_lines_keeps_every_letter_and_is_stable(parts: list[str]) -> None:
    text = clean_text("\n".join(parts)).text
    joined = join_lines(text)
    assert joined == text
