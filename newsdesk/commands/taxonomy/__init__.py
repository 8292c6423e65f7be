"""Taxonomy files: looked through, shown, made of IPTC's, and adapted to articles."""
