"""What the repository as a whole promises: neutral names, whole parts, nothing of this machine."""

import re
import subprocess
from pathlib import Path

import msgspec
import pytest

from onrecord.contract import DossierJson
from onrecord.readers import READERS
from onrecord.reading import name_of

ROOT = Path(__file__).resolve().parent.parent
RULING = {"true", "false", "verdict", "preferred", "correct", "misleading", "credibility", "score_of_truth"}


def tracked():
    """Return the files that git tracks, or every file of the package where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        return sorted((ROOT / "onrecord").rglob("*.*"))
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_field_of_the_contract_rules_on_truth():
    names = set()
    for definition in msgspec.json.schema(DossierJson)["$defs"].values():
        names.update(definition.get("properties", {}))
    assert "span" in names
    assert not names & RULING


def test_no_file_names_a_path_of_one_machine():
    local = re.compile(r"/(?:home|Users|root|work)/[a-z]")
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".json", ".html", ".css", ".js", ".yml", ".cff", ".txt"}:
            assert not local.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("reader", [name_of(reader) for reader in READERS])
def test_a_question_has_a_reader_a_test_an_evaluation_and_a_page(reader):
    package = ROOT / "onrecord" / "readers"
    assert (package / f"{reader}.py").is_file() or (package / reader / "__init__.py").is_file()
    tests = ROOT / "tests" / "readers"
    assert (tests / f"test_{reader}.py").is_file() or any((tests / reader).glob("test_*.py"))
    assert (ROOT / "evaluation" / reader / "score.py").is_file()
    assert (ROOT / "docs" / f"{reader}.md").is_file()


def test_files_stay_short():
    long = {}
    for path in sorted((ROOT / "onrecord").rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 400:
            long[path.name] = lines
    assert set(long) <= {"model.py"}, f"past 300 lines, ask which two questions a file answers: {long}"
