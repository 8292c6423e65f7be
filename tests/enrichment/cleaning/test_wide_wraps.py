"""Chinese and Japanese text whose lines were cut at a width."""
# ruff: noqa: RUF001 (full-width marks)

import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.wraps.line_wraps import join_lines

CHINESE = (
    "市议会周一投票决定，在工程师发现四个桥墩中有三个出现裂缝后，将这座老桥关闭两年，官员们在一份声明中说。"
    "东岸居民担心要绕远路，店主预计顾客会减少；市议会承诺开通每十分钟一班的渡轮。"
)
MORE = "施工将于四月开始，耗资4000万欧元，根据市议会周一公布的计划，其中大部分由国家支付。"
JAPANESE = (
    "市議会は月曜日、技術者が四つの橋脚のうち三つに亀裂を見つけたことを受け、古い橋を二年間閉鎖することを決めた。"
    "東岸の住民は遠回りを恐れ、店主は客が減ると見ている。"
)


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("width", [22, 30, 38])
@pytest.mark.parametrize("text", [CHINESE, JAPANESE])
def test_join_lines_joins_lines_of_a_width_without_a_space(text: str, width: int) -> None:
    assert join_lines(wrapped(text, width)) == text


def test_clean_text_joins_each_paragraph_and_leaves_the_heading() -> None:
    text = f"老桥关闭两年\n\n{wrapped(CHINESE, 30)}\n\n{wrapped(MORE, 30)}"
    assert clean_text(text).text == f"老桥关闭两年\n\n{CHINESE}\n\n{MORE}"


@pytest.mark.parametrize(
    "text",
    [
        f"{CHINESE}\n{MORE}",
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "中国队名单如下\n守门员张三和李四\n后卫王五赵六孙七\n中场周八吴九郑十\n前锋冯一陈二褚三",
        "老桥关闭两年\n居民担心绕远路\n渡轮每十分钟一班\n施工将于四月开始",
        f"{wrapped(CHINESE[:40], 20)}\n{MORE}",
    ],
)
def test_join_lines_leaves_paragraphs_verse_lists_and_headings_apart(text: str) -> None:
    assert join_lines(text) == text
