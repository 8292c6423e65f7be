"""Lines about where an article comes from, and lines that ask readers to tell what they know."""

import pytest

from newsdesk.enrichment.cleaning import clean_text

FIRST = "The council voted on Monday to close the old bridge for two years, after it had cracked."
LAST = "Work begins in April and will cost 40 million euros, most of which the state pays."
AGENCIES = """\
dpa
aar/dpa
hgf/dpa/AFP
(ANSA).
Mit Material von dpa
Mit Material der Nachrichtenagenturen dpa und AFP
Quelle: dpa
Fuente: EFE
Con información de EFE
Com informações da Agência Brasil
Le Monde avec AFP
(avec AFP)
avec AFP et Reuters
Źródło: PAP
Kaynak: AA
Sumber: Antara
Bron: ANP
Källa: TT
Zdroj: ČTK
With files from The Canadian Press
Con agencias
Agence France-Presse
"""
NOTICES = """\
(The story has not been edited by our staff and is auto-generated from a syndicated feed.)
(Except for the headline, this story has not been edited by the staff and comes from a feed.)
This story has been published from a wire agency feed without modifications to the text.
Disclaimer: The views expressed in this article are those of the author.
The views expressed here are the author's own.
The opinions expressed by the columnist are personal.
The Harbor Times is not responsible for the content of external sites.
The-CNN-Wire
"""
FORMS = """\
Are you affected by the closure? Share your experiences by emailing yourstory@paper.example.
Do you live nearby? Have you been affected? You can share your story by emailing us@paper.example.
Please include a contact number if you are willing to speak to a journalist.
If you are reading this page and can't see the form you will need to visit the mobile version.
Do you have a story suggestion for Lowick? Contact us at news@paper.example.
Share your story with us by e-mail.
How does the budget affect you? Share your experiences by emailing yourstory@paper.example.
What are your questions on the bridge? Send your questions to questions@paper.example.
Are you affected by the issues in this story? Email: yourstory@paper.example
Have you waited long for the ferry? Get in touch.
Have you been affected? If you are happy to share your story contact us on news@paper.example.
If you are reading this page but cannot see the form, visit the mobile version of the site.
If you have a story suggestion email news@paper.example
Upload pictures or video
"""
LINKS = """\
Find Harbor News: East Coast on Facebook, Instagram and Twitter.
Find Harbor News on Facebook and X. If you have a story suggestion email news@paper.example
Why not follow Harbor News on Facebook and Twitter? You can also send story ideas to a@paper.example
Related internet links
Topics mentioned in this article
Listen and subscribe wherever you get your podcasts
Follow AP's coverage of bridges at https://paper.example/bridges
Read the original article on The Harbor Times.
after newsletter promotion
Please read our terms & conditions and privacy policy
All rights reserved. This material, and other digital content on this site, may not be copied.
Zur Startseite
Lees meer over:
Dalsza część artykułu pod materiałem wideo
Siga o Jornal do Porto no WhatsApp
"""
STAY = """\
Did you see the car? Get in touch with the owner.
Have you lost a cat? Email shelter@cats.example.
How can we help? The mayor puts the question to the children, and they answer.
What do you want? Your story is not mine, she said, and left.
Find the band on Facebook and Instagram.
Follow Lowick police on Facebook and X for road closures.
If you have a suggestion for the new tram, write to tram@city.example.
Were you in the area? Did you see the car? Contact us, police ask, on 101.
Have you seen Anna? Share your pictures with the police at tips@police.example.
Are you affected? The council helps those who have lost their homes.
Have you ever wondered why? Tell us, the teacher asked, and the children did.
Share your experiences with the inquiry by email or at a meeting in the town hall.
Share your views with the council at tram@council.example.
Include a phone number and your address.
Send your photos to the inquiry at fire@inquiry.example.
Send your pictures to harbour@museum.example by 3 May.
Upload pictures of up to 5 MB on the museum's site.
With Reuters and AP, it sends most of the pictures.
With AFP gone, only two agencies are left.
Source: a diplomat who saw the report.
Quelle und Mündung des Flusses liegen im selben Land.
Avec TAP, on vole moins cher vers Lisbonne, dit le patron.
The views expressed by parents in the survey are clear: they want smaller classes.
The opinions expressed in the letters are harsh.
The story has been edited by three generations of monks.
This story was published in 1851 by a small press in Boston.
This article has been taken out of the constitution.
The bank is not responsible for losses abroad.
Follow the coverage of the games from Friday.
Follow Norway's coverage of the event, and you learn how to ski.
Read the full story of the bridge in the town's archive.
Read the original article on genes and you will find no such claim.
All rights reserved to the state were sold in 1999.
This material may be reproduced in schools, the court said.
Zur Startseite des Laufs kamen 400 Menschen.
Lees meer boeken, zegt de minister.
"""


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        *(("byline", line) for line in AGENCIES.splitlines()),
        *(("notice", line) for line in NOTICES.splitlines()),
        *(("comments", line) for line in FORMS.splitlines()),
        *((None, line) for line in LINKS.splitlines()),
    ],
)
def test_a_line_of_the_site_goes(kind: str | None, line: str) -> None:
    cleaned = clean_text(f"{FIRST}\n{line}\n{LAST}")
    assert cleaned.text == f"{FIRST}\n{LAST}"
    assert [found.kind for found in cleaned.removed] == [kind or cleaned.removed[0].kind]


@pytest.mark.parametrize("line", STAY.splitlines())
def test_a_line_of_the_article_stays(line: str) -> None:
    for text in (f"{FIRST}\n{line}\n{LAST}", f"{FIRST}\n{line}"):
        assert clean_text(text).text == text


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_ways_to_reach_a_newsroom_go_with_the_line_that_announces_them(gap: str) -> None:
    form = (
        "Please include a contact number if you are willing to speak to a journalist. You can "
        "also get in touch in the following ways:",
        "WhatsApp: +44 7756 000000",
        "Tweet: @HarborTimes",
        "Text an SMS to 61124",
        "Upload pictures or video",
    )
    assert clean_text(gap.join([FIRST, LAST, *form])).text == gap.join([FIRST, LAST])
    assert clean_text(gap.join([FIRST, *form, LAST])).text == gap.join([FIRST, LAST])


@pytest.mark.parametrize(
    "above",
    [
        "You can reach the council in the following ways:",
        "Residents can get in touch with the council in the following ways:",
        "Contact the police in one of the following ways:",
    ],
)
def test_the_ways_to_reach_somebody_else_stay(above: str) -> None:
    text = f"{FIRST}\n{above}\nWhatsApp: +44 7756 000000\nEmail: tram@council.example\n{LAST}"
    assert clean_text(text).text == text


def test_the_shares_of_parties_named_like_agencies_stay() -> None:
    text = f"{FIRST}\nPAP\n61 percent\nPTI\n22 percent\nMAP\n17 percent"
    assert clean_text(text).text == text
