# ruff: noqa: RUF001 (typographic hyphens and other scripts are what is tested)
import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.wraps.word_breaks import Vocabulary, join_halves, join_word


def joined(text: str, elsewhere: str = "") -> str:
    line, following = text.split("\n")
    return "".join(join_word(line, following, Vocabulary([elsewhere, line, following])))


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("the coun-\ncil met", "the council met"),
        ("a pro-\ngramme", "a programme"),
        ("on Tues-\nday", "on Tuesday"),
        ("the part-\nners", "the partners"),
        ("is so-\ncial", "is social"),
        ("an ex-\nample", "an example"),
        ("long-\ner roads", "longer roads"),
        ("the high-\nlands", "the highlands"),
        ("a short-\nage of", "a shortage of"),
        ("free-\ndom", "freedom"),
        ("un-\nknown", "unknown"),
        ("the may-\nor of", "the mayor of"),
        ("the thous-\nand ships", "the thousand ships"),
        ("world-\nwide", "worldwide"),
        ("Bundes-\nregierung", "Bundesregierung"),
        ("Ent-\nscheidung", "Entscheidung"),
        ("gou-\nvernement", "gouvernement"),
        ("clas-\nse", "classe"),
        ("esco-\nla", "escola"),
        ("прави-\nтельство", "правительство"),
        ("мес-\nто", "место"),
        ("COUN-\nCIL", "COUNCIL"),
        ("the coun\u2010\ncil", "the council"),
    ],
)
def test_join_word_joins_what_was_cut(cut: str, whole: str) -> None:
    assert joined(cut) == whole


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("a well-\nknown man", "a well-known man"),
        ("a state-\nowned bank", "a state-owned bank"),
        ("the so-\ncalled war", "the so-called war"),
        ("a long-\nterm plan", "a long-term plan"),
        ("a part-\ntime job", "a part-time job"),
        ("the Oslo-\nbased firm", "the Oslo-based firm"),
        ("a follow-\nup", "a follow-up"),
        ("self-\ndefence", "self-defence"),
        ("14-year-\nold girl", "14-year-old girl"),
        ("state-\nof-the-art", "state-of-the-art"),
        ("a 12-\nstorey house", "a 12-storey house"),
        ("from 2019-\n2021", "from 2019-2021"),
        ("a 19th-\ncentury house", "a 19th-century house"),
        ("a G20-\nled plan", "a G20-led plan"),
        ("Covid-\n19", "Covid-19"),
        ("mid-\n2019", "mid-2019"),
        ("Franco-\nGerman", "Franco-German"),
        ("US-\nled talks", "US-led talks"),
        ("e-\nmail", "e-mail"),
        ("anak-\nanak", "anak-anak"),
        ("peut-\nêtre", "peut-être"),
        ("celui-\nci", "celui-ci"),
        ("est-\nil", "est-il"),
        ("disse-\nlhe", "disse-lhe"),
        ("tornou-\nse", "tornou-se"),
        ("terça-\nfeira", "terça-feira"),
        ("кто-\nто", "кто-то"),
        ("премьер-\nминистр", "премьер-министр"),
        ("the mayor—\nwho left", "the mayor—who left"),
        ("and/\nor", "and/or"),
    ],
)
def test_join_word_keeps_a_word_s_own_hyphen(cut: str, whole: str) -> None:
    assert joined(cut) == whole


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("two-\nand three-year loans", "two- and three-year loans"),
        ("short-\nor long-term loans", "short- or long-term loans"),
        ("Vor-\nund Nachteile", "Vor- und Nachteile"),
        ("in-\nen uitvoer", "inen uitvoer"),
        ("the mayor -\nwho left", "the mayor - who left"),
        ("the mayor\nleft", "the mayor left"),
    ],
)
def test_join_word_keeps_the_space(cut: str, whole: str) -> None:
    assert joined(cut) == whole


@pytest.mark.parametrize(
    ("elsewhere", "whole"),
    [
        ("", "the cooperative"),
        ("The co-operative met.", "the co-operative"),
        ("The cooperative met.", "the cooperative"),
    ],
)
def test_join_word_writes_a_word_as_it_stands_elsewhere(elsewhere: str, whole: str) -> None:
    assert joined("the co-\noperative", elsewhere) == whole


def test_clean_text_joins_a_single_cut_word_of_lines_that_were_not_wrapped() -> None:
    text = "The council met on Monday and heard the min-\nister. It rained all day.\nNobody left."
    assert clean_text(text).text == (
        "The council met on Monday and heard the minister. It rained all day.\nNobody left."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The winner was announced late on Friday -\nand nobody had expected it.",
        "pre-\nPost offices close",
        "Three points:\n-\nnone of them new",
    ],
)
def test_clean_text_keeps_dashes_that_cut_no_word(text: str) -> None:
    assert clean_text(text).text == text


def test_join_halves_joins_words_that_a_converter_left_apart() -> None:
    text = (
        "The regional coun- cil has approved a pro- gramme to restore peat bogs on 4,000 hec-"
        " tares, officials said on Tues- day. Farm- ers will be paid for rais- ing water. The"
        " well- known Ada Quill called it overdue."
    )
    assert join_halves(text) == (
        "The regional council has approved a programme to restore peat bogs on 4,000 hectares,"
        " officials said on Tuesday. Farmers will be paid for raising water. The well-known"
        " Ada Quill called it overdue."
    )


def test_join_halves_joins_a_word_that_stands_whole_elsewhere() -> None:
    assert (
        join_halves("The coun- cil met. The council left.") == "The council met. The council left."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Small- and medium-sized firms may apply for three- to five-year loans, pre- or post-war.",
        "Kinder- und Jugendgruppen, Haupt- oder Realschule, Ein- und Ausfahrt, Vor- und Nachteile",
        "The coach- who had resigned in May- returned on Monday, and the team- players and staff-"
        " cheered; the club- a small one- won.",
        "The vote was close- nobody had expected it. The mayor- asked twice- smiled.",
    ],
)
def test_join_halves_keeps_hyphens_that_cut_no_word(text: str) -> None:
    assert join_halves(text) == text
