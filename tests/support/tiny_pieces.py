"""A small unigram tokenizer, as transformers writes that of XLM-R."""

import json
from typing import Any

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
PIECES = (("▁", -2.0), ("▁rain", -3.0), ("▁r", -4.0), ("ain", -4.5), ("s", -3.5), ("snow", -5.0))


def tokenizer_json() -> bytes:
    """Return the tokenizer as tokenizer.json has it."""
    vocabulary: list[Any] = [[piece, 0.0] for piece in SPECIAL]
    vocabulary += [[piece, score] for piece, score in PIECES]
    return json.dumps(
        {
            "added_tokens": [
                {"id": place, "content": piece, "special": True, "normalized": False}
                | dict.fromkeys(("single_word", "lstrip", "rstrip"), False)
                for place, piece in enumerate(SPECIAL)
            ],
            "normalizer": {"type": "Precompiled", "precompiled_charsmap": ""},
            "pre_tokenizer": {
                "type": "Metaspace",
                "replacement": "▁",
                "prepend_scheme": "always",
                "split": True,
            },
            "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary},
        }
    ).encode()
