"""Whether a worker starts, and why it does not answer, as the pipeline page says it."""

import pytest

from newsdesk.agents import worker
from newsdesk.client.status.readiness import LOADING
from newsdesk.desk.pipeline.worker_words import is_starting, silence_sentence


def test_a_worker_starts_only_while_nothing_but_its_models_is_awaited() -> None:
    assert vars(worker)["LOADING"] == LOADING
    assert is_starting({"classify": LOADING, "summarize": LOADING})
    assert not is_starting({"classify": LOADING, "summarize": "enrichment fails"})
    assert not is_starting({})


@pytest.mark.parametrize(
    ("problem", "has_answered", "sentence"),
    [
        (
            "<urlopen error [Errno 111] Connection refused>",
            False,
            "It does not answer yet at w:80.",
        ),
        ("[Errno 111] Connection refused", True, "It does not answer any more at w:80."),
        ("TimeoutError: timed out", True, "It did not answer in time at w:80."),
        ("[Errno -2] Name or service not known", False, "There is no machine of the name in w:80."),
        ("OSError: status 404", False, "It does not answer as a worker does at w:80."),
    ],
)
def test_silence_is_one_plain_sentence(problem: str, has_answered: bool, sentence: str) -> None:
    assert silence_sentence("http://w:80", problem, has_answered=has_answered) == sentence
