"""The tokenizer of multilingual-e5-small: sentencepiece, with the ids that the model was given."""

import re
from collections.abc import Sequence
from pathlib import Path

from sentencepiece import SentencePieceProcessor

from newsdesk.engines.sources import ModelSourceError
from newsdesk.engines.tokenizer import SpecialTokens
from newsdesk.engines.tokens import Tokens

_SPACE = "\u2581"
_SURROGATE = re.compile("[\ud800-\udfff]")


class PieceTokenizer:
    """Splits texts into pieces.

    A special token that occurs in a text is read as ordinary characters, and a lone surrogate as
    U+FFFD. Spaces at the ends of a text, and those that are too many, make no piece.
    """

    def __init__(self, path: Path) -> None:
        """Load the model in a file.

        Raises:
            ModelSourceError: if it is not one of sentencepiece.
        """
        try:
            self._pieces = SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise ModelSourceError(f"{path} is not a tokenizer: {error}.") from error
        space = int(self._pieces.piece_to_id(_SPACE))
        self._says_nothing = frozenset({int(self._pieces.unk_id()), space})

    def special_tokens(self) -> SpecialTokens:
        """Return the tokens before and after a text."""
        begin, end = int(self._pieces.bos_id()), int(self._pieces.eos_id())
        return SpecialTokens((([begin], [0]), ([end], [0])), (0,))

    def tokenize(self, texts: Sequence[str], prefix: str) -> list[Tokens]:
        """Return the tokens of `texts`, each as it is after `prefix`, which ends with a space.

        A text of which no piece is known has no tokens.
        """
        before = self._ids([prefix])[0]
        return [
            Tokens(text, self._known(ids), [], before)
            for text, ids in zip(texts, self._ids(texts), strict=True)
        ]

    def _known(self, ids: list[int]) -> list[int]:
        return ids if any(one not in self._says_nothing for one in ids) else []

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        readable = [_SURROGATE.sub("\ufffd", text) for text in texts]
        found: list[list[int]] = self._pieces.encode(readable, num_threads=1)
        return found
