import json
from pathlib import Path

import pytest
from transformers import BartConfig, BertConfig, T5Config

from newsdesk.engines import Shape, Trial, calibrate, delete_trials, fastest, trials
from newsdesk.engines.calibration import GAIN

SMALL = Shape(hidden=32, intermediate=64, heads=2)


def test_the_fastest_is_chosen_whatever_it_is() -> None:
    found = [
        Trial("float32", 2, 1, 100.0),
        Trial("float32", 1, 2, 90.0),
        Trial("bfloat16", 2, 1, 190.0),
        Trial("bfloat16", 1, 2, 200.0),
        Trial("int8", 2, 1, 205.0),
    ]
    assert fastest(found) == found[2]
    assert fastest(found[:2]) == found[0]


def test_one_lane_of_many_threads_must_be_faster_by_the_gain() -> None:
    lanes = Trial("float32", 2, 1, 100.0)
    assert fastest([Trial("float32", 1, 2, 109.0), lanes]) == lanes
    assert fastest([Trial("float32", 1, 2, 111.0), lanes]).lanes == 1


def test_coarser_arithmetic_must_be_faster_by_the_gain() -> None:
    exact = Trial("float32", 2, 1, 100.0)
    assert fastest([exact, Trial("int8", 2, 1, 100.0 * GAIN)]) == exact
    assert fastest([exact, Trial("int8", 2, 1, 100.0 * GAIN + 1)]).dtype == "int8"


def test_fastest_of_no_trials_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"):
        fastest([])


def test_measurements_are_cached_by_cpu_and_shape(tmp_path: Path) -> None:
    first = trials(["float32", "int8"], 2, SMALL, tmp_path)
    assert {(t.dtype, t.lanes, t.threads) for t in first} == {
        (dtype, *shape) for dtype in ("float32", "int8") for shape in ((2, 1), (1, 2))
    }
    assert all(trial.tokens_per_second > 0 for trial in first)
    assert trials(["float32", "int8"], 2, SMALL, tmp_path) == first
    trials(["float32"], 2, SMALL, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_broken_cache_file_is_measured_again(tmp_path: Path) -> None:
    first = trials(["float32"], 1, SMALL, tmp_path)
    (file,) = tmp_path.iterdir()
    for broken in ("", "{", "[]", json.dumps({"trials": [{"dtype": "float32"}]})):
        file.write_text(broken)
        assert [t.dtype for t in trials(["float32"], 1, SMALL, tmp_path)] == ["float32"]
        assert len(json.loads(file.read_text())["trials"]) == len(first)


def test_cached_measurements_can_be_deleted(tmp_path: Path) -> None:
    file = calibrate("float32", threads=1, shape=SMALL, cache=tmp_path).file
    assert file is not None
    assert [*tmp_path.iterdir()] == [file]
    delete_trials(tmp_path)
    assert not file.exists()
    delete_trials(tmp_path / "never-there")


def test_unwritable_cache_folder_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert trials(["float32"], 1, SMALL, tmp_path / "file")


def test_calibration_lists_the_candidates(tmp_path: Path) -> None:
    found = calibrate("float32", threads=2, lanes=1, shape=SMALL, cache=tmp_path)
    assert {trial.lanes for trial in found.tried} == {1, 2}
    assert {trial.lanes for trial in found.compared} == {1}
    assert found.chosen == found.compared[0].arithmetic


def test_auto_takes_int8_only_where_the_model_allows_it(tmp_path: Path) -> None:
    (file,) = [*_planted(tmp_path, ["bfloat16", "float32", "int8"])]
    measured = [Trial("float32", 2, 1, 1.0), Trial("bfloat16", 2, 1, 2.0), Trial("int8", 2, 1, 9.0)]
    file.write_text(json.dumps({"trials": [_as_json(t) for t in measured]}))
    assert calibrate(threads=2, shape=SMALL, int8=True, cache=tmp_path).chosen.name == "int8"
    assert calibrate(threads=2, shape=SMALL, cache=tmp_path).chosen.name != "int8"


def test_requested_lanes_share_the_threads(tmp_path: Path) -> None:
    chosen = calibrate("float32", threads=4, lanes=2, shape=SMALL, cache=tmp_path).chosen
    assert (chosen.lanes, chosen.threads) == (2, 2)
    alone = calibrate("float32", threads=1, lanes=3, shape=SMALL, cache=tmp_path).chosen
    assert (alone.lanes, alone.threads) == (3, 1)


@pytest.mark.parametrize(
    ("config", "shape"),
    [
        (BertConfig(hidden_size=48, intermediate_size=96, num_attention_heads=4), (48, 96, 4)),
        (BartConfig(d_model=64, encoder_ffn_dim=128, encoder_attention_heads=8), (64, 128, 8)),
        (T5Config(d_model=64, d_ff=100, num_heads=4), (64, 100, 4)),
        (BertConfig(hidden_size=50, num_attention_heads=12), (50, 3072, 1)),
    ],
)
def test_a_shape_is_what_the_config_says(config: object, shape: tuple[int, int, int]) -> None:
    assert Shape.of(config) == Shape(*shape)  # type: ignore[arg-type]


def _planted(folder: Path, dtypes: list[str]) -> list[Path]:
    trials(dtypes, 2, SMALL, folder)  # type: ignore[arg-type]
    return list(folder.iterdir())


def _as_json(trial: Trial) -> dict[str, object]:
    return {
        "dtype": trial.dtype,
        "lanes": trial.lanes,
        "threads": trial.threads,
        "tokens_per_second": trial.tokens_per_second,
    }
