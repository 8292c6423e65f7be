# ruff: noqa: RUF001 (typographic quotes and full-width marks are what is tested)
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sentencex import segment

from newsdesk.enrichment.sentences import Sentence, split_sentences
from tests.support.growth import assert_linear

LONGEST = 2_000
NEWS = [
    (language, case)
    for language, cases in yaml.safe_load(
        Path(__file__).with_name("sentence_cases.yaml").read_text("utf-8")
    ).items()
    for case in cases.splitlines()
    if not case.startswith("#")
]
# Not found yet: a journal's name in abbreviations, a German sentence that begins with a number.
NOT_FOUND = ("J. Clin. Med.", "|2.000 waren")

# A bar stands where a sentence ends.
ENGLISH = [
    "Which? tested 11 banks.|It found faults.",
    "The play Betty! is a comedy.|It opens today.",
    "Really?|iPads are back.",
    "Mr. Smith went to Washington.|He met Mrs. Jones.",
    "Dr. Roe works at St. Mary's.|She is a surgeon.",
    "He lives in the U.S.|He works in the U.K. and Ireland.",
    "The U.S. Senate voted.|The U.S. won.",
    "The case Roe vs. Wade was cited.|It was old.",
    "She lives at No. 10 Downing Street.|He lives at No. 11.",
    "The train left at 10 a.m. on Monday.|It arrived at 5 p.m.|Nobody was hurt.",
    "It opens at 9 a.m. Monday.|It closes at 5 p.m. Friday.",
    "On Jan. 5 he resigned.|By Feb. 10 he was back.",
    "Acme Inc. bought Widget Co. for $5 million.|Shares rose.",
    "He joined Acme Inc.|She left.",
    "Gen. Lee and Rep. Jones met Sen. Smith.|Gov. Roe did not come.",
    "Rep. Jones, R-Ohio, left.|Lt. Col. Doe stayed.",
    "J. K. Rowling wrote it.|J.R.R. Tolkien did not.",
    "George W. Bush spoke.|Samuel L. Jackson listened.",
    "Prices rose 3.5 percent.|Wages rose 2.1 percent.",
    "It cost $3.5 million.|It was worth it.",
    "The rate is 0.25.|It was 0.5.",
    "Version 2.0.1 is out.|Download it.",
    "He waited... and waited.|Then he left.",
    "He was gone...|Nobody knew why.",
    "“We will win…” he said.|“Maybe.”",
    '"I will go." he said.|"Stay here."',
    '"I will go," he said.|"Will you?" she asked.|"No."',
    "“I will go.”|She nodded.",
    '"Why?" he asked.|"Because!" she cried.',
    '"Stop!" said the officer.|He stopped.',
    'He said, "It is late."|Then he left.',
    "‘It is late.’|He left.",
    "(He left early.)|She stayed.",
    "He left (early.)|She stayed.",
    "She stayed (he left at 5 p.m.).|Nobody minded.",
    "What happened?|Nobody knows!|Really?!|Yes.",
    "Yahoo! shares fell.|Investors sold.",
    "Visit example.com for more.|Or call.",
    "The site www.example.co.uk is down.|It will return.",
    "The firm, e.g. its chairman, i.e. Mr. Doe, agreed.|Others did not.",
    "He has a Ph.D. from Yale.|She has an M.D. from Harvard.",
    "Apples, pears, etc. were sold.|Business was good.",
    "It was Prof. Roe et al. who found it.|They were right.",
    "The temperature was 5 deg. below zero.|It was cold.",
    "Washington, D.C. is a city.|It is large.",
    "He moved to Washington, D.C.|She stayed.",
    "Police arrested John Doe Jr. on Friday.|He is 35.",
    "Martin Luther King Jr. spoke.|The crowd heard.",
    "Sgt. Roe of the 5th Bn. was there.|Maj. Doe was not.",
    "The law (Sec. 5, Art. 2) applies.|It is old.",
    "See p. 5 and pp. 6-7.|Read them.",
    "It is about 5 ft. tall.|It weighs 10 lbs. or so.",
    "Mt. Everest is high.|Ft. Worth is flat.",
    "He said: “I know. I saw it.”|Then he sat.",
    "The vote was 52-48.|It passed.",
    "1. The first point.",
    "He came in at No. 1.|She came in at No. 2.",
    "Is it 5 p.m.?|Yes, it is.",
    "It was the year 2020.|In 2021 it changed.",
    "It ended in 1999.|2000 was better.",
    "“Go!”|“No!”|“Yes!”",
    "That was that.]|And so on.",
    "The group, founded in the U.S.S.R., grew.|It is big.",
    "The U.N. Security Council met.|The E.U. did not.",
    "The U.N.|It met.",
    "She got a B.|He got an A.",
    "Vitamin C. is good.",
    "Messrs. Doe and Roe sued.|They lost.",
    "Hon. John Roe presided.|The Rev. Doe prayed.",
    "Adm. Doe commands.|Capt. Roe obeys.",
    "The bill, H.R. 5, passed.|It is law.",
    "Sales fell (see Fig. 3).|Costs rose.",
    "Tues. and Wed. are free.|Thurs. is not.",
    "Alibaba Group Holding Ltd. fell.|Toyota Motor Corp. rose.",
    "Exxon Mobil Corp.|The company grew.",
    "It was approx. 5 km. away.|He walked.",
    "Mr. and Mrs. Doe came.|Ms. Roe did not.",
    "'I won't,' he said.|'Why?'",
    "“He told us ‘Go home.’”|They went.",
    "He called it “a disaster.”|She agreed.",
    "He asked “Who is there?” and left.|No one came.",
    "Headline without stop",
    "iPhone sales fell.|iPads rose.",
    "He left.|— Jane Roe",
    "“It is over.”|The crowd cheered.",
    "“Stop!” John Roe said.|He stopped.",
    "The shop opens at 9 a.m. EST on Monday.|It closes at 5 p.m. Jan. 3.",
    "The “U.S. of A.” is a phrase.|It is old.",
    "The firm (Acme Inc. of Ohio) failed.|It owed $3.2m.",
    "At 7 p.m. Christmas Eve it snowed.|At 8 p.m.|Police closed the road.",
    "The house is by Robert A.M. Stern.|It was sold.",
    "THE U.S. FIRM OF MR. ROE FAILED AT 5 P.M. MONDAY.|A BUYER WAS FOUND.",
    "The maker of Yahoo! Inc. was bought.|Yahoo! It was loud.",
    "Shares of Acme Inc. USA fell.|It was bought by Acme Inc.|Shares rose.",
    "Der Fluss stieg.|Er fiel.",
    "Acme (U.S.) Ltd. rose.|Widget fell.",
]
OTHERS = [
    ("zh", ["他来了。", "她走了！", "真的？", "“我去。”他说。", "好。"], ""),
    ("zh", ["河水上涨了3.5米。", "市政府开放了学校。"], ""),
    ("ja", ["彼は来た。", "「行く。」と言った。", "終わり！"], ""),
    ("hi", ["वह आया।", "वह गया।"], " "),
    ("ar", ["ذهب؟", "نعم.", "جاء."], " "),
    ("de", ["Am 5. Mai kam Dr. Müller.", "Er blieb z. B. lange.", "Das ist gut."], " "),
    ("fr", ["M. Dupont est venu.", "Mme. Roe est partie."], " "),
    ("es", ["¿Qué pasa?", "¡Nada!", "El Sr. López vino."], " "),
    ("ru", ["Река поднялась.", "Город открыл школы."], " "),
    ("am", ["አንድ ሰው።", "ሌላ ሰው።"], " "),
    ("und", ["Mr. Roe came.", "He left."], " "),
    ("xx", ["Mr. Roe came.", "He left."], " "),
]
HOSTILE = [
    ".",
    "A. ",
    '"',
    "word ",
    "(",
    "“Go. ",
    ".”",
    " ",
    "a",
    "a!’ B ",
    "他来了。",
    ".!",
    "x\n",
    "1. ",
    ". ",
    "no. A",
    "etc. A ",
    "ab… A",
    'ab. "A',
    "ab.Ab ",
    "ab. a ",
]
ANY_TEXT = st.lists(
    st.one_of(
        st.characters(exclude_categories=[]),
        st.sampled_from([*".!?…\"'“”‘’()[] \n\r\u2028AaBb12。！", "Mr. ", "U.S. ", "a.m. Monday"]),
    ),
    max_size=200,
).map("".join)


def texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split_sentences(text, language)]


@pytest.mark.parametrize("case", ENGLISH)
def test_a_sentence_ends_where_a_reader_ends_it(case: str) -> None:
    sentences = case.split("|")
    assert texts(" ".join(sentences)) == sentences


@pytest.mark.parametrize(("language", "sentences", "gap"), OTHERS)
def test_each_language_has_its_own_ends(language: str, sentences: list[str], gap: str) -> None:
    assert texts(gap.join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "case"), [n for n in NEWS if not any(part in n[1] for part in NOT_FOUND)]
)
def test_a_sentence_of_the_news_ends_where_a_reader_ends_it(language: str, case: str) -> None:
    wanted = [sentence.strip() for sentence in case.split("|")]
    assert texts(case.replace("|", ""), language) == wanted


def test_more_ends_in_the_news_are_right_than_by_sentencex_alone() -> None:
    ours = f1_of_ends(texts)
    assert ours >= 0.98
    assert ours > f1_of_ends(lambda text, language: segment(language, text))


def f1_of_ends(split: Callable[[str, str], list[str]]) -> float:
    """Return F1 of the ends of sentences but the last, each counted in characters but spaces."""
    right = wrong = 0
    for language, case in NEWS:
        wanted = ends(case.split("|"))
        found = ends(split(case.replace("|", ""), language))
        right += 2 * len(wanted & found)
        wrong += len(wanted ^ found)
    return right / (right + wrong)


def ends(sentences: list[str]) -> set[int]:
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    return {sum(lengths[:count]) for count in range(1, len(lengths))} - {0, sum(lengths)}


def test_a_line_break_always_ends_a_sentence() -> None:
    text = "River rises\n\nThe river\nrose, Mr.\nRoe said"
    assert texts(text) == ["River rises", "The river", "rose, Mr.", "Roe said"]


def test_offsets_point_into_the_text() -> None:
    text = "  The river rose. It\u2019s high. \n Run! "
    assert split_sentences(text, "en") == [
        Sentence("The river rose.", 2, 17),
        Sentence("It\u2019s high.", 18, 28),
        Sentence("Run!", 31, 35),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\n\t"])
def test_a_text_of_white_space_has_no_sentences(text: str) -> None:
    assert split_sentences(text, "en") == []


@given(ANY_TEXT, st.sampled_from(["en", "fr", "zh", "und", ""]))
def test_every_character_but_white_space_is_in_one_sentence(text: str, language: str) -> None:
    sentences = split_sentences(text, language)
    last = 0
    for sentence in sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text == sentence.text.strip() != ""
        assert text[last : sentence.start].strip() == ""
        last = sentence.end
    assert text[last:].strip() == ""


@pytest.mark.parametrize("text", ["word " * 10_000, "a" * 30_000, "“Go. He said: " * 3_000])
def test_no_sentence_is_longer_than_2000_characters(text: str) -> None:
    sentences = texts(text)
    assert max(map(len, sentences)) <= LONGEST
    assert "".join(sentences).replace(" ", "") == text.replace(" ", "")


def test_a_long_line_is_cut_at_a_space() -> None:
    assert all(set(sentence.split()) == {"word"} for sentence in texts("word " * 10_000))


def test_a_long_line_of_sentences_is_split_as_a_short_one() -> None:
    sentences = [f"Sentence {number} of Mr. Roe is here." for number in range(2_000)]
    assert texts(" ".join(sentences)) == sentences


@pytest.mark.parametrize("characters", [30_000, pytest.param(400_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str, characters: int) -> None:
    text = piece * (characters // len(piece))
    assert_linear(lambda size: split_sentences(text[:size], "en"), len(text))


def test_a_sentence_of_under_2000_characters_is_whole_wherever_it_stands_in_its_line() -> None:
    sentences = [f"It {'rained and ' * 150}{number} rivers rose." for number in range(20)]
    assert texts(" ".join(sentences)) == sentences
