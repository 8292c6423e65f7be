"""The report of the models' process about its work."""

from collections.abc import Sequence

import numpy as np
from structlog.testing import capture_logs

from newsdesk.chain import StageName
from newsdesk.commands.worker.activity_report import Activity, keep_reporting, report
from newsdesk.composition import Composition
from newsdesk.engines import Batcher, TokenCounts
from newsdesk.engines.requests import ModelCall
from newsdesk.engines.tokenizer import Input
from newsdesk.enrichment.document import Document, Limits, Prepared, prepare
from newsdesk.enrichment.ports import Encoded, ModelInfo
from newsdesk.enrichment.reading import Reader
from newsdesk.schemas import Article
from newsdesk.settings import Settings
from tests.support.processes import wait_until


class Ones:
    info = ModelInfo(name="ones", revision="1", fingerprint="ones-1")

    def encode(self, texts: Sequence[str]) -> Encoded:
        return Encoded(np.ones((len(texts), 1), np.float32), np.ones(len(texts), np.int64))


def document(text: str) -> Document:
    outcome = prepare(Article.from_fields({"text": text}), Limits())
    assert isinstance(outcome, Prepared)
    return outcome.document


def test_activity_report_the_line_has_the_hit_rate_and_the_padding() -> None:
    reader, batcher = Reader(Ones()), Batcher(lanes=1, threads=1)
    rain, snow = document("Rain fell on the hills."), document("Snow fell on the hills.")
    reader.read([rain])
    before = Activity.of(reader, batcher)
    reader.read([rain, snow])
    lengths = ModelCall(lambda inputs: [len(one.ids) for one in inputs])
    batcher.ask(lengths, [Input([1] * 2, [0] * 2), Input([1] * 4, [0] * 4)])
    batcher.close()
    with capture_logs() as logs:
        report(Activity.of(reader, batcher).since(before))
    assert logs == [
        {
            "event": "models",
            "log_level": "info",
            "articles_read": 1,
            "articles_cached": 1,
            "hit_rate": 0.5,
            "tokens": 6,
            "padding": round(8 / 6, 3),
        }
    ]


def test_activity_report_says_nothing_where_nothing_was_done() -> None:
    nothing = Activity(0, 0, TokenCounts())
    with capture_logs() as logs:
        report(nothing)
    assert logs == []
    assert (nothing.hit_rate, nothing.counts.padding) == (0.0, 1.0)


def test_activity_report_continues_in_the_background() -> None:
    reader, batcher = Reader(Ones()), Batcher(lanes=1, threads=1)
    with capture_logs() as logs:
        keep_reporting(reader, batcher, every=0.05)
        rain = document("Rain fell on the hills.")

        def was_logged() -> bool:
            reader.read([rain])
            return any(line["event"] == "models" for line in logs)

        wait_until(was_logged, "the line is logged")
    batcher.close()


def test_activity_report_stages_without_a_reader_have_none_to_report() -> None:
    composition = Composition(Settings.load())
    assert composition.used_reader is None
    composition.stage(StageName.CLASSIFY)
    assert composition.used_reader is composition.reader
