# ruff: noqa: RUF001
"""Names of months and weekdays in the languages of large news markets, without accents."""

import unicodedata

_MONTHS = """
en january february march april may june july august september october november december
en jan feb mar apr may jun jul aug sep oct nov dec
en - - - - - - - - sept - - -
de januar februar märz april mai juni juli august september oktober november dezember
de jan feb mrz apr mai jun jul aug sep okt nov dez
de jänner feber maerz - - - - - sept - - -
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
fr janv févr mars avr mai juin juil aout sept oct nov déc
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
es ene feb mar abr may jun jul ago sep oct nov dic
es - - - - - - - - setiembre - - -
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
it gen feb mar apr mag giu lug ago set ott nov dic
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
pt jan fev mar abr mai jun jul ago set out nov dez
nl januari februari maart april mei juni juli augustus september oktober november december
nl jan feb mrt apr mei jun jul aug sep okt nov dec
ca gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
da januar februar marts april maj juni juli august september oktober november december
nb januar februar mars april mai juni juli august september oktober november desember
sv januari februari mars april maj juni juli augusti september oktober november december
is janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
fi tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
+ lokakuuta marraskuuta joulukuuta
fi tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu
+ joulukuu
et jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października - grudnia
pl styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik - grudzień
cs ledna února března dubna května června července srpna září října - prosince
cs leden únor březen duben květen červen červenec srpen - říjen - prosinec
sk januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
hu január február március április május június július augusztus szeptember október november december
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
id januari februari maret april mei juni juli agustus september oktober november desember
sw januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ru январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
ru янв фев мар апр мая июн июл авг сен окт ноя дек
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
bg януари февруари март април май юни юли август септември октомври ноември декември
el ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου
+ νοεμβρίου δεκεμβρίου
ar يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
ar - - - إبريل - يونيه يوليه - - - - -
hi जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
hi - फ़रवरी - - - - - - सितम्बर अक्तूबर नवम्बर दिसम्बर
"""
"""A line for each language and form; `+` continues one. Missing is `listopad`, which is October in
Croatian, and November in Polish and Czech."""

_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom
lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab
segunda segunda-feira terça terça-feira quarta quarta-feira quinta quinta-feira sexta sexta-feira
seg ter qua qui sex
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo
mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag
poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle
понедельник вторник среда четверг пятница суббота воскресенье
pazartesi salı çarşamba perşembe cuma cumartesi pazar
maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai
الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
"""

_BESIDE = """
at on of the um uhr den der dem am vom le la las el los de del do da dia à a às alle ore il h hs hrs
hours kl klo klockan kello op om uur v o godz r roku rok г года году в о р року klokken ve saat
o'clock stundas tgl published posted publié publicado pubblicato gepubliceerd veröffentlicht
"""


def fold(word: str) -> str:
    """Return a word in small letters without accents, which headlines and feeds leave out."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in letters if not "\u0300" <= c <= "\u036f").replace("ı", "i")


def _months() -> dict[str, int]:
    lines = _MONTHS.replace("\n+", "").split("\n")
    names = [(n, i) for line in lines for i, n in enumerate(line.split()) if i and n != "-"]
    return {fold(name): month for name, month in names}


MONTHS = _months()
"""The month of each name and abbreviation, folded."""

LANGUAGES = len({line.split()[0] for line in _MONTHS.replace("\n+", "").split("\n") if line})
"""The number of languages whose months are known."""

WEEKDAYS = frozenset(map(fold, _WEEKDAYS.split()))
BESIDE = frozenset(map(fold, _BESIDE.split()))
"""Words that stand beside the parts of a date and do not change it."""
