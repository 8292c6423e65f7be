"""The way of one article through the chain, read from its topics."""
