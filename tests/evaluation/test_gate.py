"""The gate: floors hold, only go up, and belong to their data."""

import pytest

from evaluation import gate
from evaluation.gate import Floors, Result, board, digest, load_floors, main, raised, run, save_floors, tasks
from evaluation.headlines import README, with_table
from evaluation.task import Score


def result(value, floor):
    return Result(task="t", score=Score(measure="m", value=value, reference="others .5"), floor=floor, seconds=1.25)


def test_a_score_under_its_floor_is_broken_and_rounding_is_not():
    assert result(0.7, 0.8).broken
    assert not result(0.7996, 0.8).broken
    assert not result(0.7, None).broken


def test_floors_only_go_up():
    new = raised({"m": 0.8, "gone": 0.5}, [Score(measure="m", value=0.7)], allow_regression=False)
    assert new == {"gone": 0.5, "m": 0.8}
    assert raised({"m": 0.8}, [Score(measure="m", value=0.9)], allow_regression=False) == {"m": 0.9}


def test_a_floor_is_lowered_only_when_that_is_allowed():
    assert raised({"m": 0.8}, [Score(measure="m", value=0.7)], allow_regression=True) == {"m": 0.7}


def test_a_number_without_a_floor_gets_none():
    assert raised({}, [Score(measure="m", value=0.7, floor=False)], allow_regression=False) == {}


def test_the_board_shows_score_floor_and_reference():
    table = board([result(0.7, 0.8)])
    assert "0.700" in table
    assert "0.800 BROKEN" in table
    assert "others .5" in table


def test_floors_come_back_as_they_were_written(tmp_path):
    floors = {"t": Floors(data="abc", floors={"m": 0.5})}
    save_floors(floors, tmp_path / "floors.json")
    assert load_floors(tmp_path / "floors.json") == floors
    assert load_floors(tmp_path / "none.json") == {}


def test_the_digest_changes_with_the_data(tmp_path):
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "a").write_text("one")
    before = digest(tmp_path, ("set",))
    (tmp_path / "set" / "b").write_text("two")
    assert digest(tmp_path, ("set",)) != before


def test_a_task_without_its_data_is_skipped_and_says_so(tmp_path, capsys):
    assert run("statements", tmp_path, {}) == "skipped: no statements beside this checkout"
    assert main(["statements", "--shared", str(tmp_path)]) == 0
    assert "skipped" in capsys.readouterr().err


def test_wrong_words_are_wrong_usage():
    for words in (["no-such-task"], ["--allow-regression"]):
        with pytest.raises(SystemExit) as stop:
            main(words)
        assert stop.value.code == 2


def test_every_task_has_a_data_statement():
    for name in tasks():
        assert (gate.HERE / name / "README.md").is_file(), name
        assert (gate.HERE / name / "__init__.py").is_file(), name


def test_every_floor_belongs_to_a_task():
    assert set(load_floors()) <= set(tasks())


def test_the_figures_in_the_readme_are_the_floors():
    readme = README.read_text(encoding="utf-8")
    assert readme == with_table(readme, load_floors()), "run: python -m evaluation.headlines"
