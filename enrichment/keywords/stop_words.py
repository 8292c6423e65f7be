"""Words that are too common to be in a keyword, by language."""

from functools import cache

from newsdesk.enrichment.keywords.english import ENGLISH_STOP_WORDS
from newsdesk.enrichment.words.function_words import function_words

# The most frequent syllables are also parts of names and nouns, so these are chosen by hand.
_VIETNAMESE = """
ai anh biết bà bên bằng bị bởi chưa chị cho chúng chỉ các cái còn có cùng cũng cần cả của do dù dưới
gì giữa hay hoặc họ hơn khi không kia là làm lại lên lúc mà mình mọi một mới mỗi nay này nào nên nếu
ngoài ngày người nhiều như nhưng nhất những nói năm nữa nơi phải qua ra rất rằng sau sao sẽ sự theo
thì thể tháng tôi trong trên trước tuy tại tới từ và vào vì vậy vẫn về với xuống ông đang đã đây đó
được đến để đều đi định ở
"""
# German nouns have capitals, so that each would count as a name.
_GERMAN = """
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai
juni juli august september oktober november dezember uhr woche wochen monat monate monaten jahr
jahre jahren million millionen milliarde milliarden prozent angaben mitte anfang ende
"""
_STOP_WORDS = {"en": ENGLISH_STOP_WORDS, "vi": frozenset(_VIETNAMESE.split())}


def stop_words(language: str) -> frozenset[str]:
    """Return the words, in lower case, that no keyword of `language` begins or ends with.

    The English and Vietnamese ones are newsdesk's own. Empty for a language without a list.
    """
    if language == "de":
        return _with_german()
    return _STOP_WORDS.get(language) or function_words(language)


@cache
def _with_german() -> frozenset[str]:
    return function_words("de").union(_GERMAN.split())
