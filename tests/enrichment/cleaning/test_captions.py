# ruff: noqa: RUF001 (typographic quotes and dashes are what is tested)
import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.inserts.tenses import only_shows, reports

STORY = (
    "Two banks agreed on Tuesday to merge, creating the biggest lender in the region, after talks "
    "that had lasted for more than a year.\n"
    "Regulators have yet to approve it, and the banks, which employ 9,000 people, said that no "
    "branch would be closed before the end of next year."
)

CAPTIONS = """\
FILE PHOTO: The head office of a bank in Marl, Estmark, March 3, 2025. REUTERS/Jo Tan/File Photo
File photo: The head office of a bank in Marl.
FILE - The governor speaks during a news conference in Marl, Jan. 5, 2025. (AP Photo/Jo Tan, File)
Customers wait in front of a bank in Marl, Monday, Jan. 19, 2026. (AP Photo/Jo Tan)
Customers wait in front of a bank. Officials said the line was long. (AP Photo/Jo Tan)
In this image taken from video, customers wait in front of a bank. (Estmark TV via AP)
Customers wait in front of a bank in Marl, March 3, 2025. REUTERS/Jo Tan
Customers wait in front of a bank in Marl [Jo Tan/Al Jazeera]
Customers wait in front of a bank in Marl [File: Jo Tan/Reuters]
Customers wait in front of a bank in Marl. Photograph: Jo Tan/The Guardian
Customers wait in front of a bank in Marl. Photo: Jo Tan
The hall of the bank, pictured last week. Image: Jo Tan
The hall of the bank is seen on a winter morning. Picture: Jo Tan/PA
Customers wait in front of a bank in Marl. (Photo by Jo TAN / AFP)
Customers wait in front of a bank in Marl (Photo: AFP)
Customers wait in front of a bank in Marl. (Jo Tan/The Marl Post)
Customers wait in front of a bank in Marl. Jo Tan/AFP via Getty Images
Customers wait in front of a bank in Marl.Credit...Jo Tan for The Marl Times
Image caption, Customers wait in front of a bank in Marl.
Representative image | Photo Credit: The Marl Post
Die Zentrale einer Bank in der Innenstadt von Marl. Foto: Jo Tan/dpa
Archivbild: Die Zentrale der Bank in Marl
Die Zentrale einer Bank bei Marl im Winter (Archivbild)
Des clients devant une banque dans le centre de Marl, le 3 mars 2025. © Jo Tan, AFP
FOTO DE ARCHIVO: La sede del banco en Marl
Los clientes hacen cola en la puerta del banco, el lunes. JO TAN (EFE)
1月19日,顾客在银行门口排队。新华社记者 张三 摄"""

NO_CAPTIONS = """\
The deal was first reported by Reuters/Jo Tan's newsletter says otherwise.
A third of voters trust the banks, according to a survey by Reuters/Ipsos.
The vault is empty (see photo).
The banks are worth 3 billion crowns (about 280 million euros).
Photos of the vault were shown to the court.
Filed in Marl, the suit names both banks.
A picture of the two founders hangs in the hall, and nobody has dared to remove it.
The photographer Jo Tan was in the hall when the lights went out.
The bank closed its branch in Marl on Monday. Photo: Jo Tan
The mill will close in June, its owner said on Monday. (AP Photo/Jo Tan)
El ministro presentó las cuentas de la empresa en el Congreso. Jo Tan (EFE)
Министр открыл новую школу в Москве. Фото: Иван Петров / ТАСС
这部电影去年在北京拍摄。
Image is everything, the bank's founder used to say.
In this picture of the market, banks matter less than insurers."""


@pytest.mark.parametrize("caption", CAPTIONS.split("\n"))
def test_clean_text_captions_go_wherever_they_stand(caption: str) -> None:
    first, second = STORY.split("\n")
    assert clean_text(f"{caption}\n{STORY}").text == STORY
    assert clean_text(f"{first}\n{caption}\n{second}").text == STORY


@pytest.mark.parametrize("line", NO_CAPTIONS.split("\n"))
def test_clean_text_lines_that_only_mention_pictures_stay(line: str) -> None:
    sentence = line.partition(" (AP Photo")[0]
    assert clean_text(f"{line}\n{STORY}").text.startswith(sentence)
    assert sentence in clean_text(f"{STORY}\n{line}").text


@pytest.mark.parametrize(
    "credit",
    [
        "Photograph: Jo Tan/Alamy",
        "Jo Tan | Bloomberg | Getty Images",
        "(Foto: Jo Tan)",
        "Jo Tan/AP",
    ],
)
def test_clean_text_a_caption_with_its_credit_in_the_next_line_goes(credit: str) -> None:
    caption = "Customers wait in the rain in front of a bank."
    assert clean_text(f"{caption}\n{credit}\n\n{STORY}").text == STORY
    assert clean_text(f"{credit}\n{caption}\n{STORY}").text == STORY


def test_clean_text_a_lead_with_a_credit_in_the_next_line_stays() -> None:
    first, second = STORY.split("\n")
    assert clean_text(f"{first}\nPhoto: Jo Tan\n{second}").text == STORY


def test_clean_text_a_scene_stays_where_no_article_follows_its_credit() -> None:
    scene = "Customers wait in the rain in front of a bank."
    assert clean_text(f"{scene}\nPhoto: Jo Tan\nMore in the paper").text.startswith(scene)


def test_clean_text_a_caption_that_runs_into_the_lead_goes() -> None:
    caption = "Customers wait in front of a bank in Marl, Monday, Jan. 19, 2026. (AP Photo/Jo Tan)"
    assert clean_text(f"{caption} {STORY}").text == STORY
    assert clean_text(f"{caption} MARL, Estmark (AP) — {STORY}").text == STORY
    file = "FILE PHOTO: A bank in Marl, March 3, 2025. REUTERS/Jo Tan/File Photo"
    assert clean_text(f"{file} MARL, Jan 19 (Reuters) - {STORY}").text == STORY


def test_clean_text_captions_stay_where_they_are_the_article() -> None:
    gallery = "\n".join(
        f"Customers wait in front of bank number {n} in Marl. (AP Photo/Jo Tan)" for n in range(5)
    )
    assert clean_text(gallery).text.count("Customers wait") == 5
    assert clean_text("Clouds over Marl. Photo: Jo Tan").text.startswith("Clouds over Marl.")


def test_reports_past_perfect_and_future() -> None:
    for sentence in (
        "The bank closed its branch.",
        "The bank has a new head.",
        "Die Bank wird verkauft.",
        "La banque a été vendue et sera fermée.",
        "El banco cerró la sucursal.",
        "O banco fechou e foi vendido.",
        "De bank werd verkocht.",
    ):
        assert reports(sentence), sentence


def test_only_shows_in_the_present_tense_of_a_known_language() -> None:
    assert only_shows("A man walks past a flooded bank in the old town.")
    assert only_shows("The mayor, left, is seen with a crowd of people at the bank.")
    assert only_shows("Ein Mann geht bei Regen an einer Bank vorbei.")
    assert not only_shows("A man was hurt in front of a bank.")
    assert not only_shows("Mężczyzna idzie ulicą obok banku.")
