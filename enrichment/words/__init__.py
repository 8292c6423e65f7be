"""Words and their characters, in all languages: what is a word, and which words say what."""
