"""English words that say little about an article's subject."""

from newsdesk.enrichment.words.name_words import FUNCTION_WORDS, ROLES

_VERBS = """
accept accepted accuse accused accusing achieve achieved act acted add added adding admit admits
admitted agree agreed agrees aim aimed allow allowed allows announce announced announces appear
appeared appears applied apply argue argued argues arrive arrived arrives ask asked asking asks
attend attended avoid base based bear become becomes becoming began begin begins begun believe
believed believes break bring bringing broke broken brought build building built buy buying call
called calling calls came carried carry carrying caught cause caused causes causing change changed
check claim claimed claims climb climbed close closed collapse collapsed come comes coming compare
compared complete completed confirm confirmed consider considered contain contained continue
continued continues cost costs cover covered create created cut cutting deal decide decided
declare declared declined deliver delivered demand demanded denied denies deny describe described
describes deserve design designed develop developed did die died discover discovered done draw
drawn drew drop dropped eat eaten emerge emerged enable end ended ending enjoy ensure enter
entered escape escaped establish expect expected expects explain explained explains face faced
faces facing fail failed fall fallen falling falls feel feeling feels fell felt fight filed fill
filled find finding finds finish finished fly follow followed following follows force forced form
formed found gain gained gave get gets getting give given gives giving go goes going gone got grew
grow growing grown handed happen happened happening happens hear heard held help helped helping
helps hide hit hold holding holds hope hoped hopes identified include included includes including
increase increased insist insisted insists intend introduced involve involved issue issued join
joined keep keeping keeps kept kill killed killing kills knew know knowing known knows laid land
landed lasted launch launched lay lead leading leads learn learned leave leaves leaving led left
let lie lies lift lifted like likely live lived lives living look looked looking looks lose losing
lost made maintain make makes making manage managed mark marked matter matters mean means meant
meet meeting met mind miss missed move moved moves moving name named need needed needs note noted
notes offer offered offering offers open opened opening order ordered own owned paid pass passed
pay paying pick picked place placed plan planned planning plans play played playing point pointed
prepare prepared present prevent produce produced promise promised prompted prove proved provide
provided provides publish published pull pulled push pushed put puts putting raise raised ran
reach reached read receive received recorded reduce reduced refuse refused regard regarded release
released remain remained remains remember remembered remove removed replace replaced report
reported reportedly reports request require required respond responded return returned reveal
revealed reveals rise risen rising rose run running runs said sat saw say saying says see seeing
seek seeking seem seemed seems seen sell send sending sent serve served set sets setting settle
share shared shot show showed showing shown shows shut sign signed sit sits sitting sold sought
speak speaking spend spending spent spoke spoken stand standing stands start started starting
starts state stated stay stayed step stole stolen stood stop stopped struck suffer suffered
suggest suggested suggests support supported take taken takes taking talk talking taught tell
telling tells tend thank think thinking thinks thought threatened threw throw thrown told took
tried tries trust try trying turn turned turning turns understand understood urge urged use used
uses using visit visited voted wait waited waiting walk walked walking want wanted wants warn
warned warns was watch watched wear wearing went wish won wonder wore work worked working worn
worried write writing written wrote
"""
_SMALL = """
ones about above across along amid among amongst around aside be been being below beneath beside
besides beyond can't cannot couldn't didn't doesn't eg etc hadn't hasn't haven't hers herself him
himself ie isn't itself may me might mine must myself onto other ought ours ourselves outside past
per round shall shouldn't theirs them themselves throughout till toward towards underneath unlike
upon us versus wasn't weren't whom will won't wouldn't yours yourself
"""
_GENERAL = """
able actual actually additional afternoon age ago ahead alone alongside amount annual apart apparent
apparently april area areas august autumn aware bad basis beginning big billion billions bit brief
bring bringing bst case cases certain chance clear clearly common concerned couple crore crores
current currently day days dead december deep detail details different difficult direct double dozen
dozens due earlier early easy effect effort efforts eight eighth eleven end entire entirely
especially est evening event events everybody exactly example extra fact far fast february fellow
fewer fifth final finally fine five following forward four fourth free fresh friday friend friends
front full fully general generally gmt good great group groups guy guys half hand hands happy hard
head heavy high higher highest hour hours huge hundred hundreds idea immediate immediately important
individual involved issue issues item items january july june kind kinds known lakh lakhs large
largely larger largest late latest lead leading level levels line list long longer longest lot lots
low lower main mainly major man manner march may member members men middle million millions minute
minutes mixed moment monday month monthly months morning mr mrs ms much name names near nearby
nearly necessary new newly night nine nobody normal november number numbers october old older oldest
open ordinary original overall part particular particularly parts past people percent percentage
period person place places plenty point points poor position possible possibly present previous
previously prior probably problem problems process purpose question questions quick quickly ready
real reason reasons recent recently related remaining report reports rest result results right room
round saturday second section senior september series serious set seven several short show side
sides significant similar simple simply single situation six sixth size small smaller smallest
somebody someone something sort source sources spokesman spokesperson spokeswoman spring start state
statement story strong stuff successful such summer sunday sure ten term terms thing things third
thirty thousand thousands three thursday time times tiny today tomorrow tonight top total tuesday
twelve twenty twice two type unclear use used useful usual usually various view way ways wednesday
week weekend weekly weeks whole wide winter woman women word words world worse worst worth wrong
year years yesterday young younger youngest
"""
ENGLISH_STOP_WORDS = FUNCTION_WORDS.union(_VERBS.split(), _SMALL.split(), _GENERAL.split())
"""Function words, reporting and everyday verbs, general nouns, days and months."""

_PARTS_OF_NAMES = """
duchess duke emperor general justice king lady lord new old pope prince princess private queen
police star state young
"""
TITLES = ROLES.difference(_PARTS_OF_NAMES.split())
"""Titles and offices that are dropped from names, except for those that are part of a name."""

_ADVERBS_END = "ly"
_NOUNS_IN_LY = frozenset(
    ["ally", "anomaly", "assembly", "butterfly", "family", "monopoly", "rally", "reply", "supply"]
)
_MIN_PARTICIPLE = 5


def is_noun_like(word: str) -> bool:
    """Whether a lower-case English word may end a noun phrase; adverbs and participles may not.

    They are recognized by their endings: "-ly" except in a few nouns, "-ed" from five letters.
    """
    if word.endswith(_ADVERBS_END):
        return word in _NOUNS_IN_LY
    return not (len(word) >= _MIN_PARTICIPLE and word.endswith("ed") and word[-3] != "e")
