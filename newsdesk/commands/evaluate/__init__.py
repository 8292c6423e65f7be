"""Topics, summaries, cleaning and languages measured on a labelled set."""
