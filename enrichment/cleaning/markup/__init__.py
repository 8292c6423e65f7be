"""Markup in texts: HTML, Markdown, shortcodes and line breaks, read as what they say."""
