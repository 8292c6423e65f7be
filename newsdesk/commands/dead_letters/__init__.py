"""Dead letters: listed, shown, exported and replayed."""
