"""Write the pages of docs/reference/, and the tables of docs/acls.md."""

from scripts.reference.acls import write_acls_page
from scripts.reference.pages import FOLDER, pages


def main() -> None:
    """Write every page to its file."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    write_acls_page()


if __name__ == "__main__":
    main()
