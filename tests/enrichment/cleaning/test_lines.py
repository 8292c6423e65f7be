# ruff: noqa: RUF001 (typographic quotes and dashes are what is tested)
from pathlib import Path

import pytest

from newsdesk.enrichment.cleaning import RemovedLine, clean_text

STORY = (
    "The river rose two metres overnight and flooded the old market of Lake Harbor.\n"
    "The council has opened three shelters for families who had to leave."
)
SEED = Path(__file__).parents[3] / "seeds" / "kazakhstan-china.txt"

BOILERPLATE = [
    ("donation", "Support Village Voice News With a Donation of Your Choice."),
    ("donation", "Support our journalism"),
    (
        "donation",
        "Support our newsroom: we have been here for a year. Become a member for a coffee.",
    ),
    ("donation", "Support independent journalism by subscribing today."),
    ("donation", "Please donate to support our work."),
    ("donation", "Donate Now"),
    ("donation", "Make a tax-deductible donation to keep this site free."),
    ("donation", "Your donation helps us keep the lights on."),
    ("donation", "We rely on readers like you to fund our reporting."),
    ("donation", "If you enjoyed this article, please consider supporting us."),
    ("donation", "Become a member today!"),
    ("donation", "Buy us a coffee"),
    ("privacy", "We use cookies to improve your experience on our site."),
    ("privacy", "This website uses cookies. By continuing you agree to our policy."),
    ("privacy", "By continuing to use this site, you agree to our use of cookies."),
    ("privacy", "Accept all cookies"),
    ("privacy", "Privacy Policy"),
    ("privacy", "Cookie settings"),
    ("privacy", "Do not sell my personal information"),
    ("privacy", "Terms of Use"),
    ("privacy", "We and our 842 partners store and access information on a device."),
    ("share", "Share this article"),
    ("share", "Share on Facebook"),
    ("share", "Facebook Twitter WhatsApp Email"),
    ("share", "Share | Tweet | Print"),
    ("share", "Follow us on Twitter and Instagram"),
    ("share", "Click to share on Telegram (Opens in new window)"),
    ("share", "Join our WhatsApp channel for breaking news"),
    ("share", "1.2k shares"),
    ("byline", "By Jane Roe"),
    ("byline", "By Jane Roe and John Doe, Staff Writer"),
    ("byline", "BY JANE ROE"),
    ("byline", "By J. K. Roe, Senior Political Correspondent"),
    ("byline", "By Jane Roe | March 3, 2026"),
    ("byline", "By Ludwig van der Berg"),
    ("byline", "By Reuters Staff"),
    ("byline", "Written by Jane Roe"),
    ("byline", "(Reporting by Jane Roe in London; editing by John Doe)"),
    ("byline", "Reporting by A. B. Smith in London; Editing by C. D."),
    ("byline", "Reporting and writing by Jane Roe and J. K. Doe, editing by A.B. Lee."),
    ("byline", "Additional reporting by Jean-Paul de la Cruz in Lyon. Editing by Ana al-Aziz."),
    (
        "byline",
        "Reporting by Jane Roe, John Doe, and Ann Lee; Writing by Max Poe; Editing by E. F.",
    ),
    ("byline", "By Press Association and Jane Roe-Smith, Staff Writer, March 3"),
    ("byline", "By Jane Roe - 3 March 2026 10:22"),
    ("photo_credit", "(Photo: Jane Roe/Example Wire)"),
    ("photo_credit", "Photo by Jane Roe"),
    ("photo_credit", "Photo by Jane Roe-Smith/AFP via Getty Images"),
    ("photo_credit", "Photo by A. B. Lee - Pool"),
    ("photo_credit", "Jane Roe - Getty Images"),
    ("photo_credit", "Jane Roe-AFP"),
    ("photo_credit", "Photo by Jane Roe for the Example Times"),
    ("photo_credit", "Getty Images"),
    ("photo_credit", "Jane Roe/Getty Images"),
    ("photo_credit", "Image credit: Jane Roe"),
    ("photo_credit", "AP Photo/Jane Roe"),
    ("photo_credit", "Picture: Lake Harbor Council"),
    ("related", "Read more"),
    ("related", "Read more: Minister says taxes will rise"),
    ("related", "READ ALSO: Ten ways to cook rice"),
    ("related", "Related articles"),
    ("related", "You may also like"),
    ("related", "Click here for more stories from Lake Harbor"),
    ("related", "Most read"),
    ("related", "Continue reading…"),
    ("related", "Lire aussi : la ville sous les eaux"),
    ("advertisement", "Advertisement"),
    ("advertisement", "ADVERTISEMENT - CONTINUE READING BELOW"),
    ("advertisement", "Sponsored content"),
    ("advertisement", "Story continues below advertisement"),
    ("advertisement", "[Ad]"),
    ("newsletter", "Sign up for our daily newsletter"),
    ("newsletter", "Subscribe to our newsletter and never miss a story."),
    ("newsletter", "Get the latest headlines delivered to your inbox."),
    ("newsletter", "Enter your email address"),
    ("newsletter", "Subscribe now"),
    ("newsletter", "Already a subscriber? Log in"),
    ("newsletter", "To continue reading, please subscribe."),
    ("comments", "Leave a comment"),
    ("comments", "12 Comments"),
    ("comments", "Join the conversation"),
    ("comments", "What do you think? Let us know in the comments below."),
    ("comments", "Your email address will not be published."),
    ("copyright", "© 2026 Example Media Ltd. All rights reserved."),
    ("copyright", "Copyright 2026 The Example Wire. All rights reserved."),
    ("copyright", "All rights reserved."),
    ("copyright", "This material may not be published, broadcast or redistributed."),
    ("navigation", "Home | News | Sport"),
    ("navigation", "Home > World > Asia"),
    ("navigation", "News Sport Weather Opinion"),
    ("navigation", "Skip to main content"),
    ("navigation", "Back to top"),
    ("navigation", "Tags: floods, Lake Harbor, weather"),
    ("timestamp", "Published 3 March 2026 10:22"),
    ("timestamp", "Last updated: March 3, 2026 at 10:22 a.m. EST"),
    ("timestamp", "2026-03-03T10:22:00Z"),
    ("timestamp", "Tuesday, 3 March 2026"),
    ("timestamp", "5 hours ago"),
    ("timestamp", "4 min read"),
]

SENTENCES = [
    "The party returned a donation of $2 million from the oil magnate.",
    "Support for the president fell after the scandal.",
    "Support groups met the minister on Tuesday with a list of demands.",
    "Donate blood or lose the clinic, the mayor told residents.",
    "Donations to the flood fund passed $3 million on Monday.",
    "Donors gave the museum a gift of 40 paintings.",
    "We rely on rain, a farmer in the valley said.",
    "Members of the public may donate to the fund at any branch of the bank.",
    "The baker sells cookies at the market.",
    "Cookies and cakes were sold out by noon.",
    "The regulator fined the company for using cookies without consent.",
    "By continuing the strike, workers hope to win a pay rise of 5 percent.",
    "Privacy campaigners welcomed the ruling.",
    "The privacy policy of the company broke European law, the court found.",
    "He was asked to subscribe to the theory.",
    "Subscribers to the streaming service rose by two million in the quarter.",
    "“Share this with your children,” she said.",
    '"Share this with your children," she said.',
    "Share prices fell sharply in London on Friday.",
    "Shares in the company rose 3 percent.",
    "Facebook and Twitter shares fell after the hearing in Congress.",
    "Москва — столица России.",
    "Россия - Китай: новый договор",
    "日本 — 河水上涨。",
    "EXCLUSIVE — The mayor resigned.",
    "Paris - Dakar rally begins",
    "U.S. - Mexico border closed",
    "Make a donation or give your time: the two choices facing volunteers.",
    "Support this station has given to local bands is well known.",
    "Terms of service for the army chief end in June.",
    "Share on the market fell.",
    "Most read the book in school.",
    "Related: the two men are cousins.",
    "Opinion: the court decided by five votes to four.",
    "Copyright 2020 law was overturned.",
    "World politics",
    "10:30",
    "March 2026",
    "Reporting by The New York Times showed that the minister lied.",
    "Source: the ministry declined to comment",
    "By Land and Sea",
    "Follow the river north and you reach the village of Roe.",
    "By Friday the river had risen",
    "By Friday the river had risen another two metres.",
    "By Monday",
    "By all accounts, Jane Roe was a quiet neighbour.",
    "By George Washington's time the road had been paved.",
    "By Christmas, Lake Harbor was under water.",
    "Jane Roe is the new head of the school.",
    "Photographs of the flood spread quickly online.",
    "Photo identification will be required at polling stations.",
    "Photos by the artist hang in the national museum.",
    "Picture the scene: a valley under two metres of water.",
    "Getty Images sued the start-up over its use of photographs.",
    "Image problems have dogged the airline for years.",
    "Read more than a book a week and you will live longer, the study suggests.",
    "Reading scores rose in every school of the district.",
    "More from the fund will be paid out in April.",
    "Related charges against two other men were dropped.",
    "Watch sales to China fell by a fifth.",
    "Advertisement spending rose 4 percent",
    "Advertising revenue fell for the third year in a row.",
    "Sponsored athletes will have to declare their contracts.",
    "Newsletters were handed out at the station.",
    "Sign language will be taught in all schools from 2027.",
    "Emails published on Tuesday show that the minister knew.",
    "Comments from the minister angered unions.",
    "Comments by the governor sent the currency lower.",
    "Join the army or go to prison: that was the choice he faced.",
    "Copyright law has changed little since 1988.",
    "All rights reserved to the crown were abolished in 1850.",
    "Home news agencies reported heavy losses.",
    "Home sales rose for a third month.",
    "Published research shows that the drug works.",
    "Updated figures put the dead at 31.",
    "Posted to Berlin in 1989, he saw the wall fall.",
    "On 3 March 2026 the dam broke.",
    "March 3 was the day when the dam broke.",
    "NATO - the alliance of 32 states - agreed to meet in May.",
    "IBM — which employs 280,000 people — will cut jobs.",
    "Either/or questions were banned.",
    "The mayor (a former teacher) resigned.",
    "What do you think the river will do next?",
    "Log in the forest is worth more than gold, loggers say.",
    "Become a doctor and you will never be idle, her mother used to say.",
    "If you value your life, leave now, the radio warned.",
    "Today",
    "2026",
    "Reporting by the commission was late again this year.",
    "Credit conditions tightened in the first quarter.",
    "Tweets by the president moved the markets.",
    "Skip the queue, pay the price: how airports sell time",
    "Top stories of the trial were told by its witnesses.",
    "Click farms in the region employ thousands of people.",
]


@pytest.mark.parametrize(("kind", "line"), BOILERPLATE)
def test_a_boilerplate_line_goes_with_its_kind(kind: str, line: str) -> None:
    cleaned = clean_text(f"{line}\n{STORY}")
    assert cleaned.removed == (RemovedLine(kind, line),)
    assert cleaned.text == STORY


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_line_of_the_story_stays_wherever_it_stands(sentence: str) -> None:
    for text in (f"{sentence}\n{STORY}", f"{STORY}\n{sentence}", sentence):
        cleaned = clean_text(text)
        assert cleaned.removed == ()
        assert cleaned.text == text


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("LAKE HARBOR, March 3 (Example Wire) -", "The river rose."),
        ("LONDON —", "The river rose."),
        ("NEW YORK (AP) —", "The river rose."),
        ("LONDON, March 3 (Reuters) -", "The river rose."),
        ("WASHINGTON, D.C. --", "The river rose."),
        ("(CNN) --", "The river rose."),
        ("Canberra, Australia (CNN) --", "The river rose."),
        ("Beirut, 3 March 2026 –", "“The river rose,” he said."),
        ("SÃO PAULO –", "The river rose."),
        ("ST. LOUIS (AP) —", "The river rose."),
        ("NASHVILLE, Tenn. —", "The river rose."),
    ],
)
def test_a_dateline_goes_and_its_sentence_stays(dateline: str, sentence: str) -> None:
    cleaned = clean_text(f"{dateline} {sentence}")
    assert cleaned.text == sentence
    assert cleaned.removed == (RemovedLine("dateline", dateline),)


def test_a_photo_credit_at_the_end_goes_and_its_caption_stays() -> None:
    cleaned = clean_text("Families wade through the market. (Photo: Jane Roe/Example Wire)")
    assert cleaned.text == "Families wade through the market."
    assert cleaned.removed == (RemovedLine("photo_credit", "(Photo: Jane Roe/Example Wire)"),)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("(Example Wire) - The bank cut its rate.", "The bank cut its rate."),
        ("(Updates death toll, adds quotes) An earthquake hit.", "An earthquake hit."),
        ("(Adds details)\nAn earthquake hit.", "An earthquake hit."),
        ("PORT ROY, May 2 (Example Wire) - (Recasts) A ship sank.", "A ship sank."),
        ("(Laughs) - I did not know that.", "(Laughs) - I did not know that."),
    ],
)
def test_wire_service_notes_are_removed(raw: str, kept: str) -> None:
    assert clean_text(raw).text == kept


def test_a_headline_before_a_dateline_stays() -> None:
    text = "Blue Chips Unchanged, Oil Falls. NEW YORK (Reuters) - Shares rose."
    assert clean_text(text).text == text


def test_a_byline_and_dates_that_run_into_the_story_go() -> None:
    cleaned = clean_text(
        "By. Jane Roe. PUBLISHED:. 01:15 EST, 30 November 2013. |. "
        "UPDATED:. 01:23 EST, 30 November 2013. The river rose."
    )
    assert cleaned.text == "The river rose."
    assert [line.kind for line in cleaned.removed] == ["byline", "timestamp", "timestamp"]


def test_a_line_that_comes_again_stays_once() -> None:
    first, second = STORY.split("\n")
    cleaned = clean_text(f"{first}\n{second}\n{first.upper()}")
    assert cleaned.text == STORY
    assert cleaned.removed == (RemovedLine("repeated", first.upper()),)


def test_a_short_line_may_come_again() -> None:
    text = "Who?\nThe mayor.\nWho?\nThe mayor."
    assert clean_text(text).text == text


def test_a_bare_date_far_down_the_text_is_a_heading_and_stays() -> None:
    days = "\n".join(f"On day {day} the river rose again by {day} metres." for day in range(9))
    text = f"{days}\n3 March 2026\nThe dam broke."
    assert clean_text(text).text == text


def test_removed_lines_leave_one_paragraph_break() -> None:
    cleaned = clean_text("The river rose.\n\nAdvertisement\n\nThe dam broke.")
    assert cleaned.text == "The river rose.\n\nThe dam broke."


def test_a_text_of_boilerplate_alone_comes_back_empty() -> None:
    cleaned = clean_text("Advertisement\nShare this article\n\nPrivacy Policy")
    assert cleaned.text == ""
    assert [line.kind for line in cleaned.removed] == ["advertisement", "share", "privacy"]


def test_a_long_line_is_never_boilerplate_as_a_whole() -> None:
    line = f"Support our journalism, {'and think of the readers, ' * 30}they wrote."
    assert clean_text(line).text == line


def test_boilerplate_that_continues_as_the_article_stays_with_it() -> None:
    text = f"{STORY}\nLeave a comment and win. The dam on the upper river broke at dawn.\n{STORY}!"
    assert "Leave a comment" in clean_text(text).text


def test_a_notice_of_several_sentences_goes_whole() -> None:
    notice = "We use cookies on this site. You can change your settings at any time you like."
    cleaned = clean_text(f"{STORY}\n{notice}")
    assert cleaned.text == STORY
    assert cleaned.removed == (RemovedLine("privacy", notice),)


def test_only_the_first_line_of_the_seed_article_goes() -> None:
    text = SEED.read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    cleaned = clean_text(text)
    assert cleaned.removed == (RemovedLine("donation", first),)
    assert cleaned.text == rest.strip()


@pytest.mark.parametrize(
    ("raw", "rest"),
    [
        (
            "Read more: 'The bridge was doomed' The council had known it, an engineer said.",
            "The council had known it, an engineer said.",
        ),
        (
            "It closed. Read more: ‘The bridge’s piers crack’ The council had known it. It waited.",
            "It closed. The council had known it. It waited.",
        ),
        (
            "It closed. Read more: 'The bridge was doomed', an expert says. It was old.",
            "It closed. It was old.",
        ),
        ("It closed. READ MORE: The bridge was doomed", "It closed."),
        ("It closed. Read more: 'Doomed' Bridge Falls", "It closed."),
        ("“Read more: 'The bridge was doomed' is a sad book,” she said.", None),
    ],
)
def test_a_quoted_title_of_another_article_ends_with_its_quotation(
    raw: str, rest: str | None
) -> None:
    story = "The council closed the bridge on Monday, and nobody knows for how long.\n"
    assert clean_text(story + raw).text == story + (rest or raw)
