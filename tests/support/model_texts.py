"""Texts for models: ordinary ones, and odd ones that a model must read all the same."""

CORPUS = [
    "The minister said that parliament will vote on the budget next week.",
    "The striker scored twice in the second half, and the home team won the match.",
    "Heavy rain is expected in the north, with strong wind along the coast.",
    "Shares of the bank rose after it reported a higher profit for the quarter.",
    "Doctors warned of a new wave of infections before the winter holidays.",
    "The court sentenced the former mayor to six years in prison for fraud.",
]
ONE_LINE = CORPUS[0]
LONG = " ".join(CORPUS * 12)
MIXED = [CORPUS[1], "", LONG, "Rain.", CORPUS[2], CORPUS[1], " ".join(CORPUS[3:])]
ODD = {
    "white space": " \t\n ",
    "emoji": "👩‍👩‍👧‍👦 🇳🇬 🏳️‍🌈 👍🏽" * 20,
    "control characters": "a\x00b\x01\x1b[31m\x7f\u0085\u200b\ufeff\u202e c",
    "no Latin letter": "日本の首相は国会で演説した。" * 10,
    "combining marks": "e" + "\u0301" * 500,
    "special tokens": "[CLS] [SEP] [PAD] [UNK] <s> </s> <pad> <unk> en_XX",
    "not assigned": "\U0010ffff\ufffe\u0378",
    "empty": "",
    "one character": "a",
    "one mark": "\u0301",
    "null bytes": "\x00\x00 rain \x00",
    "half surrogate pairs": "rain \ud83d and \udc4d snow",
    "right to left": "قال الوزير إن البرلمان سيصوت على الميزانية \u200f2026." * 3,
    "special tokens alone": "[CLS][SEP][PAD]<s></s><pad>" * 20,
    "spaces alone": " " * 5_000,
}
