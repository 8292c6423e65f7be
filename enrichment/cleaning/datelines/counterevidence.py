"""Evidence that a city's name before a dash or a colon is part of the sentence after all."""
# ruff: noqa: RUF001 (sentences are set with typographic marks)

import re

from newsdesk.enrichment.cleaning.datelines.parts import PLACE, UPPER
from newsdesk.enrichment.cleaning.datelines.places import is_city
from newsdesk.enrichment.cleaning.surroundings.sentence_lines import ends_a_sentence

_EDGE = 300
_LONG = 200
_SOON = 600
_SENTENCE = re.compile(r"[^.!?]{0,300}")
_NEXT_NAME = re.compile(PLACE)
# The title of a work: "The Biography, by …", "The Untold Story is a book".
_WORK = re.compile(
    rf"(?:(?:The|A|An|La|Le|El|Il|Der|Die|Das|Eine?|Una?|Une|O|Os|As) )?{UPPER}\w*"
    rf"(?: (?:(?:of|and|de|del|der|des|du|the|la|le|in) )?{UPPER}\w*){{0,5}}"
    r"(?:,? (?i:by|von|par|por|di|de) |,? (?:is|was|ist|est|es|è|é) (?:an?|the|eine?|une?|una?|"
    r"uma?) "
    r"(?:[\w-]+ ){0,2}(?i:book|novel|film|play|musical|series|exhibition|history|portrait|album|"
    r"song|documentary|buch|roman|livre|libro|romanzo|livro|pel[ií]cula|serie|série))"
    r"|(?:An?|Eine?|Une?|Una?|Uma?) (?:[\w-]+ )?(?:biography|city|guide|history|life|novel|"
    r"portrait|"
    r"story|tale|stadt|geschichte|ville|histoire|ciudad|historia|città|storia|cidade|história)\b"
)
_HOLDER = (
    r"(?:company|firm|group|\w+makers?|brewer|airline|club|team|side|squad|striker|forward|"
    r"defender|midfielder|goalkeeper|keeper|winger|captain|coach|player|footballer|sprinter|skier|"
    r"singer|actor|actress|band|novelist|writer|brand|retailer|insurer|lender|operator|publisher|"
    r"startup|start-up|musical|album|sitcom|biopic|broadcaster|network|champions?|alliance|"
    r"(?:news )?agency|giant|supplier)"
)
# A definite description needs a name before it: "TESLA: The carmaker is recalling".
_DESCRIPTION = re.compile(
    rf"(?:The|This) (?:[\w'’-]+ ){{0,2}}?{_HOLDER}\b"
    r"|(?:Der|Die|Das|Le|La|Les|L['’]|El|Los|Il|O|Os|A|As|De|Het) ?(?:[\w'’-]+ ){0,1}?"
    r"(?:\w*[Bb]and|Verein|Klub|[Cc]lub|Elf|Aktie|[Aa]lbum|álbum|[Mm]usical|équipe|equipo|squadra|"
    r"equipe|cantante|chanteuse|Sängerin|ploeg)\b"
)


def speaks_against(found: re.Match[str], mark: str) -> bool:
    """Whether what follows shows that a place before a mark is no dateline.

    Args:
        found: A match with the group `place`; the sentence begins at its end.
        mark: What stands between them, such as a dash.
    """
    line, start, mark = found.string, found.end(), mark.strip(" .")
    sentence = _SENTENCE.match(line, start, start + _EDGE)
    following = sentence.group() if sentence else ""
    return (
        not (len(line) - start >= _LONG or ends_a_sentence(line) or line.endswith(":"))
        or _DESCRIPTION.match(line, start) is not None
        or (mark in {":", "："} and _WORK.match(line, start) is not None)
        or (mark in {"-", "–"} and _leads_to_another_city(line, start, found["place"]))
        or (mark in {"-", "–", "—"} and following.count(f" {mark} ") == 1)
        or _comes_again(line, start, mark)
    )


def _leads_to_another_city(line: str, start: int, place: str | None) -> bool:
    name = _NEXT_NAME.match(line, start, start + 60)
    words = name.group().split() if name else []
    names = (" ".join(words[:count]) for count in (1, 2, 3))
    return any(is_city(n) and n.casefold() != (place or "").casefold() for n in names)


def _comes_again(line: str, start: int, mark: str) -> bool:
    """Whether a sentence soon after begins with a name and the same mark."""
    pattern = _AGAIN.get(mark)
    return bool(pattern and pattern.search(line, start, start + _SOON))


_AGAIN = {
    mark: re.compile(rf"(?<=[.!?] ){UPPER}\w*(?: {UPPER}\w*){{0,2}} ?{re.escape(mark)} {UPPER}")
    for mark in ("-", "–", "—", "--", ":", "•", "|")
}
