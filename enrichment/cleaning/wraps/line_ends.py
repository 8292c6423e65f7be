"""How lines end: with a sentence, or in the middle of one."""
# ruff: noqa: RUF001 (typographic marks end lines)

import re

from newsdesk.enrichment.cleaning.wraps.word_sets import words

_CLOSED = ".!?…:。！？।۔؟։॥"
_CLOSERS = "”’\"'»)]*_ "
_SHORT_FORM = re.compile(
    r"(?:^|[\s(“\"])(?:[A-ZÀ-Þ]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Sr|Sra"
    r"|Mme|No|Nr|vs|ca|bzw|approx|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.N|U\.K|E\.U)\.$"
)
_OPENERS = "“\"‘'«„([¿¡—–-"
FUNCTION_WORDS = words(
    "mr mrs ms dr prof a an the and or but nor of to in on at by for from with without as than"
    " that which who whose into onto upon over under between among through during before after"
    " against about near across toward towards via is are was were be been being has have had will"
    " would could should may might must can said its their his her our your my this these those"
    " some any each every whether because while when where although since until der die das den"
    " dem des ein eine einen einem einer eines und oder aber von vom zu zum zur im am auf aus bei"
    " beim mit nach seit für gegen ohne um durch über unter zwischen vor hinter neben dass weil"
    " wenn als wie sich ist sind waren wird werden wurde wurden hat haben hatte hatten ihre ihren"
    " ihrer seine seinen seiner le la les l un une du de d et ou à au aux en dans par pour sur"
    " sous avec sans vers chez que qui dont où est sont était ont avait ne se ses sa leur leurs"
    " cette ces el los las una unos unas del al y e o u pero con sin por para según sobre desde"
    " hasta como cuando donde es era fue han ha había su sus este esta estos estas il lo gli uno"
    " di da nel nella nelle nei tra fra che chi cui è sono suo sua dei degli delle dal dalla dalle"
    " dello della dell all alla alle allo nell sul sulla os uma uns umas dos na nos nas ao aos às"
    " em num numa pelo pela pelos pelas com sem seu foi são não het een van voor met door bij naar"
    " uit om aan op dat wat zijn werd worden heeft hebben maar tot tussen tegen och att som på av"
    " till från för med det ett har inte eller og i af til er w z od dla przez przy po się że oraz"
    " ale jak który która które nie v s k za pro pod nad při ze ve že který která které není в во"
    " на с со к ко у о об от до из за по под над при про для без через между и или но а что как"
    " который которая которые не бы"
)
"""Words of many languages after which a line cannot end, but for its width."""

_SHORTEST = 15
_LONGEST_WORD = 20


def is_open(line: str) -> bool:
    """Whether no sentence ends with the line."""
    bare = line.rstrip(_CLOSERS)
    return bool(bare) and (
        bare[-1] not in _CLOSED or bool(_SHORT_FORM.search(bare, max(0, len(bare) - 9)))
    )


def is_hanging(line: str) -> bool:
    """Whether the line ends in a word that needs another, such as "of", "the" or "Dr."."""
    if len(line) < _SHORTEST:
        return False
    if _SHORT_FORM.search(line, max(0, len(line) - 9)):
        return True
    word = line[-_LONGEST_WORD:].rsplit(None, 1)[-1].lstrip(_OPENERS)
    return word.casefold() in FUNCTION_WORDS
