# ruff: noqa: RUF001 (Chinese and Japanese colons are meant)
import pytest

from newsdesk.enrichment.summaries.roles import Role, label_length, roles_of
from tests.support.fakes import document

STORY = (
    "Two banks agreed on Tuesday to merge, creating the biggest lender in the region.\n"
    "Regulators have yet to approve it, and the banks employ 9,000 people."
)


def roles_beside_a_story(lines: str, language: str = "en") -> set[Role]:
    article = document(f"{lines}\n{STORY}", language=language)
    return {
        role
        for sentence, role in zip(article.sentences, roles_of(article), strict=True)
        if sentence.text not in STORY
    }


def test_roles_of_an_article_are_statements() -> None:
    assert set(roles_of(document(STORY))) == {Role.STATEMENT}
    assert roles_of(document("")) == []


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this article gave a wrong number. It is 340.",
        "CORRECTION\nThe number of jobs is 340.",
        "*Editor's note: The author is the banker's cousin.",
        "Clarification: The bank is based in Marl.",
        "This article was amended on 3 March 2026. The number of jobs is 340, not 430.",
        "An earlier version of this story misspelled the name of the bank.",
        "This story has been updated.",
        "(This Jan. 19 story has been corrected to fix a name)",
        "Due to an editing error, an earlier version of this article gave a wrong date.",
        "The Marl Post regrets the error.",
        "Warning: This article contains descriptions of suicide.",
        "Some readers may find this report distressing.",
        "If you have been affected by the issues in this story, call 116 123.",
        "If you or someone you know is struggling, help is available.",
        "In the UK, Samaritans can be contacted on 116 123.",
        "The National Suicide Prevention Lifeline is 1-800-273-8255.",
        "For confidential support, call the helpline on 0800 1111.",
        "The reporting for this story was supported by a grant from a foundation. "
        "This story was produced in partnership with a foundation.",
        "The opinions expressed here are the author's own.",
        "Spoiler alert: This review reveals the end.",
        "We have corrected the name of the mayor in this story.",
        "Anyone needing support can call a helpline on 1300 22 4636.",
        "Update: This story was updated at 5 p.m. with a statement.",
        "Subscribe to our newsletter for more stories.",
        "BREAKING NEWS UPDATE: More to follow.",
        "Opinions expressed by contributors are their own.",
        "If you or someone you know needs help, call 1-800-555-0100 or text HELLO to 55 555.",
        "In an emergency, always dial 999.",
        "Get the latest news straight to your phone with our app.",
        "Don't miss out on the headlines from Marl.",
        "Stay up to date with notifications from the Marl Post.",
        "You are reading a free article with opinions that may differ from ours.",
        "Unlock the Editor's Digest for free. The editor selects his favourite stories.",
        "Listen to the full episode on Spotify or wherever you get your podcasts.",
        "RELATED STORY: Marl's mayor wants a bank.",
        "Also on the site: The ten worst banks of Estmark.",
    ],
)
def test_roles_of_a_notice(notice: str) -> None:
    assert roles_beside_a_story(notice) == {Role.NOTICE}


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("de", "Anmerkung der Redaktion: In einer früheren Version war die Zahl falsch."),
        ("de", "In einer früheren Version dieses Artikels stand eine falsche Zahl."),
        ("de", "Haben Sie suizidale Gedanken? Die Telefonseelsorge ist unter 0800/111 0 111 da."),
        ("fr", "Rectificatif : la banque compte 340 employés."),
        ("fr", "Si vous avez des idées suicidaires, appelez le 3114."),
        ("es", "Fe de errores: el banco tiene 340 empleados."),
        ("es", "Si necesitas ayuda, llama al 024."),
        ("it", "Una versione precedente di questo articolo riportava un numero errato."),
        ("it", "Se hai bisogno di aiuto, chiama il Telefono Amico."),
        ("pt", "Errata: o banco tem 340 funcionários."),
        ("pt", "Se você precisa de ajuda, ligue para o CVV no 188."),
        ("nl", "In een eerdere versie van dit artikel stond een verkeerd getal."),
        ("nl", "Denk je aan zelfmoord? Bel 113 voor hulp."),
        ("de", "Hinweis: Dieser Text enthält Schilderungen von Gewalt."),
        ("de", "Dieser Artikel ist Teil einer Serie über Banken."),
        ("ru", "Примечание редакции: в банке 340 сотрудников."),
        ("hi", "संपादकीय नोट: यह खबर पहली बार 3 मार्च को छपी थी।"),
        ("ar", "تصحيح: ورد في نسخة سابقة أن البنك تأسس عام 1913."),
        ("ja", "訂正：銀行の従業員は340人です。"),
        ("zh", "编者按：本文首发于三月三日。"),
    ],
)
def test_roles_of_a_notice_in_other_languages(language: str, notice: str) -> None:
    assert roles_beside_a_story(notice, language) == {Role.NOTICE}


@pytest.mark.parametrize(
    "line",
    [
        "A correction of share prices wiped out the gains of a year.",
        "Correction officers are on strike in three prisons.",
        "The newspaper published a correction and apologised to the bank.",
        "The helpline received 12,000 calls last year, twice as many as before.",
        "Samaritans, which runs the line, said that most callers were worried about debt.",
        "Anyone who has seen the man is asked to call the police on 0555 1234.",
        "If you pull the lever, the vault opens, the director said.",
        "An earlier version of the law had failed in parliament.",
        "The report was amended by the committee on Monday.",
        "The editor's note in the book explains the names.",
        "Warning: ice will cover the roads by Tuesday morning, the weather office says.",
        "The article of faith was that banks never fail.",
        "The picture of the founder was sold for 3 million crowns.",
        "Thanks to a late goal, Rovers are third in the table.",
        "Thank you is a word that the valley does not have.",
        "Good morning is not a greeting there but a question.",
        "“Thank you for coming back for me,” she said at the ceremony.",
        "The minister (@minister on most networks) resigned.",
        "3. Oktober is a holiday in Germany, and banks are closed.",
        "This article is the first written by a machine to win a prize, the jury said.",
        "Call 112 first, the police said to drivers on Monday.",
        "Listen to more podcasts, the minister said to pupils in Marl.",
        "Stay informed, the mayor said to the people of Marl.",
        "Get the best price for your house, the bank tells its clients.",
        "Opinions differ on who owns the bank in Marl.",
        "A file photo of the king was sold for 40,000 crowns.",
        "Satellite images show that the bank has built a tunnel.",
        "This photo shows that the minister was there, the court found.",
        "The head of the bank will resign in May. Reuters first reported the plan.",
        "Shares of the bank rose by 3 percent on Tuesday. (Reuters)",
        "In short supply are banknotes of 500 crowns, the bank said.",
    ],
)
def test_roles_of_a_report_about_such_things(line: str) -> None:
    assert roles_beside_a_story(line) == {Role.STATEMENT}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("es", "Gracias a un gol de Roe, el Marl ganó la liga."),
        ("it", "Grazie a un gol di Roe, il Marl ha vinto il campionato."),
        ("it", "Grazie al vento il fuoco si è spento da solo."),
        ("pt", "Obrigado a deixar o cargo, o ministro viajou para Marl."),
        ("fr", "Merci n'est pas un mot que le ministre emploie souvent."),
        ("de", "Die Telefonseelsorge sucht 30 Freiwillige für die Nacht."),
        ("fr", "Une première version du rapport contenait une erreur."),
    ],
)
def test_roles_of_a_report_in_other_languages(language: str, line: str) -> None:
    assert roles_beside_a_story(line, language) == {Role.STATEMENT}


def test_roles_of_the_last_line_about_its_author() -> None:
    about = "Ana Roe is a reporter for the Post."
    assert roles_of(document(f"{STORY}\n{about}"))[-1] is Role.NOTICE
    assert roles_of(document(f"{about}\n{STORY}"))[0] is Role.STATEMENT


def test_roles_of_a_notice_in_the_line_of_the_article() -> None:
    text = f"Editor's note: Readers may find this upsetting. {' '.join(STORY.splitlines())}"
    assert roles_of(document(text)) == [Role.NOTICE, Role.STATEMENT, Role.STATEMENT]


@pytest.mark.parametrize(
    "caption",
    [
        "Pictured: The head office of the bank in Marl",
        "A file photo of the head office of the bank.",
        "In this photo provided by the bank, its head opens a vault.",
        "Photo: The head office of the bank in Marl.",
        "The bank closed its branch on Monday. Photograph: Jo Tan/AFP",
        "Clients queue at the head office of the bank. Getty Images",
        "Clients queue at the head office of the bank. — Reuters pic",
        "Clients queue at the head office of the bank. Jo Tan/Marl Post/TNS",
        "Clients queue at the head office of the bank. (Express Photo by Jo Tan)",
        "Clients queue at the head office of the bank. (HT File)",
        "Photo taken on March 3, 2020 shows the head office of the bank. (Xinhua/Jo Tan)",
        "This photo shows the head office of the bank.",
        "Imagen de archivo del banco.",
        "Le siège de la banque, en mars 2020 à Marl. AFP/Archives - Jo TAN",
    ],
)
def test_roles_of_a_caption(caption: str) -> None:
    assert roles_beside_a_story(caption) == {Role.CAPTION}


def test_roles_of_list_items() -> None:
    assert roles_beside_a_story("• Two banks merge. Nobody is fired.") == {Role.ITEM}
    assert roles_beside_a_story("- Two banks merge.\n- Nobody is fired.") == {Role.ITEM}
    assert roles_beside_a_story("1. Open the vault.\n2. Close it again.") == {Role.ITEM}
    assert roles_beside_a_story("🔴 Two banks in Marl merge.") == {Role.ITEM}
    assert roles_beside_a_story("TL;DR: Two banks in Marl merge.") == {Role.ITEM}
    assert roles_beside_a_story("14 people were hurt in the vault.") == {Role.STATEMENT}


def test_roles_of_a_post_are_those_of_the_lines_before_its_credit() -> None:
    post = "I am sorry for it. pic.twitter.com/aBcD\n— Ann Roe (@annroe) January 19, 2026"
    article = document(f"{STORY}\n{post}\n{STORY}")
    found = [(s.text, r) for s, r in zip(article.sentences, roles_of(article), strict=True) if r]
    assert {role for _, role in found} == {Role.POST}
    assert "\n".join(text for text, _ in found).split() == post.split()


def test_roles_of_a_post_within_the_line_of_the_article() -> None:
    post = "I am sorry for it. https://t.co/aBcD — Ann Roe (@annroe) January 19, 2026"
    first, second = STORY.splitlines()
    article = document(f"{first} {post} {second}")
    roles = dict(zip((s.text for s in article.sentences), roles_of(article), strict=True))
    assert roles[first] is Role.STATEMENT
    assert [role for text, role in roles.items() if "I am sorry" in text] == [Role.POST]


def test_roles_of_an_interview() -> None:
    article = document(
        "HOST: Thank you for joining us. You have studied bogs.\n"
        "ADA QUILL: Governments pay farmers to keep bogs wet.\n"
        "HOST: And is it working?\n"
        "ADA QUILL: The water has risen by 30 centimetres. Thanks for having me."
    )
    assert roles_of(article) == [
        Role.COURTESY,
        Role.QUESTION,
        Role.STATEMENT,
        Role.QUESTION,
        Role.STATEMENT,
        Role.COURTESY,
    ]


def test_roles_of_an_interview_in_which_names_ask() -> None:
    article = document(
        "JANE ARLO (00:12): Hello and welcome to Rails.\n"
        "PER LIND (00:31): Good to be here.\n"
        "JANE ARLO (00:35): You brought the train back. Why?\n"
        "PER LIND (00:40): We sold every bed in December, and nobody had expected that.\n"
        "JANE ARLO (01:30): The wagons are old."
    )
    assert [r is Role.STATEMENT for r in roles_of(article)] == [False] * 4 + [True, False]


def test_roles_of_an_interview_without_labels() -> None:
    article = document(
        "Ada Quill studies bogs.\n"
        "Farmers drained the bogs for 200 years. Was that wrong?\n"
        "It was hunger. They had 12 children to feed.\n"
        "And what do you tell them today?\n"
        "We pay them to keep the water in.\n"
        "Thank you for your time."
    )
    asked = [Role.QUESTION, Role.QUESTION]
    assert roles_of(article)[:5] == [Role.STATEMENT, *asked, Role.STATEMENT, Role.STATEMENT]
    assert roles_of(article)[5] is Role.QUESTION
    assert roles_of(article)[-1] is Role.COURTESY


def test_roles_of_a_report_with_questions_between_its_paragraphs() -> None:
    lines = (
        "Nobody has asked who owns the moor. Now a developer does. Who is right?\n"
        "A court has 14 boxes of deeds before it. Will they settle the matter?\n"
        "The developer bought the moor in 2021."
    )
    assert roles_beside_a_story(lines) == {Role.STATEMENT, Role.QUESTION}
    assert roles_of(document(f"{lines}\n{STORY}"))[0] is Role.STATEMENT


def test_roles_of_a_report_with_colons() -> None:
    lines = (
        "The budget has three winners: schools, the army and the railway.\nMarl: rain, 3 degrees."
    )
    assert roles_beside_a_story(lines) == {Role.STATEMENT}


def test_label_length_only_without_a_name() -> None:
    assert label_length("A: The tax is 2 percent.") == len("A: ")
    assert label_length("ADA QUILL: The tax is 2 percent.") == 0
    assert label_length("The tax is 2 percent.") == 0
