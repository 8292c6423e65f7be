"""Ordinary English words, which are not names when they begin a sentence."""

from newsdesk.enrichment.words.name_words import FUNCTION_WORDS, ROLES

_ORDINARY = """
ability about above abuse academic accepts accident according accordingly account accused accuses
across act action activist activists activity actors actual additional additionally adds admits
adults advocates affected afternoon afterwards age agency agents agrees aid aims air aircraft
airline airlines airport alarm alarms allegations alleged allows alongside alternatively
altogether amid amount analysis analyst analysts anger angry animal animals announcement announces
annual answer anxiety anybody anyone anyway anywhere apart apparently appeal appears architect
archivist area argues argument armed army arrest arrested arrives art article artist artists asks
assault astronomer attack attacks attempt attends attorneys auction audience authorities authority
autopsy avalanche average avoids award awards baby backs bail band bank banker banks bans
barrister based battle beach beaten beats beautiful beauty becomes becoming beds begins believe
beneath besides beyond bigger bill bills biologist birds birth black blames blast blaze blood blue
board boasts boat bodies body bomb bombing bones book books born boss bosses bottom box boy
boyfriend boys brain brand breakfast breaking breaks bride briefly brings brought budget builder
building buildings builds burglars bus business businesses businessman buyers buys calls campaign
campaigner campaigners cancer candidate candidates car carpenter cars case cases cash caught cause
celebrities celebrity cells center central centre century certain certainly champion champions
championship change changes charge charged charges charities charity chef chemist child children
choice choose church cites citizens city civil civilians claim claims clashes class classic clear
click climate clinical close clothes club clubs coaches coast cold collection college comes
comment comments commission committee common community companies company compares complaint
complaints composer computer concerns condition conditions conductor conference confirms conflict
congress consequently conservative conservatives considers construction consumers contact contains
continues contract control controversial controversy conversation convicted cop cops cost costs
council councils country couple couples course court courts covers created creates credit crew
crews crime crimes criminal crisis critics crowd crowds curator currently cuts cyclone daily
damage dancer data date daughter day days dead deadly deal deals death deaths debate debris debt
decision declares deep defence defendant defending defends defense delivers demand demands
democrats denies department deputies deputy described describes design designer designers
desperate details detectives developers development device devices diagnosed died dies difficult
dinner diplomats disaster discovers discovery disease diseases doctors documents dog dogs dozens
drawing dressed drink drinking driven driver drivers driving drops drought drug drugs drummer
earlier early earth earthquake easy economic economist economists economy editor education effects
efforts elderly elected election elections electric emergency employee employees employers ends
energy engineer engineers enjoys enters entire entrepreneur environmental equipment eruption
escapes estimated ethnic evening event events eventually everywhere evidence evil exactly examines
example exclusive executive executives exhibition expects experience experiment experts explains
explosion explosives extra extreme eyes face faced facing fact factory facts fails failure fair
faith fake falls false families family famous fan fans farmer farmers fashion fast fatal fathers
favourite fear fears features federal feel fees fellow female feud fewer fiance field fierce fifty
fight fighters fighting figures files film filmmaker films final finally financial find findings
finds fine fined fire firefighters fires firm firms fish fisherman fishermen five flames flies
flight flights flood floods fog follow follows food footage football forces foreign forensic
forest forget formal formerly fortunately forty forward found foundation four frankly free fresh
friend friends front frost fuel full fun fund funding funds funeral furthermore future gains
gallery game games gang gas gay generally generous geologist gets gifts girl girlfriend girls give
given gives giving glamorous global goal goals goes going gold golf good goods government
governments grand great green ground group groups growing grows growth guards guests guilty
guitarist gun gunman gunmen guns half halfway happens happy hard head heads health healthy hear
hears heart heatwave heavy heightened held helicopter help helps hence heroes hidden high higher
hired historian historians historic historically history hit holds holiday home homeless homes
hope hopefully hopes horror horse horses hospital hospitals hot hotel hotels hour hours house
households houses housing huge human hundreds hunger hunters hurricane husband iconic idea ideal
illegal illness image images immediate immigrants immigration impact important incident includes
income increase increasingly incredible indeed independent industry infant inflation influential
information initial initially injured injuries inmate inmates inquest inquiry insists inspectors
insurance intelligence interest interestingly international internet interview inventor
investigation investigations investigators investment investor investors involves ironically issue
issues items jail jailed job jobs join joins joint journalist journalists judges jumps jurors jury
keeper keeps key kids killer killers killing kills kind knowledge known knows land landlady
landlord landmark landslide language large largely largest late lately latest launches law
lawmakers laws lawsuit lawyer lawyers lead leader leaders leading leads league leak learns leaves
lecturer left lessons letter letters level levels liberal librarian library lies life lifelong
light likewise lines list listen lists little live lives living loans local long longtime look
looks loses losing loss lost lots love loved low lower lucky luxury machine made magazine
magistrates mail main mainly makers makes making male man management managers marine market
markets marks marriage married massive match means media medical medics meeting meets member
members memorial memory men mental message messages met midfield migrants mild miles militants
military million millions miners mini ministers minor minors minutes missing mission mixed mobile
model models modern moment money month months morning mosques mostly mother mothers motorists
mountain moves movie moving multiple murder museum music musician muslims mystery naked name named
namely names nation national nations native natural naturally nature naval nearby nearly necessary
needs neighbors neighbours network neutral nevertheless newlyweds news newspaper newspapers night
nightclub nobody non none nonetheless normal north northern notably note novelist nowhere nuclear
number numbers nurse nurses obese obesity object objects obviously occasionally ocean offbeat
offenders offer offers office officers offices official officially officials oil olympic ongoing
online open opening opens opera operation operations operators opponent opponents opposition
options order orders ordinary organisation organisers organization organizations organizers
original originally otherwise outbreak overall overweight owner owners owns page paid painter
painting pair panel paper papers paramedics parent parents park parliament part participants
particularly parties partly partner partners party passenger passengers passes past pastor patient
patients pay paying payments pays peace pensioners people performance period permanent person
personal philosopher phone phones photo photograph photographer photographers photographs photos
physical physicist pianist picture pictures pilot pilots place places plan plane planes planet
planned plans plant plants play player players plays playwright plea pleads plot plumber plus poet
point points policy political politicians politics poll polls poor pop popular population portrait
positive possible possibly postman potential poverty power powerful practice praise praises
prayers predicts pregnant premium prepares present presenter press pressure presumably previous
previously price prices print prison prisoner prisoners prize probably problem problems producers
product products professional profit profits program programme project promising prompts proof
property proponents prosecution prosecutor prosecutors protest protester protesters protests proud
proves provides public publishers pulled pulls pupils purchase puts quake quakes quality question
questions quick race racing radar radical radio rail rain rains raises raising range ranked rape
rare rarely rate rates reaches reaction read readers reads real really rebel rebels received
receives recent recently record records recruits red reduced reform refugees refuses regardless
regional regulators rejects related relations relatives releases relief religious remains
remarkable remote repeat report reportedly reporter reporters reports republicans requires rescue
rescuers research researcher researchers resident residents response restaurant restaurants result
results retail retailer retailers retired returns reveals revelation revelers review revised rich
right rights riot riots rise rises rising risk river road roads robbers role romantic room roughly
round row royal rules rumours run runners running runs rural sadly safety sailor sale sales
sanctions satellite says scandal scene scenes schedule scheme school schools science scientist
scientists score screening scroll sculptor sea search season seat seats secret section security
see seeks seemingly seems seen sees selling sells senate senators sends senior sensitive sent
separate series serious seriously serves service services session set sets seven severe sex sexual
share shares ship ships shock shocked shocking shopkeeper shoppers shops short shortly shot shots
show shows sick side sides sight sign significant significantly signs silence similar similarly
simple simply single sisters site sits six sketch skiers skin skirmishes sky slow slowly small
smart smoke smokers snow social society software sold soldier soldiers solicitor solid somebody
someone something sometimes somewhere son song songs sophisticated sound source sources south
southern space spare speaker speaking speaks special species specific specifically speech speed
spending spends spent sport sports spotted squad stabbed stadium staff stage standard standing
stands start starts statement states statistics stay stays steady step stepfather stepmother steps
stock stocks stolen stops stories storm storms story strange street streets stress strict strike
strikes striking strong struck struggles student students studies studio study stunning style
subject subsequently substitute successful sudden suddenly sued sufferers suffers suggests suicide
suit summer supermarket supplies support supporters supports supposed surely surfers surgeon
surgeons surgery surprisingly survey surveys survivor survivors suspect suspects suspicious sweet
swimmer swimmers system systems tabloid taken takes talented talks target tax taxes taxpayers
teacher teachers teaches team teammate teammates teams tech technical technology teen teenager
teenagers teens television tell tells temperatures ten tenant tenants tennis tens tension tensions
term terms terrorism terrorist terrorists test tests text thanks theatre theft theory therapy
therefore thieves thing things thinks thirty thousands threat threatens threats three thrilled
throughout thrown throws thunderstorm thus tickets time times tiny tip today told tonight took
tool top tornado torrential total touching tough tour tourism tourist tourists town toxic track
trade trader traders traditional traditionally traffic trafficking train trained training trains
transfer transport travel travelers travellers treasure treasury treatment trial tributes tries
trip troops trouble troubled truck true truly trust truth try trying tsunami turns tv twelve
twenty twice twin twins two type typhoon typical typically ultimate ultimately unable unclear
undercover underground underweight undoubtedly unemployed unemployment unfortunately union unions
unique universities university unknown unless unlike unlikely unusual upset urgent used users uses
using usual usually vaccine valuable value various vast vehicle vehicles venue veteran veterans
victim victims victory video videos view viewers views villagers violence violent violinist
visitors visits volcano vote voters votes voting wages waiter waiting waitress walk walkers walks
wall want wants war warm warned warning warnings warns watch watchdog water waters wave waves
wealthy weapons wears weather web website websites wedding week weekend weeks weight west western
whatever whichever white whoever whole widespread widow wife wild wildfire wildfires wildlife
willing wind winds wine winger winner winners winning wins winter wireless witness witnesses woman
women won wonder word words work worker workers working works world worldwide worried worries
worse worst worth wounded writer writers writes written wrong year yearly years yesterday younger
youngster youngsters youth zoo
"""
_ORDINARY_WORDS = frozenset(_ORDINARY.split()) | FUNCTION_WORDS | ROLES
_ENDINGS = (
    *("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ists", "ities", "ical", "ious"),
    *("eous", "less", "ful"),
)
_ENDINGS_OF_LONG_WORDS = (
    *("ting", "king", "ling", "ning", "sing", "ving", "ding", "ping", "ring", "ming", "cing"),
    *("ted", "ved", "sed", "ced", "led", "ged", "ned", "ped", "ked", "ied", "shed", "ched"),
)
_LONG = 7


def is_ordinary(key: str) -> bool:
    """Whether a lower-case word is in common use, or has an ending that is rare in names."""
    if len(key) >= _LONG and key.endswith(_ENDINGS_OF_LONG_WORDS):
        return True
    return key in _ORDINARY_WORDS or key.endswith(_ENDINGS)
