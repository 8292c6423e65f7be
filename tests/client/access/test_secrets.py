"""Secrets in files: read at each use, and refused in one sentence that shows no path."""

from pathlib import Path

import pytest

from newsdesk.client.access.secrets import MAX_BYTES, SecretFile, SecretText
from newsdesk.client.errors import ClusterSettingsError

NAME = "NEWSDESK_KAFKA__SASL_PASSWORD_FILE"


def test_a_text_is_hidden_before_it_is_used() -> None:
    hidden: list[str] = []
    assert SecretText("s3cret", hidden.append).read() == "s3cret"
    assert hidden == ["s3cret"]


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (b"s3cret", "s3cret"),
        (b"s3cret\n", "s3cret"),
        (b"s3cret\r\n", "s3cret"),
        (b"s3cret\n\n", "s3cret\n"),
        (b" s3 cret ", " s3 cret "),
        ("gehe\u00efm\n".encode(), "gehe\u00efm"),
    ],
)
def test_a_file_loses_the_line_end_at_its_end_alone(
    content: bytes, secret: str, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_bytes(content)
    hidden: list[str] = []
    assert SecretFile(NAME, file, hidden.append).read() == secret
    assert set(hidden) == {secret}


def test_a_file_is_read_again_and_an_unusable_one_leaves_the_last_secret(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "password"
    file.write_text("one\n")
    secret = SecretFile(NAME, file, lambda _: None)
    file.write_text("two\n")
    assert secret.read() == "two"
    file.write_text("")
    assert secret.read() == "two"
    file.unlink()
    assert secret.read() == "two"
    assert caplog.messages == ["credentials kept"] * 2
    assert all(NAME in vars(record)["problem"] for record in caplog.records)
    file.write_text("three")
    assert secret.read() == "three"


def test_a_link_that_is_moved_is_followed(tmp_path: Path) -> None:
    """Kubernetes replaces a link to a folder, so that all files change at once."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "password").write_text(name)
    data, next_data = tmp_path / "..data", tmp_path / "..next"
    data.symlink_to("old")
    secret = SecretFile(NAME, data / "password", lambda _: None)
    next_data.symlink_to("new")
    next_data.rename(data)
    assert secret.read() == "new"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"", "is empty."),
        (b"\n", "is empty."),
        (b"\xff\xfe", "is not text in UTF-8."),
        (b"x" * (MAX_BYTES + 1), "is too large for a secret."),
    ],
)
def test_an_unusable_file_is_refused_without_its_path(
    content: bytes | None, complaint: str, tmp_path: Path
) -> None:
    file = tmp_path / "perhaps-a-password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ClusterSettingsError) as raised:
        SecretFile(NAME, file, lambda _: None)
    assert raised.value.problem == f"The file that {NAME} names {complaint}"
    assert NAME in raised.value.advice
    assert "perhaps" not in str(raised.value)
