"""Notices, paywalls, buttons, frames of posts, prompts within lines, and lists of links."""
# ruff: noqa: RUF001 (typographic quotes and dashes are what is tested)

import pytest

from newsdesk.enrichment.cleaning import RemovedLine, clean_text

STORY = (
    "The river rose two metres overnight and flooded the old market of Lake Harbor.\n"
    "The council has opened three shelters for families who had to leave."
)

GO = """\
This is a breaking news story. Please check back for updates.
This is a developing story and will be updated.
Breaking news, check back for updates.
Check back soon for more on this story.
Please refresh the page for updates.
More to follow.
More details soon …
This story is being updated.
Noticia en desarrollo
Habrá ampliación.
Plus d'informations à venir.
Cet article est en cours de mise à jour.
Mehr in Kürze.
Diese Meldung wird laufend aktualisiert.
Notizia in aggiornamento
Matéria em atualização
Dit artikel wordt bijgewerkt.
EDS: UPDATES with quotes, details. With photos. For global distribution.
ADVISORY: Moves for Sunday editions.
(With inputs from PTI)
We may earn a commission from links on this page.
If you buy something through our links, we may earn an affiliate commission.
This article contains affiliate links.
Este artículo contiene enlaces de afiliados.
Subscribe now for 1 crown a week to keep reading.
Subscribe for £1 a month.
You have read your last free article this month.
You've reached your limit of free articles.
Become a Lake Post subscriber to read:
This article is for subscribers only.
The rest of this article is locked.
Cancel anytime.
Start your free trial today.
Unlock this article with a subscription.
Dieser Artikel ist nur für Abonnenten.
Weiterlesen mit Plus
Jetzt für 1 Euro testen
Il vous reste 80 % de cet article à lire. La suite est réservée aux abonnés.
Article réservé aux abonnés
Si quieres seguir leyendo, suscríbete.
Per continuare a leggere abbonati
Para continuar lendo, assine
Dit artikel is alleen voor abonnees
Gift this article
Share full article
Save for later
Print
Listen (3 min)
Listen to this article · 4 min
Skip Ad
Continue watching
Our Standards: The Lake Post Trust Principles.
Purchase Licensing Rights, opens new tab
Translated by AI from the original. See an error?
Was this article helpful?
1 of 4
ALSO READ | Ten ways to cook rice
READ ALSO: Ten ways to cook rice
WATCH: Ten ways to cook rice
Baca juga: Sungai naik dua meter
Читайте также: Река поднялась
यह भी पढ़ें: नदी का जलस्तर बढ़ा
اقرأ أيضا: النهر يرتفع
View this post on Instagram
A post shared by Ann Roe (@annroe)
Ver esta publicación en Instagram
Una publicación compartida de Ann Roe (@annroe)
Sieh dir diesen Beitrag auf Instagram an
Ein Beitrag geteilt von Ann Roe (@annroe)
Voir cette publication sur Instagram
Skip twitter post by Ann Roe
End of twitter post by Ann Roe
Фото: Иван Петров / ТАСС
Fot. Jan Kowalski / Agencja
图片来源:新华社"""

STAY = """\
This is a developing country, not a poor one, the minister said.
More to the point, nobody had warned the shelters.
More details emerged on Tuesday, when the council met.
Check back doors and cellars for water, the fire brigade says.
It will be updated once a year.
For global distribution of vaccines the fund needs 2 billion crowns.
Advisory: boil water until Friday, the county says.
The bank may earn a commission on each policy.
We may earn little, but we sleep well, says the ferryman.
To get a polling card, register at the town hall by 1 May.
Register for two courses at the town hall.
Jetzt will die Stadt das Wasser testen.
Start the trial without me, the judge was asked.
Cancel culture reached the village in March.
Unlock the doors, the warden shouted.
Print runs have fallen by half.
Save for later years, the pensioners advise.
Gift this size are rare, the museum said.
Skip the queue, say the hackers, and pay nothing.
Listen to the river, her grandmother used to say.
One of four shelters is full.
Watch the river: it rises.
Read also the small print, lawyers advise.
View this post as a warning, he wrote.
A post shared by a minister was deleted.
Voir la mer sur Mars est un vieux rêve.
Fotos zeigen das Wasser im Markt.
Si quieres seguir leyendo a los clásicos, hazlo en voz alta, dijo el poeta a los alumnos.
Dieser Artikel ist ein Fehler, sagte der Minister."""


@pytest.mark.parametrize("line", GO.split("\n"))
def test_clean_text_inserted_lines_go_wherever_they_stand(line: str) -> None:
    first, second = STORY.split("\n")
    for text in (f"{line}\n\n{STORY}", f"{first}\n{line}\n{second}", f"{STORY}\n{line}"):
        assert clean_text(text).text == STORY


@pytest.mark.parametrize("line", STAY.split("\n"))
def test_clean_text_article_lines_that_begin_alike_stay(line: str) -> None:
    first, second = STORY.split("\n")
    for text in (f"{line}\n{STORY}", f"{first}\n{line}\n{second}", f"{STORY}\n{line}"):
        assert clean_text(text).text == text


@pytest.mark.parametrize(
    "prompt",
    [
        "(Scroll down to watch the video.)",
        "[Read more: Ten ways to cook rice]",
        "(Also read: Ten ways to cook rice)",
        "(Story continues below)",
        "(Lea también: Sube el río)",
        "(Lire aussi : La rivière monte)",
        "[Lesen Sie auch: Der Fluss steigt]",
        "ADVERTISEMENT",
        "SKIP ADVERTISEMENT",
    ],
)
def test_clean_text_prompts_between_sentences_go(prompt: str) -> None:
    cleaned = clean_text(f"The river rose. {prompt} The dam broke. It was dawn.")
    assert cleaned.text == "The river rose. The dam broke. It was dawn."
    assert clean_text(f"The river rose. {prompt}\nThe dam broke.").text == (
        "The river rose.\nThe dam broke."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The river rose (see also page 3). The dam broke.",
        "The river rose. (Read into that what you want.) The dam broke.",
        "The river rose (more than 3 metres). The dam broke.",
        "The river rose. Advertisement was banned on the dam. It broke.",
        "The river rose. (Watch out for the current.) The dam broke.",
    ],
)
def test_clean_text_brackets_of_the_article_stay(text: str) -> None:
    assert clean_text(text).text == text


def test_clean_text_a_list_of_links_goes_with_its_titles() -> None:
    first, second = STORY.split("\n")
    links = "list of 2 items\nlist 1 of 2\nWhy bees matter\nlist 2 of 2\nTen beaches\nend of list"
    cleaned = clean_text(f"{first}\n{links}\n{second}")
    assert cleaned.text == STORY
    assert RemovedLine("related", "Why bees matter") in cleaned.removed


def test_clean_text_a_list_of_links_without_an_end_keeps_its_titles() -> None:
    cleaned = clean_text(f"list of 2 items\nlist 1 of 2\nWhy bees matter\n{STORY}")
    assert cleaned.text == f"Why bees matter\n{STORY}"
