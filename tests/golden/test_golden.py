"""Golden dossiers: whole documents in, whole dossiers out, read by eye when they change.

They do not say that a finding is right; they show in a diff what a change does to whole documents.
"""

import json
from pathlib import Path

import pytest

import onrecord

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
INPUTS = [EXAMPLES / "ferry-statement.txt", HERE / "kestria-release.html"]


@pytest.mark.parametrize("source", INPUTS, ids=lambda p: p.stem)
def test_the_dossier_is_the_golden_one(source, request):
    golden = HERE / f"{source.stem}.dossier.json"
    made = onrecord.dossier(onrecord.load(source)).to_json(indent=True) + "\n"
    if request.config.getoption("--update-golden"):
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8"), "if this is meant: pytest tests/golden --update-golden"


def test_the_example_holds_every_kind_of_finding():
    golden = json.loads((HERE / "ferry-statement.dossier.json").read_text(encoding="utf-8"))
    kinds = {finding["kind"] for finding in golden["findings"]}
    assert kinds == {
        "quotation",
        "time",
        "quantity",
        "mention",
        "citation",
        "claim",
        "comparison",
        "wording",
    }
    assert {f["mode"] for f in golden["findings"] if f["kind"] == "quotation"} == {
        "direct",
        "indirect",
        "mixed",
        "scare",
        "name",
    }
    assert golden["failures"] == []
    assert golden["document"]["omissions"]


@pytest.mark.parametrize("source", INPUTS, ids=lambda p: p.stem)
def test_the_findings_agree_with_the_text(source):
    reading = onrecord.read(onrecord.load(source))
    for finding in reading:
        words = reading.document[finding.span]
        assert words == words.strip(), (type(finding).__name__, words)
        assert finding.why
        assert finding.by.count("/") == 1
