"""Record batches made by hand, byte by byte, and sent to Kafka as they are."""

import socket
import struct
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from kafka.record.util import calc_crc32c

from newsdesk.client.cluster import Cluster

GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4
_CHECKED = 21
"""Where the bytes begin that the checksum covers: attributes, last delta, two times."""

_BODY = struct.Struct(">hiqqqhii")
_TIME = 1_700_000_000_000
_PRODUCE, _VERSION = 0, 8
_NO_LEADER_YET = (3, 5, 6)


def varint(number: int) -> bytes:
    """Return a number, zigzag-encoded in groups of seven bits."""
    rest = (number << 1) ^ (number >> 63)
    out = bytearray()
    while rest > 0x7F:
        out.append(rest & 0x7F | 0x80)
        rest >>= 7
    return bytes(out) + bytes([rest])


def field(content: bytes | None) -> bytes:
    return varint(-1) if content is None else varint(len(content)) + content


def record(
    value: bytes | None = b"v",
    delta: int = 0,
    key: bytes | None = None,
    headers: Sequence[tuple[bytes | None, bytes | None]] = (),
    time: int = 0,
    header_count: int | None = None,
) -> bytes:
    """Return a record with its length; the number of headers may be a lie."""
    count = len(headers) if header_count is None else header_count
    body = b"\x00" + varint(time) + varint(delta) + field(key) + field(value) + varint(count)
    body += b"".join(field(name) + field(content) for name, content in headers)
    return varint(len(body)) + body


def frame(body: bytes) -> bytes:
    """Return any bytes with their length, where a record should be."""
    return varint(len(body)) + body


@dataclass(frozen=True)
class Header:
    """The fields of a batch's header that tests vary."""

    base_offset: int = 0
    last_delta: int | None = None
    attributes: int = 0
    producer_id: int = -1
    first_time: int = _TIME
    magic: int = 2
    checksum: int | None = None


def batch(payload: bytes, count: int = 1, codec: int = 0, header: Header = Header()) -> bytes:
    """Return a batch; the payload is taken as it is, compressed or not."""
    delta = count - 1 if header.last_delta is None else header.last_delta
    body = _BODY.pack(
        header.attributes | codec,
        delta,
        header.first_time,
        header.first_time,
        header.producer_id,
        -1 if header.producer_id < 0 else 0,
        -1 if header.producer_id < 0 else 0,
        count,
    )
    body += payload
    checksum = calc_crc32c(body) if header.checksum is None else header.checksum
    inner = struct.pack(">ibI", 0, header.magic, checksum) + body
    return struct.pack(">qi", header.base_offset, len(inner)) + inner


def gzipped(data: bytes) -> bytes:
    return zlib.compress(data, 6, 16 + zlib.MAX_WBITS)


def dated_now(data: bytes) -> bytes:
    """Return a batch with the time of now: Kafka deletes what is older than its retention."""
    header, body = data[:_CHECKED], bytearray(data[_CHECKED:])
    if header[16] != 2:
        return data
    now = round(time.time() * 1000)
    struct.pack_into(">qq", body, 6, now, now)
    return header[:17] + struct.pack(">I", calc_crc32c(bytes(body))) + bytes(body)


def produce_raw(cluster: Cluster, topic: str, partition: int, data: bytes) -> tuple[int, int]:
    """Send a batch with the time of now; return Kafka's error code and the batch's offset.

    A partition that is new may have no leader yet: then it is sent again. Every broker must be up.
    """
    return produce_as_it_is(cluster, topic, partition, dated_now(data))


def produce_as_it_is(cluster: Cluster, topic: str, partition: int, data: bytes) -> tuple[int, int]:
    """Send a batch as `produce_raw` does, with the time that it says, to the broker that leads."""
    deadline = time.monotonic() + 30
    for server in cycle(cluster.servers):
        error, offset = _produce(server, topic, partition, data)
        if error not in _NO_LEADER_YET or time.monotonic() > deadline:
            return error, offset
        time.sleep(0.1)
    raise AssertionError("there is no broker")


def _produce(server: str, topic: str, partition: int, data: bytes) -> tuple[int, int]:
    name, client = topic.encode(), b"raw"
    request = struct.pack(">hhih", _PRODUCE, _VERSION, 1, len(client)) + client
    request += struct.pack(">hhii", -1, -1, 60_000, 1)
    request += struct.pack(">h", len(name)) + name
    request += struct.pack(">iii", 1, partition, len(data)) + data
    host, _, port = server.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(struct.pack(">i", len(request)) + request)
        answer = _read(connection, struct.unpack(">i", _read(connection, 4))[0])
    place = 4 + 4 + 2 + len(name) + 4
    _, error, offset = struct.unpack_from(">ihq", answer, place)
    return error, offset


def _read(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        assert more, "Kafka closed the connection"
        data += more
    return data
