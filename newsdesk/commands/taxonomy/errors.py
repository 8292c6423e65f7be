"""What can be wrong with the files of these commands."""


class FileError(ValueError):
    """Raised when a file cannot be read or written; its text names it, and says what to do."""
