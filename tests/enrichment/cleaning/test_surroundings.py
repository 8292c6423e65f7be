"""Lines that look like boilerplate alone, and are part of the article by the lines around them."""

import pytest

from newsdesk.enrichment.cleaning import clean_text

FIRST = "The river rose two metres overnight and flooded the old market of Lake Harbor."
LAST = "The council has opened three shelters for families who had to leave."
BLOCKS = {
    "a table": "Gold | Anna Berg | Norway\nSilver | Mary Njeri | Kenya",
    "a table with outer bars": "| Gold | Anna Berg | Norway |\n| Silver | Mary Njeri | Kenya |",
    "a table of networks": "Facebook | Instagram | X\n3,065 | 2,000 | 600",
    "a row between paragraphs": "Winners: | Ada Berg | Tom Lindt",
    "pairs": "Ada Berg / Tom Lindt / winners\nIda Holm / Sven Olk / beaten",
    "a row with an introduction": "The winners are:\nAda Berg • Tom Lindt • Ida Holm",
    "a timeline": "3 January 2026\nThe dam cracks.\n9 January 2026\nThe lake is lowered.",
    "a listing": "19:30 GMT Monday\nThe Bog\n21:00 GMT Monday\nParliament\n22:15 GMT Monday\nNews",
    "a live blog": "5 minutes ago\nThe road is shut.\n1 hour ago\nThe river has risen.",
    "times of updates": (
        "Updated 10:15 GMT, 3 March 2026\nThe road is shut.\n"
        "Updated 10:05 GMT, 3 March 2026\nThe river has risen.\n"
        "Updated 9:40 GMT, 3 March 2026\nIt rains."
    ),
    "a jury": "The members of the jury are:\nAda Berg, writer\nTom Lindt, photographer",
    "a shortlist of the press": "Ada Berg, AFP\nTom Lindt, Reuters\nIda Holm, Bloomberg",
    "nominees": "Picture: The Bog\nDirector: Ada Berg\nWriter: Tom Lindt",
    "a box": "Date: 9 May 2026\nTime: 19:30\nPlace: the old mill",
    "categories": "Category: Fiction\nAda Berg, Peat.\nCategory: Poetry\nIda Holm, Salt.",
    "a play": "Written by Ada Berg\nDirected by Tom Lindt",
    "books with publishers": (
        "Salt\nBy Anna Roe\nMill Press, 312pp, £18\nTwo sisters own a boat.\n"
        "Peat\nBy Tom Lindt\nMill Press, 90pp, £9\nA mine closes."
    ),
    "films with dates": "Peat\nReleased: 3 March 2026\nHome\nReleased: 4 March 2026",
    "a book with the name of a menu": "Home\nBy Anna Roe\nPeat\nBy Tom Lindt",
    "a list of books": "Salt\nBy Anna Roe\nPeat\nBy Tom Lindt",
    "recipes of one cook": (
        "Soup\nBy Anna Roe\nServes 4\nBoil the peas.\nCake\nBy Anna Roe\nServes 8\nBake it."
    ),
    "sentences with labels": (
        "Talks: They continue in Lowick.\nVideo: A drone filmed the fire.\n"
        "Photos: Satellites show new roads.\nPolls: Most people want a truce."
    ),
    "books": "Salt\nBy Anna Roe\nTwo sisters own a boat.\nPeat\nBy Tom Lindt\nA mine closes.",
    "things to do": "Read: The Ferry\nWatch: Salt, a film\nListen: The Leith Ensemble",
    "questions": "What do you think?\nThat it will rain.\nDo you have any tips?\nStay at home.",
    "an agenda": "These are the points of the agenda:\nOpinion\nComments\nClose",
    "films": "Salt\nHome\nThe Menu\nSearch\nThe Ferry",
    "clauses": "(a) the permit is void;\n(b) the river is tested;\n(c) 2026 All rights reserved",
    "shares": "Ada Berg\n1,200 shares\nTom Lindt\n900 shares",
    "a refrain": "We will remember them all\nA bell rang.\nWe will remember them all\nA bell rang.",
    "a question that comes again": "Who was in the boat?\nI was.\nWho was in the boat?",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_block_of_the_article_stays(block: str, gap: str) -> None:
    text = f"{FIRST}\n{block}\n{LAST}".replace("\n", gap)
    cleaned = clean_text(text)
    assert cleaned.removed == ()
    assert cleaned.text == text


@pytest.mark.parametrize(
    "name",
    ["a table", "pairs", "a timeline", "a live blog", "nominees", "a box", "questions", "clauses"],
)
def test_a_block_stays_at_the_start(name: str) -> None:
    text = f"{BLOCKS[name]}\n{LAST}"
    if name in {"a table", "pairs"}:
        text = f"{BLOCKS[name]}\n{BLOCKS[name].split(chr(10))[0].replace('Berg', 'Holm')}\n{LAST}"
    assert clean_text(text).text == text


@pytest.mark.parametrize(
    ("block", "kinds"),
    [
        ("Home | News | Sport\nLondon | Paris | Berlin", "navigation navigation"),
        ("Home > World > Asia", "navigation"),
        ("Asia » Kazakhstan » Floods", "navigation"),
        ("Politics | Economy | Floods", "navigation"),
        ("Facebook | Twitter | Email\nShare | Print | Save", "share share"),
        ("By Jane Roe\n3 March 2026\nUpdated 4 March 2026, 10:22", "byline timestamp timestamp"),
        ("Photo: Jane Roe\nTags: floods, weather", "photo_credit navigation"),
        ("Read more: Mayor resigns\nRead more: Bridge falls", "related related"),
        (
            "Related stories:\nLeave a comment\nSign up for our newsletter",
            "related comments newsletter",
        ),
        ("What do you think?\nLet us know in the comments below.", "comments comments"),
        ("12 shares\n34 likes", "share share"),
        ("5 hours ago", "timestamp"),
    ],
)
def test_furniture_between_paragraphs_goes(block: str, kinds: str) -> None:
    cleaned = clean_text(f"{FIRST}\n{block}\n{LAST}")
    assert cleaned.text == f"{FIRST}\n{LAST}"
    assert [line.kind for line in cleaned.removed] == kinds.split()


def test_the_date_of_publication_goes_and_those_of_the_timeline_stay() -> None:
    timeline = BLOCKS["a timeline"]
    cleaned = clean_text(f"By Jane Roe\n20 April 2026\n\n{timeline}")
    assert cleaned.text == timeline


def test_sections_of_a_digest_stay_and_one_over_an_article_goes() -> None:
    digest = f"Politics\n{FIRST}\nSport\n{LAST}"
    assert clean_text(digest).text == digest
    assert clean_text(f"Politics\n{FIRST}\n{LAST}").text == f"{FIRST}\n{LAST}"


def test_a_paragraph_that_comes_again_goes_and_so_does_a_title() -> None:
    cleaned = clean_text(f"{FIRST}\n{LAST}\n{FIRST}")
    assert cleaned.text == f"{FIRST}\n{LAST}"
    cleaned = clean_text(f"Lake Harbor is flooded\nLake Harbor is flooded\n{FIRST}\n{LAST}")
    assert cleaned.text == f"Lake Harbor is flooded\n{FIRST}\n{LAST}"


def test_a_short_line_between_long_paragraphs_again_and_again_goes() -> None:
    paragraphs = [f"On day {day} {FIRST} {LAST}" for day in range(4)]
    text = "\nListen to the Harbor Hour tonight\n".join(paragraphs)
    cleaned = clean_text(text)
    assert cleaned.text.count("Harbor Hour") == 1
    assert [line.kind for line in cleaned.removed] == ["repeated", "repeated"]
