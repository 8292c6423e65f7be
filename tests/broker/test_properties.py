from pathlib import Path

from newsdesk.broker.properties import write_properties


def test_properties_values_are_written_as_java_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "server.properties"
    write_properties(file, {"port": 9092, "log.dirs": "/tmp/é 新😀/back\\slash"})
    assert file.read_bytes() == (
        rb"port=9092" + b"\n" + rb"log.dirs=/tmp/\u00e9 \u65b0\ud83d\ude00/back\\slash" + b"\n"
    )
