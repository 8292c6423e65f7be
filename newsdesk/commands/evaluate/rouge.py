"""ROUGE (Lin 2004) as papers on summarization report it, by the package rouge_score."""

import re
import unicodedata
from collections.abc import Sequence

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

KINDS = {"rouge1": "rouge1", "rouge2": "rouge2", "rougeL": "rougeLsum"}
"""Our names, and the package's: ROUGE-L is that of whole summaries, sentence by sentence."""

# Thai, Lao, Myanmar, Khmer, kana and Han have no spaces between words: a character is a token.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)


class _AnyScript:
    """Words of any script, unstemmed. The package's own tokenizer keeps only a to z and digits."""

    def tokenize(self, text: str) -> list[str]:
        kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in text.lower())
        return _UNSPACED.sub(r" \g<0> ", "".join(kept)).split()


class Rouge:
    """Scores summaries with Porter's stemmer, as the original ROUGE does with `-m`.

    Where most letters of a text are outside of a to z, its words count as they are.
    """

    def __init__(self) -> None:
        kinds = list(KINDS.values())
        self._latin, self._any = DefaultTokenizer(use_stemmer=True), _AnyScript()
        self._scorers = {
            tokenizer: RougeScorer(kinds, tokenizer=tokenizer)
            for tokenizer in (self._latin, self._any)
        }

    def score(self, reference: Sequence[str], summary: Sequence[str]) -> dict[str, float]:
        """Return the F-measures, times 100, of a summary; both texts come in sentences."""
        scorer = self._scorers[self._tokenizer(" ".join(reference))]
        scores = scorer.score("\n".join(reference), "\n".join(summary))
        return {name: 100.0 * scores[kind].fmeasure for name, kind in KINDS.items()}

    def tokens(self, sentence: str) -> int:
        """Return how many tokens a sentence has."""
        return len(self._tokenizer(sentence).tokenize(sentence))

    def _tokenizer(self, text: str) -> DefaultTokenizer | _AnyScript:
        letters = [c for c in text if c.isalpha()]
        latin = 2 * sum(map(str.isascii, letters)) >= len(letters)
        return self._latin if latin else self._any
