# ruff: noqa: RUF001 (typographic quotes and dashes are what is tested)
import pytest

from newsdesk.enrichment.cleaning import clean_text

STORY = "The river rose two metres overnight and flooded the old market of Lake Harbor."
# Each looks like what pages drag along, and is not.
REAL = """\
3 March 2026. The dam broke.
In London. Then Paris.
CNN - the network - cut jobs.
By the river in London. Nobody came.
At 10.22. Nobody came.
The charity said donations had fallen by a third.
Regulators fined the company over cookie notices.
Cookies: mix the flour and the butter, then bake for ten minutes.
We use cookies crumbled into butter for the base, and a little salt.
Accept cookies only from people you trust, the old joke goes.
Sign up sheets were handed to voters
Sign up sheets were handed to voters at every station.
Subscribe to his theory at your peril, he wrote.
By Tuesday, the water had reached the school.
By Tuesday the water had reached the school
Photo finish: Roe wins the sprint by a tyre's width.
By John Smith's account, the guards had left an hour before.
By John Smith’s reckoning, it was over by noon.
By John Smith and his team's account, nobody knew.
By Jane Austen's standards, it is a short book.
By the time Jane Roe arrived, the hall was empty.
By Jove, Said The Minister
By Invitation Only, the hotel's new restaurant, opens on Friday.
Updated in March, the list names 31 people.
Updated 3 March figures show that the toll has doubled.
Published on 3 March 2026, the report blames the council.
Last updated in 2019, the map shows a village that no longer exists.
Scroll down to the bottom of the page and you will find the terms, he said.
Scroll down for video games, he told the class.
Watch the river and you will learn its moods.
Watch out for ice on the roads on Monday morning.
Read more about the river in the archive, the librarian told us.
Click here to win a prize, the email said.
Follow the money, the prosecutor told the court.
Share the road: cyclists ask drivers for patience
Analysis of the samples will take a week.
Opinion is divided over the new road.
Exclusive schools charge more every year.
Breaking news of the defeat reached the capital at dawn.
Sport and politics do not mix, the minister said.
Live music returned to the park.
Video shows the moment the bridge fell.
Football is a game of two halves.
LONDON BRIDGE IS DOWN
SPORTS DAY CANCELLED
World politics
Comment was not available on Sunday.
No comment.
"No comment," said the mayor.
He refused to comment.
Support our troops, the banner read.
Contribute to this report by writing to the committee, the minister urged.
Heavy rain contributed to this report of record levels in May.
Three factors contributed to this story of decline.
Donate your old phone: the school collects them on Friday.
Members of staff contributed to the report.
More: the mayor's plan would raise taxes.
Jane Roe in London
Jane Roe, a teacher, has won.
Jane Roe, editor of the Harbor Times, has resigned.
John Doe, 41, of Lake Harbor
Por favor, dijo el alcalde, no salgan de casa.
Por primera vez en diez años, el río bajó.
Por Navidad, el pueblo estaba bajo el agua.
Par temps de pluie, la route est fermée.
Par ailleurs, le maire a démissionné.
Von Anfang an war klar, dass der Fluss steigt.
Von Montag an gilt die neue Regel.
Di lunedì il mercato è chiuso.
Foto: el alcalde explicó que no hubo heridos.
Suscriptores del servicio pagarán más desde enero.
Comparte piso con dos estudiantes.
Las cookies se hornean diez minutos.
Utilizamos cookies, dijo la panadera, para la base de la tarta.
Donar sangre salva vidas, recordó el ministro.
Anzeige gegen den Minister erstattet
Werbung für Tabak wird verboten.
Teilen ist schwer, lehrt das Märchen.
Stand 2019 lebten hier 400 Menschen.
Partager le pouvoir n'est pas son fort.
Publicité : la loi change en mars.
Abonnez-vous à l'idée que tout change, écrit-il, et vous perdrez.
Sostieni il governo o cadi, disse il leader.
PARIS BRÛLE
Madrid, Spain's capital, is dry.
Boston - New York trains are late.
Reuters reported on Tuesday that the bank would cut jobs.
AP Photo exhibition opens in Oslo
Getting your inbox to zero is hard.
For more than a year the road was shut, and visitors had to go to the next village.
For the latest in a row of defeats, visit the museum's new wing, he joked.
Email your councillor at least once a year, the guide says.
The article was amended to include a response.
This story first appeared to be a hoax.
This article first appeared harmless.
Image caption contests are back.
The video is no longer online, police said.
Follow @home rules, says the school.
>> is the shell's append operator.
"""


@pytest.mark.parametrize("sentence", REAL.splitlines())
def test_a_real_sentence_stays_wherever_it_stands(sentence: str) -> None:
    for text in (
        sentence,
        f"{sentence}\n{STORY}",
        f"{STORY}\n{sentence}",
        f"{sentence} {STORY}",
        f"{STORY} {sentence}",
        f"{STORY} {sentence} {STORY}",
    ):
        cleaned = clean_text(text)
        assert cleaned.text == text
        assert cleaned.removed == ()
