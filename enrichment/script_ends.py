"""Ends of sentences in scripts with their own full stops, and in Thai and Lao, which have none."""
# ruff: noqa: RUF001 (quotation marks as newspapers set them)

import re
from collections.abc import Iterator

# Khmer, Burmese, Ethiopic and Mongolian full stops, with or without a space after them; Ethiopic
# is also typed as two word spaces. After an Urdu one a quotation may close with a turned mark.
_STOP = re.compile(
    '(?:[\u17d4\u17d5\u104b\u1362\u1367\u1368\u1803\u1809]|\u1361\\s?\u1361)["”’»)]*\\s*(?=\\S)'
    "|\u06d4[‘’”»]\\s+(?=\\S)"
)
# A Tibetan shad, which is left out after some letters; the space is there all the same.
# Another shad may stand before the next sentence.
_SHAD = re.compile(
    "[\u0f0d\u0f0e\u0f11\u0f14\u0f40\u0f42\u0f64]\\s+(?:\u0f0d\\s*+)?(?=[\u0f04\u0f40-\u0fbc])"
)
# The second half of a Khmer "etc.", which has a full stop on both sides.
_ET_CETERA = re.compile("\\s?\u179b\\s?\u17d4")
_THAI = re.compile("[\u0e01-\u0eff]")
_SPACE = re.compile(
    '(?<=[\u0e01-\u0e45\u0e47-\u0e4e\u0e81-\u0eff”"]) +(?=[\u0e01-\u0e44\u0e81-\u0ec4“"])'
)
# Words that continue a clause, and words that one continues after.
_CONTINUES = re.compile(
    "และ|หรือ|แต่|ซึ่ง|ที่|โดย|เพื่อ|ว่า|จึง|ก็|แล้ว|รวม|เนื่อง|เพราะ|หลัง|ก่อน|ขณะ|ทำให้|พร้อม|ตั้งแต่|จาก|ใน|ของ|กับ|แก่|ต่อ"
    "|สำหรับ|ถึง|จน|ทั้ง|อีก|ไม่ว่า|คือ|เช่น|ได้แก่|เป็น|ตาม|ด้วย|เมื่อ|ผ่าน|ระหว่าง|ประมาณ|กว่า|อย่าง"
    "|ແລະ|ຫຼື|ແຕ່|ທີ່|ເພື່ອ|ວ່າ|ໂດຍ|ເພາະ|ຂອງ|ໃນ|ກັບ|ເຊິ່ງ|ຊຶ່ງ"
)
_EXPECTS_MORE = re.compile(
    "(?:ว่า|คือ|และ|หรือ|ของ|ที่|โดย|เช่น|ได้แก่|นาย|นาง|นางสาว|คุณ|กับ|ใน|จาก|(?<!งบ)ประมาณ|วันที่|ວ່າ|ແລະ|ຂອງ|ທ່ານ)$"
)
_SHORTEST_SENTENCE = 45
_SHORTEST_PART = 15
_LONGEST_WORD = 8


def ends_in_script(line: str) -> Iterator[int]:
    """Yield the offsets in `line` where a sentence begins by the marks of its script.

    Thai and Lao write a space between clauses, and also around names and figures: a sentence ends
    at a space between two long parts that are not joined by a conjunction.
    """
    if line.isascii():
        return
    for pattern in (_STOP, _SHAD):
        yield from (match.end() for match in pattern.finditer(line))
    if _THAI.search(line):
        yield from _ends_at_spaces(line)


def is_within_mark(line: str, bound: int) -> bool:
    """Whether the offset is within a mark of abbreviation that is made of full stops."""
    before = line[max(0, bound - 2) : bound].rstrip()
    return before.endswith("\u17d4") and bool(_ET_CETERA.match(line, bound))


def _ends_at_spaces(line: str) -> Iterator[int]:
    begin = last = 0
    spaces = list(_SPACE.finditer(line))
    ends = [match.start() for match in spaces[1:]] + [len(line)]
    for match, end in zip(spaces, ends, strict=False):
        long = match.start() - begin >= _SHORTEST_SENTENCE
        parts = min(match.start() - last, end - match.end()) >= _SHORTEST_PART
        if long and parts and not _is_joined(line, match):
            yield match.end()
            begin = match.end()
        last = match.end()


def _is_joined(line: str, space: re.Match[str]) -> bool:
    before = line[max(0, space.start() - _LONGEST_WORD) : space.start()]
    return bool(_CONTINUES.match(line, space.end()) or _EXPECTS_MORE.search(before))
