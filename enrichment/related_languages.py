"""Distinguishing closely related languages by their words."""
# ruff: noqa: RUF001 (words of several scripts)

import re
from collections.abc import Mapping
from functools import cache
from re import Pattern
from typing import TypeAlias

# A matching word multiplies the odds by 4; a few of them decide.
_ODDS = 4.0
_MAX_COUNTED = 8
# A language that the model does not know starts with this share of the probability of the
# language that was detected.
_SHARE_OF_UNKNOWN = 0.1
_WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"“”„«»‹›।॥—–|/…*<>=+&]+")

_Family: TypeAlias = Mapping[str, str]

# For each language of a family, words that its relatives write differently: patterns of whole words
# in lower case. A language with an empty pattern is only ever mistaken for another.
_FAMILIES: tuple[_Family, ...] = (
    {
        "id": "agustus bahwa berbeda bisa bupati desember diduga gubernur inggris jumat juni juli "
        "kabupaten kantor karena kasus kecamatan kepolisian korban laga maret mengatakan miliar "
        "mobil pekan pemerintah perusahaan polisi prancis pria provinsi rupiah senin siswa terkait "
        "toko triliun uang usai yakni .{4,}itas",
        "ms": "bahawa bekalan berbeza berkata bilion daripada dijangka dipercayai disember iaitu "
        "ialah inggeris isnin jumaat julai kanak-kanak kedai kerajaan kerana kes kesihatan khamis "
        "mahkamah mangsa mesyuarat ogos pejabat perancis perlawanan polis ringgit sahaja seramai "
        "setiausaha susulan syarikat tempoh wang .{3,}iti",
    },
    {
        "hr": "europ(?:a|e|i|ska|ske|ski|skoj|skih) glazba izvješće kazalište kolovoza lipnja "
        "listopada milijuna? netko nitko obitelji? ožujka prosinca rujna siječnja srpnja "
        "studenoga? suradnj[aiu] sustava? sveučilišt[ae] svibnja tijekom tisuć[ae] tjed(?:an|na) "
        "tko travnja tvrtk[aei] uvjeti veljače županij[aei]",
        "bs": "augusta decembra desilo evrop(?:a|e|i|ska|ske|ski|skoj) februara historij[aeiu] "
        "hiljada januara juna jula ko lahko maja marta miliona novembra oktobra porodic[ae] sa "
        "saopćio saradnj[aiu] sedmice septembra sistem tokom univerzitet šta",
        "sr": "avgusta decembra deo dve evrop(?:a|e|i|ske|ski) februara gde hiljada januara juna "
        "jula ko maja marta mest[ao] miliona nedelje novembra oktobra opštine ovde porodic[ae] "
        "posle pre predsednika? primer reči? sa saopštio saradnja septembra sistem svet[au]? "
        "takođe tokom univerzitet uvek vremena? šta",
    },
    {
        "da": "af blev dig efter gennem hvad meget mellem mere mig mod nogen noget nogle nu op sig "
        "siger sprog ud uge",
        "nb": "av ble bare deg etter gjennom hva hvordan meg mellom mer mot mye noen? nå opp seg "
        "sier språk uke å",
        "nn": "av berre dei då eg ein eit etter frå gjennom heile ikkje korleis kva kvifor mellom "
        "meir mot mykje noko nokon nokre opp saman seg seier sjølv språk vart veke vere vert å",
    },
    {
        "cs": "co což jako jsem jsme jsou ještě jeho když kter[áéý] kteří mezi nebo podle pouze "
        "při se také uvedl více .*[ěřů].*",
        "sk": "aj ako alebo bol[oi] čo ešte iba keď ktor[áéýí] len medzi podľa sa sme som sú tiež "
        "uviedol viac .*[ľĺŕô].*",
    },
    {
        "es": "año del dijo el están fue hasta hoy l[ao]s más pero según sin también una ya y",
        "pt": "à ano até com d[ao]s? em foi hoje já mais muito não ontem os pel[ao] sem são também "
        "uma .*[ãõ].*",
        "gl": "ano ata concello d[ao]s? d?unha foi hoxe máis moi non nunha os persoas pol[ao] sen "
        "súa tamén xa",
        "ca": "amb any aquesta? avui dels els és fins fou i les més molt però seva també una van "
        ".*l·l.*",
    },
    {
        "nl": "de deze door een hebben heeft hij ik naar niet voor wordt zei zijn",
        "af": "baie deur ek gesê hierdie hulle hy jy mense nie sal sê vir",
    },
    {
        "xh": "aba apho eli esi ezi kunye kwaye loo ngoku njengoko okanye oku okuba ukuba umntu "
        "yaye ii.{3,}",
        "zu": "futhi kanye kusho laba lapho leli lesi lezi lokhu manje njengoba noma ukuthi uma "
        "umu.{3,}",
    },
    {
        "bg": ".*[ъщ].* бе към като няма от през са това че",
        "mk": ".*[ѓќѕ].* беше во ги дека кај кон ова од преку се со сите",
        "sr": ".*[ђћ].* али је као које који није од са се су у ће",
    },
    {
        "ru": ".*ъ.* года его и из как также что это",
        "uk": ".*[їєґ].* від його року також та це що як із",
        "be": ".*ў.* года гэта і з таксама што як яго",
    },
    {
        "hi": "और का की के को था थी थे नहीं में से है हैं",
        "mr": ".*ळ.* आणि आहेत? केली केले नाही होता होती होते",
        "ne": "गरेको गर्न छ छन् थियो पनि भएको र लागि हो",
    },
    {
        "am": "ነው ናቸው ነበር ላይ ውስጥ እና ወደ ግን ሲሆን ብለዋል",
        "ti": "እዩ እዮም ነይሩ ኣብ ናይ እቲ እዚ ነቲ እታ ከም ካብ ናብ ድማ .*ኣ.*",
    },
    {
        "he": "של את על הוא היא לא זה עם כי",
        "yi": "איז און די דער פון מיט האט האבן צו נישט אויף .*[ײױ].*",
    },
    {
        "ga": ".*[áéó].* agus bhí go ní tá",
        "gd": "à agus airson bha chan gu gun tha è ò",
    },
    {
        "st": "bona empa ha hae haholo hantle hape ho hoba hobane hona hore jwale jwalo jwang "
        "kajeno kapa lona morao sona tsohle tsona yona",
        "tn": ".*(?<![kn])g[aeou].* bone botlhe eno fa gompieno jaaka jaanong jalo jang kgotsa kwa "
        "lone mongwe morago nngwe nne sentle sone thata tsone tsotlhe yone",
    },
    {
        "ts": "eka hi hikuva hinkwa.* kambe kumbe laha le[rxy]i leswi loko naswona ndzi ntsena ri "
        "sweswi swi.{2,} vanhu xi.{3,} yi",
        **dict.fromkeys(["ln", "rw", "sn", "st", "sw", "xh", "zu"], ""),
    },
    {
        "mi": "ake ana hei ki kua mō nei ngā nō te tēnei tētahi wh.{2,}",
        **dict.fromkeys(["ht", "jv", "ln", "lv", "rw", "sn", "st", "sw", "xh", "zu"], ""),
    },
)


def weigh_related_languages(text: str, probabilities: Mapping[str, float]) -> dict[str, float]:
    """Return `probabilities` reweighted by words that only one language of a family has.

    Only the families of the most probable language count.

    Args:
        text: The text.
        probabilities: Of languages by ISO 639-1 code, adding up to 1. The result may contain
            further languages: Maori, Tsonga and Tswana are recognized by their words alone.
    """
    likeliest = max(probabilities, key=probabilities.__getitem__)
    families = [family for family in _families() if likeliest in family]
    if not families:
        return dict(probabilities)
    words = set(_WORD.findall(text.lower()))
    unknown = probabilities[likeliest] * _SHARE_OF_UNKNOWN
    weights = dict(probabilities)
    for code, pattern in (item for family in families for item in family.items()):
        matches = min(sum(1 for word in words if pattern.fullmatch(word)), _MAX_COUNTED)
        if matches:
            weights[code] = probabilities.get(code, unknown) * _ODDS**matches
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


@cache
def _families() -> tuple[Mapping[str, Pattern[str]], ...]:
    return tuple(
        {code: re.compile(words.replace(" ", "|")) for code, words in family.items()}
        for family in _FAMILIES
    )
