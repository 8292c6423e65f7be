"""multilingual-e5-small: its pinned files, its tokenizer, and its weights of four bits."""
