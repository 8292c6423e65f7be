"""The processes that work on texts: `python -m newsdesk.enrichment.text_server FD PARENT`.

It imports and warms up what the work needs, and forks a process for every request on the Unix
socket FD, until the process PARENT ends. Each ends with its connection, or with this process.

It says `READY` first. A request is `FORK`, with the descriptors of a connection and of a pipe for
marks, answered by the process id; or `REAP` and a process id, answered by the exit status. Numbers
have 4 bytes.
"""

import contextlib
import gc
import os
import pickle
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from newsdesk.enrichment.end_with_parent import end_with
from newsdesk.enrichment.outcome import Rejected
from newsdesk.enrichment.text_limits import CpuTimer, Memory
from newsdesk.enrichment.text_work import OutOfMemory, attempt

READY, FORK, REAP = b"S", b"F", b"R"
NUMBER = struct.Struct("!i")
DESCRIPTORS = 2


def main() -> None:
    """Fork processes until the other end of the socket is closed."""
    end_with(int(sys.argv[2]))
    control = socket.socket(fileno=int(sys.argv[1]))
    for number in (signal.SIGINT, signal.SIGTERM):
        # The worker ends by itself, and the socket with it.
        signal.signal(number, signal.SIG_IGN)
    _warm_up()
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError):
        control.sendall(READY)
        _answer_requests(control)


def _answer_requests(control: socket.socket) -> None:
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, 1 + NUMBER.size, DESCRIPTORS)
        if not request:
            return
        if request[:1] == FORK:
            answer = _forked(control, descriptors)
        else:
            answer = _ending_of(*NUMBER.unpack(request[1:]))
        control.sendall(NUMBER.pack(answer))


def _forked(control: socket.socket, descriptors: list[int]) -> int:
    """Fork a process that serves the connection, and return its id."""
    server = os.getpid()
    pid = os.fork()
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        return pid
    try:
        control.close()
        end_with(server)
        connection, marks = descriptors
        _serve(Connection(connection), marks)
    except BaseException:  # noqa: BLE001 - a forked process must not return from here
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _ending_of(pid: int) -> int:
    """Return the exit status of a process that is ending."""
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        # It was an earlier server's, and was killed when that ended.
        return signal.SIGKILL


def _serve(connection: "Connection[Any, Any]", marks: int) -> None:
    """Answer requests. The first names the limits: CPU seconds per item, and bytes of memory.

    Every later one is a function with a list of items, each pickled by itself. An answer is how
    often items have marked themselves as long by now, whether it is this process's last, and the
    result.
    """
    with contextlib.suppress(EOFError, OSError):
        seconds, size = connection.recv()
        timer, memory = CpuTimer(seconds, marks), Memory(size)
        while True:
            function, items = connection.recv()
            for item in items:
                with timer:
                    answer, is_last = _answer(function, item, memory)
                connection.send_bytes(pickle.dumps((timer.marks, is_last)) + answer)
                if is_last:
                    return


def _answer(function: Callable[[Any], Any], item: bytes, memory: Memory) -> tuple[bytes, bool]:
    """Return the pickled result, and whether it took so much memory that it must be the last."""
    try:
        answer = pickle.dumps(_result(function, item), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        answer = b""
    if answer:
        return answer, memory.has_grown
    return pickle.dumps(OutOfMemory(memory.is_all_there)), True


def _result(function: Callable[[Any], Any], item: bytes) -> Any:
    try:
        return attempt(function, pickle.loads(item))  # nosec B301 - from the worker
    except OSError as error:
        # Nothing is read here but the text.
        return Rejected.because(error)


_SAMPLE = "The council of Marl met on Monday. “We agree,” said Ann Roe, its chair, after two hours."


def _warm_up() -> None:
    """Load what the work needs: libraries, the model of languages, compiled patterns."""
    from newsdesk.enrichment.document import Limits, prepare
    from newsdesk.enrichment.keywords.candidates import candidates_of
    from newsdesk.enrichment.summaries.extraction import ExtractionPolicy, shortlist
    from newsdesk.enrichment.summaries.faithfulness import check_summary
    from newsdesk.schemas import Article

    for fields in ({"text": _SAMPLE}, {"html": f"<html><body><p>{_SAMPLE}</p></body></html>"}):
        document = prepare(Article.from_fields(fields), Limits()).document
        candidates_of(document)
        shortlist(document, ExtractionPolicy())
        check_summary(document.text, document)


if __name__ == "__main__":
    main()
