"""How good the results are: topics, summaries, cleaning and language, on a set of one's own."""
