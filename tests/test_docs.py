"""The docs cannot lie: commands, names and examples in them are run or compared."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

ARCHIVE = ("add", "list", "show", "search", "remove", "merge", "verify", "rebuild", "export", "import")


def help_page():
    """Return docs/command-line.md as the code would write it."""
    parts = ["# Command line\n\nMade from the program's own help; a test compares them.\n"]
    for words in (
        [],
        ["read"],
        ["archive"],
        *(["archive", name] for name in ARCHIVE),
        ["doctor"],
    ):
        run = subprocess.run(
            [sys.executable, "-m", "onrecord.cli", *words, "--help"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "COLUMNS": "90", "PYTHONUTF8": "1"},
        )
        parts.append(f"## {' '.join(['onrecord', *words])}\n\n```text\n{run.stdout.rstrip()}\n```\n")
    return "\n".join(parts)


def test_the_help_in_the_docs_is_the_programs():
    page = ROOT / "docs" / "command-line.md"
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(help_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == help_page(), "run: UPDATE_DOCS=1 pytest tests/test_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_in_the_readme_exists():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^\s*make (\w+)", text, re.M):
        assert re.search(rf"^{target}:", make, re.M), target


def test_the_python_of_the_tutorial_runs(tmp_path, monkeypatch, capsys):
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.S)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    exec(compile(code, "tutorial.md", "exec"), {})
    assert "Ruzic" in capsys.readouterr().out
    assert {p.name for p in tmp_path.iterdir()} == {"examples", "ferry.dossier.html", "ferry.jsonld", "ferry.csv"}


def test_the_version_is_the_same_everywhere():
    import onrecord

    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {onrecord.__version__}\n" in citation
    assert f"## {onrecord.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_weight_file_has_a_card():
    folder = ROOT / "onrecord" / "models"
    for path in folder.iterdir():
        if path.suffix not in (".py", ".md", "") and path.is_file():
            assert (folder / f"{path.name.split('.')[0]}.md").is_file(), f"{path.name} has no model card"
