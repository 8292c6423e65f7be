"""`make compose-test` where it cannot run: one line, and no failure."""

import os
import subprocess
import sys
from pathlib import Path


def test_without_docker_it_is_skipped_with_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    done = subprocess.run(
        [sys.executable, "-m", "tests.deploy.installation", "--folder", folder],
        env={**os.environ, "PATH": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "skipped: there is no docker on the PATH\n"
    assert not folder.exists()
