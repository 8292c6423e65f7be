"""Pages: finding the article in HTML, and reading it as it is shown."""
