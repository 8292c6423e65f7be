"""The parts of datelines, as patterns: places, dates, agencies, and forms of other scripts."""
# ruff: noqa: RUF001 (other scripts look like Latin)

import re

_UPPER = "".join(character for character in map(chr, range(0x41, 0x530)) if character.isupper())
UPPER = f"[{_UPPER}]"
# A full stop belongs to a word if it is a saint's, or if no word follows.
_WORD = (
    rf"(?:(?:{UPPER}\.){{2,4}}+|(?i:st|sta|ste|sto|ft|mt|pt)\.|{UPPER}(?:[\w'’]|-(?=\w))*+"
    r"(?:\.(?=\s?[^\w\s]))?)"
)
_SMALL = (
    r"(?:am|an der|auf|aux|bei|d['’]|da|das|de la|de|del|della|der|di|do|dos|du|el|en|es|im|in|i|"
    r"la|"
    r"las|le|les|los|ob der|of|on|sur|the|upon|y|und|and|&)"
)
PLACE = rf"{_WORD}(?:(?:\s?/\s?|-| (?:{_SMALL} )?){_WORD}){{0,4}}"
NOT_A_PLACE = (
    r"(?!(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|"
    r"june|"
    r"july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|published|updated|posted|modified|created|last|first|on|in|by|from|since|"
    r"until|till|at|after|before|the|a|an|am|le|el|il|stand|exclusive|breaking|watch|update|video|"
    r"opinion|analysis|photo|image|date)\b)"
)
MOMENT_OF_DAY = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?,? "
# The month may be in any language; numbers and order are what tells a date.
DATELIKE = (
    r"(?:(?:le |el |den |am |a )?\d{1,2}(?:st|nd|rd|th|er|º|°)?\.? (?:de |of )?"
    r"[^\W\d_]{3,12}\.?,?(?: (?:de |del )?\d{4}(?!\d)\.?)?"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?\.?(?:, ?\d{4}(?!\d))?"
    r"|\d{4}\.? [^\W\d_]{3,12} \d{1,2}\.?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}(?:[./]\d{1,2})?(?= ?\())"
)
# Dutch, Polish, Czech, Croatian, Scandinavian, Romanian, Hungarian, Turkish, Finnish, Indonesian.
OTHER_MONTHS = (
    r"januari|februari|maart|mrt|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|"
    r"sierpnia|września|października|listopada|grudnia|ledna|února|března|dubna|května|června|"
    r"července|srpna|září|října|listopadu|prosince|siječnja|veljače|ožujka|travnja|svibnja|lipnja|"
    r"srpnja|kolovoza|rujna|listopada|studenoga|prosinca|januara|februara|aprila|avgusta|"
    r"septembra|oktobra|novembra|decembra|januar|februar|mars|juni|juli|ianuarie|februarie|martie|"
    r"aprilie|iunie|iulie|septembrie|octombrie|noiembrie|decembrie|január|február|március|április|"
    r"május|június|július|augusztus|szeptember|október|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|"
    r"ağustos|eylül|ekim|kasım|aralık|tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|"
    r"kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta|mei|agustus|"
    r"desember|maret|ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|"
    r"σεπτεμβρίου|οκτωβρίου|νοεμβρίου|δεκεμβρίου"
)
AGENCY = (
    r"(?:CNN(?: Business| Money|\.com| Indonesia| Türk| Brasil| en Español)?|AP|Reuters|REUTERS|"
    r"Thomson Reuters Foundation|AFP|UPI|ANI|PTI|IANS|UNI|Xinhua|XINHUA|Bloomberg|BLOOMBERG|Kyodo"
    r"(?: News)?|Jiji(?: Press)?|TASS|ТАСС|ITAR-TASS|Interfax(?:[- ]\w+)?|INTERFAX(?:[.-]\w+)?|"
    r"Sputnik|RIA Novosti|BelTA|Ukrinform|UNIAN|Yonhap|KCNA|VNA|Bernama|BERNAMA|ANTARA|Antara|PNA|"
    r"BSS|UNB|APP|Anadolu(?: Agency)?|IRNA|ISNA|Tasnim|Fars|SANA|WAFA|SPA|WAM|KUNA|QNA|BNA|MENA|"
    r"dpa(?:[/-][\w/-]{2,12})?|DPA|dapd|ots|EFE|ACAN-EFE|Efe|EUROPA PRESS|Europa Press|Notimex|"
    r"Télam|Telam|Prensa Latina|ANSA|Ansa|Adnkronos|ADNKRONOS|askanews|LaPresse|Italpress|Lusa|"
    r"LUSA|"
    r"Agência Brasil|FOLHAPRESS|Folhapress|Estadão Conteúdo|APA(?:-OTS)?|Keystone-(?:ATS|SDA)|"
    r"Belga|BELGA|ANP|Ritzau|NTB|PAP|CTK|ČTK|TASR|SITA|MTI|Agerpres|AGERPRES|Mediafax|Hina|HINA|"
    r"Tanjug|TANJUG|BTA|DHA|İHA|IHA|ΑΠΕ-ΜΠΕ|AMNA|NAN|GNA|ZANIS|SAnews|Ghana News Agency|"
    r"News Agency of Nigeria|PANA|PR ?Newswire(?:-[\w ]{2,20})?|PRNewswire(?:-[\w ]{2,20})?|CNW"
    r"(?: Telbec| Group)?|GLOBE NEWSWIRE|GlobeNewswire|Business Wire|BUSINESS WIRE|Businesswire|"
    r"BUSINESSWIRE|ACCESSWIRE|ACCESS Newswire|EQS(?:[- ]\w+)?|DGAP(?:[- ]\w+)?|EINPresswire\.com|"
    r"(?:Marketwired|Marketwire|Newsfile Corp\.)(?: ?[-–] ?[\w., ]{4,24})?|PRWEB|PRLog|"
    r"The Conversation|ProPublica|KHN|KFF Health News|Stateline|StatePoint|The Canadian Press|"
    r"(?i:(?:news )?agencies|agencias|agenturen|agenzie|agências|agences))"
    r"(?:[/,] ?(?:AP|AFP|Reuters|dpa|ANSA|EFE|TASS|Xinhua|PA|UPI))?"
)
CODE = (
    r"(?:AA|AGI|AIP|ABP|APS|ATS|SDA|sda|ats|awp|KNA|kna|epd|EPD|SID|sid|MAP|TAP|TT|STT|PA|CP|MNA|"
    r"MF-DJ|H\.S\.|FM|SMC)"
)
AGENCIES = r"(?i:(?:news )?agencies|agencias|agenturen|agenzie|agências|agences)"
SERVICE = (
    r"(?:CNN(?: Business| Indonesia)?|Reuters|REUTERS|AFP|AP|INTERFAX\.RU|Interfax|EFE|ANSA|GNA|"
    r"NAN|Mana|epd|taz|KNA|Kyodo(?: News)?|KYODO(?: NEWS)?|IRNA|ARMENPRESS|Armenpress|Kazinform|"
    r"KAZINFORM|Media OutReach Newswire|"
    r"TEMPO\.CO|KOMPAS\.com|THE INDEPENDENT|Xinhua|Bernama|(?i:(?:news )?agencies|agencias|"
    r"agenturen|agences|web desk|news desk|monitoring desk|staff report(?:er)?|"
    r"(?:our )?correspondent))"
)
_CASELESS = (
    "\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af"
)
BEGINS = rf"[“”\"‘'«„(\[¿¡]{{0,2}}(?:{UPPER}|\d|[{_CASELESS}])"
_CHINESE = (
    r"(?:[（(]?[\u4e00-\u9fff]{2,14}\d{1,2}(?:月\d{1,2})?日[电電讯訊]"
    r"(?:\s?[（(][^（）()]{1,40}[）)]|[）)])?\s?|[（(]中央社[^（）()]{2,40}[）)]|【[\u4e00-\u9fff]{2,8}[讯訊]】\s?)"
)
_JAPANESE = (
    r"(?:[［\[][\u3040-\u9fff]{1,12}\s?\d{1,2}日\s?(?:ロイター|AFP|時事|共同)[］\]]\s?[-–—―]?\s?"
    r"|【[\u3040-\u9fff]{1,10}[＝=][\u3040-\u9fff\s]{2,16}】\s?"
    r"|【(?:AFP|AFP=時事|[\u3040-\u9fff]{1,8}(?:共同|時事))】\s?)"
)
_KOREAN = (
    r"\([\uac00-\ud7af]{2,8}\s?=\s?(?:연합뉴스|뉴스1|뉴시스)\)\s?"
    r"(?:[\uac00-\ud7af]{2,4}(?:[ ·][\uac00-\ud7af]{2,4}){0,2} (?:특파원|기자)\s?=\s?)?"
)
_ARABIC = (
    r"[\u0621-\u064a]{3,12}(?: [\u0621-\u064a]{2,12})?\s?(?:[،,/]\s?[\u0621-\u064a\d ]{2,20}\s?)?"
    r"(?:[-–—]\s?)?(?:\((?:رويترز|أ ?ف ?ب|د ?ب ?أ|وكالات|واس|وام|سبوتنيك|الأناضول)\)\s?[-–—:]*\s?|"
    r"/ ?(?:الأناضول|وكالات) ?[/-]\s?)"
)
_HINDI = (
    r"[\u0900-\u0963\u0970-\u097f]{2,14}(?: [\u0900-\u0963\u0970-\u097f]{2,14})?"
    r"(?:, ?\d{1,2} [\u0900-\u0963\u0970-\u097f]{2,10})?\s?\((?:भाषा|एएनआई|आईएएनएस|"
    r"वार्ता)\)\s?[।:–—-]?\s?"
)
_CYRILLIC = (
    r"[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐа-яёіїєґ-]{2,20}(?: [А-ЯЁІЇЄҐ][\w-]{1,20}){0,3}[.,] \d{1,2} "
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|квіт|трав|черв|лип|серп|"
    r"вер|жовт|лист|груд)[а-яіїє]*\.?(?: \d{4}(?: г(?:ода)?\.?)?\.?)?"
    r"(?:\s?[–—-] [А-ЯЁІЇЄҐ][\w ]{2,20}\.|\.? /[А-ЯЁ]{3,12}/\.|\.?\s?\([^()]{2,30}\)\s?[–—-]"
    r"|\. (?:[A-Z]{3,10}\.[A-Z]{2}|[А-ЯІЇЄҐ]{3,10}(?:-[А-ЯІЇЄҐ]{3,10})?)\s?[–—.-])\s"
)
OTHER_FORMS = re.compile(f"(?:{_CHINESE}|{_JAPANESE}|{_KOREAN}|{_ARABIC}|{_HINDI}|{_CYRILLIC})")
