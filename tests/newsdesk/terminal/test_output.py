import json
import subprocess
import sys

import pytest

from newsdesk.terminal.output import notice, write_json, write_lines


def test_write_json_writes_one_line(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_json({"b": 1, "a": ["é"]})
    written = capfdbinary.readouterr().out
    assert written.count(b"\n") == 1
    assert json.loads(written) == {"b": 1, "a": ["é"]}


def test_write_lines_writes_bytes_as_they_are(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_lines([b"\xff\n", b"\x00\r\n"])
    assert capfdbinary.readouterr().out == b"\xff\n\x00\r\n"


def test_notice_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    notice("\x1b[2Ja [red]b[/red]")
    assert capsys.readouterr() == ("", "[2Ja [red]b[/red]\n")


def test_closed_pipe_ends_quietly() -> None:
    code = (
        "from newsdesk.terminal.output import closed_pipe_ends, write_lines\n"
        "with closed_pipe_ends():\n"
        "    write_lines(b'x' * 1000 + b'\\n' for _ in range(100_000))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert len(process.stdout.read(1001)) == 1001
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
