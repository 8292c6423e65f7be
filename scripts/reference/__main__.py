"""Write the pages of docs/reference/."""

from scripts.reference.pages import FOLDER, pages


def main() -> None:
    """Write every page to its file."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
