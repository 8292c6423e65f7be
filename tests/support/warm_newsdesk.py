"""`newsdesk`, run in processes forked from this one, in which it is imported already.

Most of a command's time in tests is Python's time to import it. This server reads
requests from standard input, one JSON object per line, and answers each with the exit code.
"""

import atexit
import faulthandler
import gc
import importlib
import json
import os
import pkgutil
import runpy
import sys
import threading
import traceback
import warnings
from pathlib import Path
from typing import Any, NoReturn

import newsdesk.commands

STREAMS = ("stdin", "stdout", "stderr")
"""The files of a request's folder that become the command's standard streams."""

_LONGEST_SECONDS = 240
_LOAD_MODELS = {"evaluate", "models", "reprocess", "taxonomy"}
_MODELS = ("newsdesk.inventory", "newsdesk.commands.evaluate.run")


def main() -> None:
    """Serve until standard input ends; in each forked process, run the command instead."""
    for package in pkgutil.iter_modules(newsdesk.commands.__path__):
        if package.ispkg:
            importlib.import_module(f"newsdesk.commands.{package.name}.command")
    # Python warns of forks beside numpy's idle threads.
    warnings.simplefilter("ignore", DeprecationWarning)
    while line := sys.stdin.readline():
        request = json.loads(line)
        if _LOAD_MODELS & set(request["arguments"][:1]):
            for name in _MODELS:
                importlib.import_module(name)
        gc.freeze()
        child = os.fork()
        if child == 0:
            _become(request)
            _run_and_end()
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


def _become(request: dict[str, Any]) -> None:
    """Take over the request's streams, folder, environment and arguments."""
    for number, name in enumerate(STREAMS):
        how = os.O_RDONLY | os.O_NOCTTY if name == "stdin" else os.O_WRONLY | os.O_CREAT
        os.dup2(os.open(Path(request["streams"]) / name, how), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv[1:] = request["arguments"]
    faulthandler.dump_traceback_later(_LONGEST_SECONDS, exit=True)


def _run_and_end() -> NoReturn:
    """Run `python -m newsdesk`, and end as Python would, without taking all modules apart."""
    code: object = 0
    try:
        runpy.run_module("newsdesk", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            print(code, file=sys.stderr)  # noqa: T201
    except BaseException:  # noqa: BLE001 - as Python does
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
