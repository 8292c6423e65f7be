"""The checks of `make compose-test`, in their order; each leaves the services running."""

import json
import time
from functools import partial

from tests.deploy.installation.articles import Feed
from tests.deploy.installation.stack import Clock, Stack
from tests.support.processes import wait_until

_SCALE = 3
_ROUND = 24
_CACHE = "/var/cache/newsdesk"
_LIST_CACHE = """
import json, pathlib, sys
folders = [pathlib.Path(sys.argv[1]) / name for name in ("heads", "arithmetic")]
files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
print(json.dumps({str(path): path.stat().st_ino for path in files}))
"""


def first_start(stack: Stack, feed: Feed, clock: Clock) -> None:
    """From nothing to the first events."""
    began = time.monotonic()
    stack.compose("up", "--detach")
    clock.say("`up --detach` has returned")
    feed.send(_ROUND)
    feed.outcomes(1, 300)
    seconds = time.monotonic() - began
    clock.say(f"first start: the first event {seconds:.0f} s after `up`")
    feed.require_each_once()
    stack.wait_until_healthy("worker")
    clock.say(f"{_ROUND} articles in every compression, each with one event; the worker is healthy")


def logs(stack: Stack, clock: Clock) -> None:
    """The worker's log is JSON, and has a line for each micro-batch."""
    read = [json.loads(line) for line in stack.logs("--no-log-prefix", "worker") if line]
    published = sum(line["published"] for line in read if line["event"] == "batch done")
    assert published == 2 * _ROUND, published
    assert not [line for line in read if line["event"] == "stage blocked"]
    clock.say(f"{len(read)} lines of the worker's log, each an object of JSON")


def desk(stack: Stack, feed: Feed, clock: Clock) -> None:
    """The page has every article once, and the worker's figures; only this machine may ask."""
    stack.wait_until_healthy("desk")
    stack.desk.require_each_once(feed.sent)
    stack.desk.require_worker()
    stack.desk.require_guard()
    clock.say(f"the desk shows {len(feed.sent)} articles and the worker's figures")


def second_start(stack: Stack, feed: Feed, clock: Clock) -> None:
    """`stop` ends all in order, and the next start uses the cache."""
    kept = cached_files(stack)
    assert any("heads" in name for name in kept), kept
    assert any("arithmetic" in name for name in kept), kept
    seconds = clock.timed("stopped", lambda: stack.compose("stop"))
    assert stack.exit_codes("worker") == [0], stack.exit_codes("worker")
    # A Java that is asked to end says so: 128 and the number of SIGTERM.
    assert stack.exit_codes("kafka") in ([0], [143]), stack.exit_codes("kafka")
    assert stack.exit_codes("desk") == [0], stack.exit_codes("desk")
    assert seconds < 60, "something was killed at the end of its time"
    began = time.monotonic()
    stack.compose("up", "--detach")
    feed.send(_ROUND)
    feed.outcomes(len(feed.sent) - _ROUND + 1, 300)
    seconds = time.monotonic() - began
    clock.say(f"second start: the first event {seconds:.0f} s after `up`")
    feed.require_each_once()
    assert cached_files(stack) == kept, "the second start has written the cache again"
    clock.say("the second start used the cache of the first")


def cached_files(stack: Stack) -> dict[str, int]:
    """Return the files that a worker keeps in the cache, by their inodes: others once written."""
    command = ("exec", "-T", "worker", "python", "-c", _LIST_CACHE, _CACHE)
    return dict(json.loads(stack.compose(*command)))


def tools(stack: Stack, clock: Clock) -> None:
    """`docker compose run --rm newsdesk COMMAND` writes files, and reads them."""
    command = ("run", "--rm", "-T", "newsdesk")
    stack.compose(*command, "dead-letters", "export", "--force", "/files/letters.jsonl")
    dry = stack.compose(*command, "produce", "--dry-run", "seeds")
    assert "Would send 24 articles" in dry, dry
    clock.say("tools export to /files and read the seeds")


def killed_workers(stack: Stack, feed: Feed, clock: Clock) -> None:
    """SIGKILL of every one of several workers at work."""
    stack.compose("up", "--detach", "--scale", f"worker={_SCALE}", "worker")
    stack.wait_until_healthy("worker", _SCALE)
    clock.say(f"{_SCALE} workers are healthy")
    before = stack.restarts("worker")
    feed.send(4 * _ROUND)
    stack.kill_workers()
    wait_until(lambda: stack.restarts("worker") >= before + _SCALE, "all are restarted")
    clock.say(f"{_SCALE} of {_SCALE} workers killed, and restarted by the engine")
    feed.require_each_once()
    clock.say(f"{len(feed.sent)} articles, each with one event")


def killed_models(stack: Stack, feed: Feed, clock: Clock) -> None:
    """SIGKILL of the process of a worker that has the models."""
    stack.compose("up", "--detach", "--scale", "worker=1", "worker")
    stack.wait_until_healthy("worker")
    before = stack.restarts("worker")
    feed.send(2 * _ROUND)
    stack.kill_models()
    feed.require_each_once()
    assert stack.restarts("worker") == before, "the worker itself ended"
    clock.say(f"the models' process killed: {len(feed.sent)} articles, each with one event")


def restarted_kafka(stack: Stack, feed: Feed, clock: Clock) -> None:
    """Kafka restarts while articles are processed."""
    feed.send(2 * _ROUND)
    stack.compose("restart", "kafka")
    stack.wait_until_healthy("kafka")
    feed.require_each_once()
    clock.say(f"Kafka restarted: {len(feed.sent)} articles, each with one event")


def restarted_engine(stack: Stack, feed: Feed, clock: Clock) -> None:
    """The engine ends with all containers, and starts them again."""
    if stack.engine.folder is None:
        clock.say("the engine is somebody else's, and was not restarted")
        return
    feed.send(2 * _ROUND)
    stack.engine.restart()
    stack.wait_until_healthy("kafka")
    feed.require_each_once()
    stack.wait_until_healthy("worker")
    stack.desk.require_each_once(feed.sent)
    clock.say(f"the engine restarted: {len(feed.sent)} articles, each with one event")


def data(stack: Stack, feed: Feed, clock: Clock) -> None:
    """`down` keeps the data, and `down -v` drops it."""
    stack.compose("down")
    stack.compose("up", "--detach", "topics")
    stack.wait_until_healthy("kafka")
    feed.require_each_once(60)
    clock.say(f"`down` and `up` kept {len(feed.sent)} events")
    stack.compose("down", "--volumes")
    assert stack.volumes() == [], stack.volumes()
    stack.compose("up", "--detach", "--wait", "kafka")
    stack.compose("run", "--rm", "topics")
    assert feed.outcomes(0, 30) == []
    clock.say("`down -v` dropped them")


def limits(stack: Stack, clock: Clock) -> None:
    """The engine applies the limits, and each service stays well below its own."""
    for service in ("kafka", "worker", "desk"):
        (container,) = stack.inspect(service)
        host = container["HostConfig"]
        assert host["ReadonlyRootfs"] and host["CapDrop"] == ["ALL"], host
        assert host["LogConfig"]["Config"] == {"max-size": "10m", "max-file": "5"}
        assert not container["State"]["OOMKilled"]
        shown = partial(stack.engine.docker, "stats", "--no-stream", "--format")
        clock.say(f"{service}: " + shown("{{.MemUsage}}, {{.PIDs}} processes", container["Id"]))
