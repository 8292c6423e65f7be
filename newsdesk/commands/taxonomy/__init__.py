"""Taxonomy files: checked, shown, imported from IPTC and adapted to articles."""
