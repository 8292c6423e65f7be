"""Scripts without spaces, whose texts are compared by characters, for use in `[…]`."""

IN_FIRST_PLANE = "\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Japanese and Chinese."""

UNSPACED = IN_FIRST_PLANE + "\U00020000-\U0003ffff"
"""The same with the rare characters of Chinese."""
