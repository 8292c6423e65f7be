import pytest

from newsdesk.commands.evaluate.rouge import Rouge


def test_rouge_scores_are_those_calculated_by_hand() -> None:
    scores = Rouge().score(["the police killed the gunman"], ["the gunman killed police"])
    # Words: 4 in common, of 5 and 4. Pairs: “the police, police killed, killed the, the gunman”
    # and “the gunman, gunman killed, killed police” have one in common. In order: “the killed” or
    # “the gunman”, with “police” or not: two words.
    assert scores["rouge1"] == pytest.approx(100 * 2 * 4 / 9)
    assert scores["rouge2"] == pytest.approx(100 * 2 * 1 / 7)
    assert scores["rougeL"] == pytest.approx(100 * 2 * 2 / 9)


def test_rouge_l_takes_sentences_in_any_order() -> None:
    first, second = "rain fell in the north", "the minister resigned today"
    assert Rouge().score([first, second], [second, first])["rougeL"] == pytest.approx(100)


def test_rouge_words_are_stemmed() -> None:
    assert Rouge().score(["voters elected him"], ["voter electing him"])["rouge1"] == 100


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Two words.", 2),
        ("大雨导致北京", 6),
        ("правительство объявило", 2),
        ("सरकार ने कहा", 3),
        ("ฝน", 2),
        ("", 0),
    ],
)
def test_rouge_words_of_every_script_count(text: str, tokens: int) -> None:
    assert Rouge().tokens(text) == tokens
    if tokens:
        assert Rouge().score([text], [text])["rouge1"] == pytest.approx(100)


def test_rouge_nothing_scores_nothing() -> None:
    assert set(Rouge().score(["some words"], []).values()) == {0.0}
