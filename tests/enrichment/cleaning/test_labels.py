import pytest

from newsdesk.enrichment.cleaning import RemovedLine, clean_text

STORY = (
    "The river rose two metres overnight and flooded the old market of Lake Harbor.\n"
    "The council has opened three shelters for families who had to leave."
)
KICKERS = [
    "SPORT | FOOTBALL",
    "THE LONG READ",
    "The long read",
    "ANALYSIS",
    "Analysis",
    "Opinion",
    "BREAKING NEWS",
    "Breaking news:",
    "News > Local",
    "Sport",
    "DEPORTES | FÚTBOL",
    "ÉCONOMIE",
    "WIRTSCHAFT",
    "Kommentar",
]
SIGNATURES = [
    "Weather desk, June 23, 2026",
    "Sports Desk",
    "News Desk, 3 March 2026",
    "Staff report",
    "Health correspondent",
    "Home affairs editor",
    "From our correspondent",
    "Jane Roe, Health Correspondent",
    "Jane Roe | 3 March 2026",
    "Jane Roe, 3 March 2026, 10:22",
    "Jane Roe and John Doe, Political Editors",
    "Jane Roe, BBC News",
]


@pytest.mark.parametrize(
    ("kind", "line"),
    [("kicker", line) for line in KICKERS] + [("byline", line) for line in SIGNATURES],
)
def test_a_label_over_the_article_goes(kind: str, line: str) -> None:
    cleaned = clean_text(f"{line}\n{STORY}")
    assert cleaned.text == STORY
    assert cleaned.removed == (RemovedLine(kind, line),)


def test_labels_one_above_the_other_go() -> None:
    labels = "SPORT | FOOTBALL\nANALYSIS\nBy Jane Roe\nSports desk, June 23, 2026\n"
    cleaned = clean_text(labels + STORY)
    assert cleaned.text == STORY
    assert [line.kind for line in cleaned.removed] == ["kicker", "kicker", "byline", "byline"]


@pytest.mark.parametrize(
    "line", [line for line in KICKERS + SIGNATURES if "|" not in line and ">" not in line]
)
def test_the_same_words_far_down_are_a_heading_and_stay(line: str) -> None:
    days = "\n".join(f"On day {day} the river rose by {day} metres." for day in range(9))
    text = f"{days}\n{line}\n{STORY}"
    assert clean_text(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Man Bites Reporter",
        "MAYOR RESIGNS",
        "World politics",
        "Today",
        "Jane Roe, 41",
        "The Roe Team",
        "Two Killed in London",
    ],
)
def test_a_headline_is_no_label(line: str) -> None:
    text = f"{line}\n{STORY}"
    assert clean_text(text).text == text
