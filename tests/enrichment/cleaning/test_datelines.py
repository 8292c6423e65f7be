# ruff: noqa: RUF001 (typographic dashes and other scripts are what is tested)
import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.datelines.dateline import dateline_at

STORY = "The port was shut on Monday, the operator said. It will open soon."
# An underscore marks a space before the sentence.
DATELINES = """\
Lowick (Maharashtra) [India], January 12 (ANI):_
TOKYO, Jan. 12, Kyodo -_
Tehran, Jan 12, IRNA –_
YEREVAN, JANUARY 12, ARMENPRESS._
ASTANA, January 12, 2026. Kazinform –_
HONG KONG, SAR - Media OutReach Newswire - 12 January 2026 -_
Budapest, 2026. január 12., hétfő (MTI) -_
LONDON, Monday, January 12 (Reuters) -_
BRUSSEL 12/01 (BELGA) =_
GENEVA, (AFP) -_
Taipei, Jan. 12 (CNA)_
SANTIAGO DE CHILE.-_
Jakarta, CNN Indonesia --_
KOMPAS.com -_
Hanoi (VNA) –_
JAKARTA (ANTARA) -_
DHAKA, Jan 19, 2026 (BSS) -_
KUALA LUMPUR, Jan 19 (Bernama) --_
ANKARA (AA) -_
İSTANBUL (DHA) -_
İstanbul, 19 Ocak (Hibya) -_
TEHRAN, Jan. 19 (MNA) –_
TEHRAN (Tasnim) –_
MOSCOW (Sputnik) -_
MINSK, 19 January (BelTA) -_
Abuja, Jan. 19, 2026 (NAN)
Abuja, Jan. 19, 2026 (NAN)_
Accra, Jan. 19, GNA -_
Kampala, Uganda | THE INDEPENDENT |_
BERLIN taz |_
Berlin epd |_
WIEN (APA)._
Bern (sda)_
Zürich (awp) -_
PARIS (Agefi-Dow Jones)--
Dakar, 19 jan (APS) –_
TUNIS (TAP) -_
SRINAGAR, Jan 19:_
Islamabad:_
MANILA, Philippines —_
OTTAWA —_
SÃO PAULO, SP (FOLHAPRESS) -_
Roma, 19 gen. (askanews) -_
MILANO (MF-DJ)--
(AGI) -_
(LaPresse) -_
CIUDAD DE MÉXICO.-_
Buenos Aires, 19 de enero (Télam).-_
La Habana, 19 ene (Prensa Latina)_
Praha 19. ledna (ČTK) -_
Budapest, 2026. január 19. (MTI) –_
București, 19 ian (Agerpres) -_
ZAGREB, 19. siječnja 2026. (Hina) -_
WARSZAWA (PAP) -_
Warszawa, 19.01.2026 (PAP) -_
AMSTERDAM (ANP) -_
Brussel (BELGA) -_
STOCKHOLM (TT) -_
ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) –_
Toronto, Ontario--(Newsfile Corp. - January 19, 2026) -_
VANCOUVER, BC, Jan. 19, 2026 /CNW/ -_
MONTREAL, Jan. 19, 2026 /CNW Telbec/ -_
London, 19 January 2026 –_
SAN FRANCISCO, Jan. 19, 2026 –_
NEW YORK & LONDON--(BUSINESS WIRE)--
AUSTIN, Texas--(BUSINESS WIRE)--
Munich, Germany, 19 January 2026 –_
Köln (SID) -_
NEW YORK —_
Montréal —_
Brasília –_
WASHINGTON, D.C. —_
Washington, D.C. —_
United Nations (AP) —_
UNITED NATIONS —_
WASHINGTON, United States | AFP |_
GENEVA, 19 January 2026 (WHO) –_
Geneva, Jan 19 (PTI):_
New Delhi:_
New Delhi, January 19:_
Port-au-Prince, Haiti (AP) —_
RIO DE JANEIRO (Reuters) -_
PORT-AU-PRINCE —_
STRATFORD-UPON-AVON, England (AP) —_
AMSTERDAM, The Netherlands —_
TORONTO –_
ADDIS ABABA, Ethiopia, Jan 19 (Xinhua) --_
Brussels/Berlin (dpa) –_
LONDON/PARIS, Jan 19 (Reuters) -_
(Bloomberg) --_
(Reuters)_
AP —_
KIEL._
MOSCOW. January 19. INTERFAX.RU -_
Madrid.-_
Madrid, 19 ene (EFE).–_
SEVILLA, 19 (EUROPA PRESS) -_
HARARE, ZIMBABWE –_
Dunmore, Westmark (AP) –_
DUNMORE (Reuters) -_
FRANKFURT (Dow Jones)--
Frankfurt am Main (dpa) -_
St. Gallen (sda) -_
LA PAZ, Bolivia (AP) —_
COLOMBO (News 1st) -_
LUSAKA, Zambia –_
"""
OTHER_SCRIPTS = [
    ("МОСКВА, 20 января. /ТАСС/. ", "Порт закрыт."),
    ("МОСКВА, 20 янв - РИА Новости. ", "Порт закрыт."),
    ("Москва. 20 января. INTERFAX.RU - ", "Порт закрыт."),
    ("КИЇВ. 20 січня. УНН. ", "Порт закрито."),
    ("新华社北京1月20日电（记者张三）", "港口关闭。"),
    ("【東京共同】", "港が閉鎖された。"),
    ("［東京 20日 ロイター］ - ", "港が閉鎖された。"),
    ("(서울=연합뉴스) 홍길동 기자 = ", "항구가 닫혔다."),
    ("القاهرة (رويترز) - ", "الميناء مغلق."),
    ("القاهرة - (أ ف ب): ", "الميناء مغلق."),
    ("नई दिल्ली, 20 जनवरी (भाषा) ", "बंदरगाह बंद है।"),
]
SENTENCES = """\
LONDON (population 9m) - The capital wants to charge tourists for each night they stay.
CHICAGO - The musical returns to the West End in May with a new cast, its producers said.
ROMA - Il club giallorosso ha annunciato lunedì l'acquisto di un attaccante argentino.
BOSTON - Die Hardrockband kommt im Sommer nach Deutschland, teilte der Veranstalter mit.
PARIS - Das Album der Sängerin erscheint im März, mit zwölf Liedern aus drei Jahren.
Lowick, May 12 (ACN) The ferry ran all night, and nobody in the town had asked for it.
Yerevan. Armenpress is the oldest agency of the country, and it has moved its seat.
Berlin = Teheran? Der Vergleich hinkt, sagen die Forscher der Universität in Bonn.
NVIDIA - Shares rose 4 percent after the maker raised its forecast.
NVIDIA (NASDAQ: NVDA) – The chip maker will pay a dividend next year.
MBEKI (Rovers) – The goalkeeper saved a penalty and was the best.
MBEKI, goalkeeper – The best man on the pitch by far.
SMITH v JONES - A claim for damages after a fall at a supermarket.
TESLA – The carmaker is recalling 120,000 vehicles whose doors may open.
GERMANY - Police arrested three men over the theft of gold coins.
UNITED STATES – The president signed the bill on Monday.
VALENCIA – The winger scored twice before half time.
SANTIAGO - The striker came on late and changed the match.
BARCELONA - The club will play its cup match in Seville.
Q: The minister was not there?
A: The minister was there.
UN — The agency asked for more money.
EU – The union will vote in May.
WATCH: The moment the bridge fell into the river.
BREAKING: The minister has resigned after a vote.
UPDATE: The road is open again, the police said.
EXCLUSIVE — The mayor resigned.
OPINION — The law is wrong, and everybody knows.
Prince Harry - The Duke of Sussex said on Monday that he will.
Marketing – Sales of the firm rose in May.
Monday, 3 May – The jury is sworn in.
May 3, 2026 – The jury is sworn in.
3 May 2026 – The jury is sworn in.
Day 3 – The jury is sworn in.
Act II – The curtain rises on a wood.
Chapter One: The house stood alone on a hill.
Smith: The fact is that we lost.
Interviewer: What did you do then?
Jane Roe, 41 – The new head of the school.
Jane Roe, Lake Harbor – The new head of the school.
LINDOW UNITED – The club has a new coach.
PARIS SAINT-GERMAIN – The champions have sold their captain.
WASHINGTON POST – The newspaper will cut jobs.
Bank of England – The governor warned on Monday.
BANK OF ENGLAND: The governor warned on Monday.
NEW YORK TIMES: The paper has won four prizes.
MANCHESTER CITY – The champions lost at home again.
Chicago Fire — The series returns in May for a last season.
SAN MIGUEL – The brewer will build a plant.
PORT VALE – The club has a new owner from Kenya.
Boston Celtics — The team won.
London: The Biography, by Peter Ackroyd, is out again.
PARIS: A love story in three parts begins in May.
Berlin - Warsaw express derails, and nobody is hurt.
New York - London flights are late because of fog.
Dublin – Belfast – Derry: the line will be built.
LONDON - the city that never sleeps - has banned cars.
Copenhagen, Denmark. A city of bicycles, and of rain.
London. Nobody came.
Peter Quill (Labour) – The farmer will stand in May.
Peter Quill (SPD) – The farmer will stand in May.
Ada Berg (AP) – no wait, the runner said.
Rome, 44 BC: The dictator is dead.
Paris, 1889 – The tower is finished.
Berlin, 1989: The wall falls.
WARNING – The road is closed.
ATHLETICS – The champion ran the 800 metres in 1:43.
FOOTBALL: The national team lost again.
SCOTLAND – The first minister has resigned.
Turkey - The bird is eaten at Christmas.
Nice – The word is used too often.
Essen: Der Mensch braucht wenig.
Phoenix — The band will tour in May.
Sofia – The princess is five.
OSLO AGREEMENT – The text was signed in 1993.
iPhone – The device is old.
GPT-5 — The model is out.
COVID-19 – The virus is back in the city.
F1 - The race was won by a Finn.
3M – The company will pay.
AT&T – The operator will cut jobs.
BMW – Sales rose 4 percent in the first quarter.
H&M: The retailer closes 40 shops.
LVMH — The luxury group bought a vineyard.
CHAIR – Order, please. The witness may speak.
THE PRESIDENT: The meeting is closed.
Mr. Smith – The house will vote now.
DR. JONES: The patient is stable, and will go home.
HAMLET: To be, or not to be, that is the question.
ALICE — Who are you? He did not know.
Jane Roe — The new head of the school.
LONDON: The Biography
Committee Recommends New Ban (AP). The committee met on Monday.
Ten Unbeaten, Not Nine, Reach Final (Reuters). The last match ends level.
Big Unit, Not Bonds, Reaches Milestone (AP). AP - The pitcher won again on Monday.
Dollar Gains Vs Yen (Reuters). Reuters - The dollar rose on Monday.
Harbor Mobile. December 10, 2004 - The singer returns with a record.
Lindow Rovers Team Report - August 31. (Sports Wire) - The team lost again.
25. Keseimbangan (2003) - The film won a prize.
"""


def _before_sentence(line: str) -> str:
    return line[:-1] + " " if line.endswith("_") else line


@pytest.mark.parametrize("dateline", [*map(_before_sentence, DATELINES.splitlines())])
def test_a_dateline_ends_where_the_sentence_begins(dateline: str) -> None:
    assert clean_text(dateline + STORY).text == STORY


@pytest.mark.parametrize(("dateline", "story"), OTHER_SCRIPTS)
def test_a_dateline_in_another_script_goes(dateline: str, story: str) -> None:
    assert clean_text(dateline + story).text == story


@pytest.mark.parametrize("sentence", SENTENCES.splitlines())
def test_a_name_before_a_mark_is_no_dateline(sentence: str) -> None:
    assert dateline_at(sentence) is None


@pytest.mark.parametrize(
    ("above", "goes"),
    [
        ("", True),
        ("Port closed after strike\n", True),
        ("BUSINESS\nBy Jane Roe\n", True),
        ("Port closed\nStrike enters second week\n", True),
        ("Three ports of the region are closed since the strike began.\n", False),
    ],
)
def test_a_city_before_a_dash_is_a_dateline_below_headings_only(above: str, goes: bool) -> None:
    text = clean_text(f"{above}LONDON — {STORY}").text
    assert ("LONDON" not in text) is goes


def test_a_dateline_with_an_agency_may_follow_a_standfirst() -> None:
    standfirst = "Three ports of the region are closed since the strike began."
    cleaned = clean_text(f"{standfirst}\nLONDON (Reuters) - {STORY}")
    assert cleaned.text == f"{standfirst}\n{STORY}"


def test_a_dateline_below_the_first_paragraphs_stays() -> None:
    text = "\n".join(
        [*(f"On day {day} the port was shut." for day in range(6)), f"ROME (AP) - {STORY}"]
    )
    assert clean_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "LONDON (AP) - A port is shut.\nPARIS (AP) - A road is shut.\nROME (AP) - It rains.",
        "LONDON - A port is shut.\nPARIS - A road is shut.",
        "LONDON: A port is shut.\n\nTESLA: A plant is shut.",
        "Lisbon, 4 May: A court hears a case.\nPorto, 5 May: A port votes on an offer.",
        "Havana – Salsa and rain. Madrid – Sherry and heat. Then the tour ends.",
    ],
)
def test_the_places_of_a_round_up_stay(text: str) -> None:
    assert clean_text(text).text == text


@pytest.mark.parametrize(
    "day", ["23.01.2026 - ", "2026-01-23 – ", "3 March 2026 10:22 | ", "Jane Roe | 3 March 2026 | "]
)
def test_a_date_before_the_first_sentence_goes_and_those_of_a_diary_stay(day: str) -> None:
    assert clean_text(f"{day}The port was shut.").text == "The port was shut."
    diary = f"{day}The port was shut.\n{day}The road was shut too."
    assert clean_text(diary).text == diary
