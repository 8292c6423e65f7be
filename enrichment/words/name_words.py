"""Words that occur next to names or look like names, and synonyms of names."""

_FUNCTION_WORDS = """
a an and any are as at but by can could did do does each either every few for from had has have
he her here his how i if in is it its many more most my neither no nor not of off on once one
only or our out over she should since so some such than that the their then there these they
this those though through to under until up upon was we were what when where whether which while
who whose why with without would yet you your after again against all almost along already also
although always among another around away back because before behind being below best better
between both despite down during else enough even ever everyone everything first second third
last next former further however inside instead into just later least less like meanwhile much
never nothing now often others outside own perhaps quite rather same several soon still too
together toward towards very via well within yes i'm i've i'd i'll it's he's she's they're we're
you're that's there's what's don't can't he'll she'll they'll we'll you'll
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English function words, which are capitalized in headlines and at the start of sentences."""

_ARTICLES = """
der die das den dem ein eine im am le la les un une des du el los las una il lo gli i o os as um
uma de het een en det
"""
ARTICLES = frozenset(_ARTICLES.split())
"""Function words of other languages that begin sentences; within a sentence, La Liga is a name."""

_ROLES = """
mr mrs ms miss mx sir dame lord lady dr doctor prof professor president vice prime minister
premier chancellor senator sen rep representative congressman congresswoman governor gov mayor
judge justice king queen prince princess duke duchess emperor sheikh sultan pope bishop
archbishop cardinal rabbi imam rev reverend father sister brother captain capt coach manager
chief officer sergeant sgt lieutenant lt colonel col general gen major commander admiral
corporal private detective det inspector insp superintendent supt constable pc dc secretary
ambassador chairman chairwoman chair chairperson director ceo actor actress singer author
striker midfielder defender goalkeeper winger star police state tory labour democrat republican
mp mep attorney spokesman spokeswoman former ex new old young herr frau señor señora monsieur
madame don doña
"""
ROLES = frozenset(_ROLES.split())
"""Titles and offices: a name is the same with another title, or with none."""

SAME_NAMES = (
    "us usa america american americans united-states",
    "uk britain british briton britons brits united-kingdom great-britain",
    "un united-nations",
    "eu european-union",
    "uae united-arab-emirates emirati",
    "england english englishman",
    "scotland scottish scots scot scotsman",
    "wales welsh welshman",
    "ireland irish irishman",
    "france french frenchman",
    "spain spanish spaniard spaniards",
    "germany german germans",
    "netherlands dutch dutchman holland",
    "denmark danish dane danes",
    "sweden swedish swede swedes",
    "finland finnish finn finns",
    "norway norwegian",
    "poland polish pole poles",
    "switzerland swiss",
    "greece greek greeks",
    "turkey turkish turk turks",
    "thailand thai",
    "philippines filipino filipinos philippine",
    "china chinese",
    "japan japanese",
    "portugal portuguese",
    "israel israeli israelis",
    "iraq iraqi iraqis",
    "afghanistan afghan afghans",
    "pakistan pakistani pakistanis",
    "argentina argentine argentinian argentines",
    "peru peruvian",
    "ukraine ukrainian",
    "belgium belgian belgians",
    "hungary hungarian",
    "czech czechia",
    "tv television",
    "catholic catholicism",
    "muslim islam islamic",
    "jan january",
    "feb february",
    "mar march",
    "apr april",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september",
    "oct october",
    "nov november",
    "dec december",
    "mon monday",
    "tue tues tuesday",
    "wed wednesday",
    "thu thur thurs thursday",
    "fri friday",
    "sat saturday",
    "sun sunday",
)
"""Lines of synonyms, each of which supports the others; a hyphen stands for a space."""
