# ruff: noqa: RUF001 (typographic dashes are what is tested)
import pytest

from newsdesk.enrichment.cleaning import clean_text

STORY = (
    "The river rose two metres overnight and flooded the old market of Lake Harbor. "
    "The council has opened three shelters for families who had to leave."
)


@pytest.mark.parametrize(
    ("kinds", "stamps"),
    [
        ("byline", "By. Jane Roe."),
        ("byline", "By. J. K. Roe."),
        ("byline", "By. Jane Roe. and John Doe."),
        ("byline", "By. Jane Roe, Example Association."),
        ("byline", "By. Jane Roe For Exampleonline."),
        ("byline", "By Jane Roe."),
        ("byline", "By Jane Roe |"),
        ("byline", "By Jane Roe and John Doe."),
        ("byline", "Jane Roe | 3 March 2026 |"),
        ("byline", "By Jane Roe in New York |"),
        ("timestamp", "Posted on March 3, 2026 by Jane Roe."),
        ("timestamp", "Tuesday 3 March 2026 10:22 GMT."),
        ("dateline", "NEW YORK, March 3 /PRNewswire/ --"),
        ("dateline", "LAKE HARBOR, Fla. (AP) _"),
        ("dateline", "London CNN Business —"),
        ("dateline", "Reuters -"),
        (
            "byline timestamp timestamp",
            "By. Jane Roe. PUBLISHED:. 14:11 EST, 25 October 2013. |. "
            "UPDATED:. 15:36 EST, 25 October 2013.",
        ),
        (
            "byline timestamp timestamp",
            "By Jane Roe for Exampleonline PUBLISHED: 14:11, 25 October 2013 | "
            "UPDATED: 15:36, 25 October 2013",
        ),
        ("byline timestamp", "By Jane Roe and John Doe. Published 3 March 2026."),
        ("timestamp", "Last updated at 5:06 PM on 17th December 2010."),
        ("timestamp", "Last updated at 5:06 PM on 17th December 2010"),
        ("timestamp", "Updated 10:22 a.m. ET, March 3, 2026."),
        ("timestamp", "Posted: Mar 3, 2026 / 10:22 AM EST"),
        ("timestamp", "Posted 14:05 . . . | •"),
        ("timestamp", "Posted 14:05......"),
        ("timestamp", "Publicado el 3 de marzo de 2026."),
        ("timestamp", "Publié le 3 mars 2026 à 10h22 |"),
        ("timestamp", "23.01.2026 -"),
        ("share", "Follow @@jane_roe."),
        ("photo_credit", "Photo: Jane Roe/Getty Images."),
        ("photo_credit", "(Photo by Jane Roe/Getty Images)"),
        ("photo_credit", "Image: Jane Roe / AP."),
        ("media", "Scroll down for video."),
        ("advertisement share", "Advertisement. Share this article."),
        ("newsletter", "Subscribe to our newsletter."),
        ("donation", "Support Village Voice News With a Donation of Your Choice."),
        ("dateline", "(CNN)"),
        ("dateline", "VILLA ALMENDRO, 12 de febrero –"),
        ("dateline", "Madrid, 12 feb (EFE).-"),
        ("dateline", "PARIS, 12 février (Reuters) -"),
        ("dateline", "Paris, le 12 février 2026 –"),
        ("dateline", "Berlin, 12. Februar (dpa) –"),
        ("dateline", "Berlin (dpa/bb) -"),
        ("dateline", "ROMA, 12 febbraio –"),
        ("dateline", "SÃO PAULO, 12 de fevereiro –"),
        ("dateline dateline", "(ANSA) - ROMA, 12 FEB -"),
        ("dateline", "МОСКВА, 23 июня – РИА Новости."),
        ("dateline", "МОСКВА, 23 июня. /ТАСС/."),
        ("dateline", "新华社北京6月23日电（记者张三）"),
    ],
)
def test_stamps_that_run_into_the_first_sentence_go(kinds: str, stamps: str) -> None:
    cleaned = clean_text(f"{stamps} {STORY}")
    assert cleaned.text == STORY
    assert [line.kind for line in cleaned.removed] == kinds.split()


@pytest.mark.parametrize(
    ("kind", "instruction"),
    [
        ("media", "Scroll down for video."),
        ("media", "SCROLL DOWN FOR VIDEO"),
        ("media", "Scroll down to watch the rescue."),
        ("media", "VIDEO Scroll down to see the dam break."),
        ("media", "Watch the dam break »"),
        ("related", "Read more: Mayor resigns after U.S. visit."),
        ("related", "RELATED: Ten floods that changed the law."),
        ("related", "Click here to see the full gallery."),
        ("share", "E-mail to a friend."),
        ("share", "Follow @jane_roe."),
        ("advertisement", "Story continues below advertisement."),
        ("byline", "Jane Roe and John F. Doe contributed to this report."),
    ],
)
def test_an_instruction_between_sentences_goes(kind: str, instruction: str) -> None:
    first, second = STORY.split(". ", 1)
    cleaned = clean_text(f"{first}. {instruction} {second}")
    assert cleaned.text == STORY
    assert [(line.kind, line.text) for line in cleaned.removed] == [(kind, instruction)]


@pytest.mark.parametrize(
    ("kinds", "notice"),
    [
        ("copyright", "All rights reserved."),
        (
            "copyright copyright copyright",
            "Copyright 2013 The Example Wire. All rights reserved. "
            "This material may not be published, broadcast or redistributed.",
        ),
        (
            "share copyright copyright copyright",
            "E-mail to a friend . Copyright 2007 Example. All rights reserved."
            "This material may not be published or redistributed.",
        ),
        ("newsletter", "Sign up for our newsletter."),
        ("donation donation", "Support our journalism. Donate now."),
        ("share", "Follow us on Twitter @example."),
        ("byline", "(Reporting by Jane Roe in London; editing by John Doe)"),
        ("photo_credit", "(Photo: Jane Roe)"),
        ("comments", "Leave a comment."),
    ],
)
def test_notices_after_the_last_sentence_go(kinds: str, notice: str) -> None:
    cleaned = clean_text(f"{STORY} {notice}")
    assert cleaned.text == STORY
    assert sorted(line.kind for line in cleaned.removed) == sorted(kinds.split())


def test_quotation_at_the_end_stays() -> None:
    text = f"{STORY} “It is simple,” she said. “Donate now. Subscribe now.”"
    assert clean_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Posted 14:05 " + "." * 300 + " the council met on Monday.",
        "Reporting by " + "A." * 60 + "A! he said.",
        "Photo by " + "A-" * 50 + "A! he said.",
        "A...." * 40 + " contributed to this story, he said.",
    ],
)
def test_what_only_begins_like_a_credit_stays(text: str) -> None:
    assert clean_text(text).text == text
