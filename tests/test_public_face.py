"""The public face is small, and listed here."""

import subprocess
import sys

import onrecord

FACE = {
    "READERS",
    "Archive",
    "ArchiveError",
    "Citation",
    "Claim",
    "Comparison",
    "Document",
    "Dossier",
    "Failure",
    "Finding",
    "Mention",
    "MissingExtra",
    "OnrecordError",
    "Quantity",
    "Quotation",
    "Reading",
    "Remark",
    "SourceError",
    "Span",
    "Time",
    "Wording",
    "__version__",
    "dossier",
    "load",
    "load_all",
    "read",
    "read_many",
}

HEAVY = {
    "numpy",
    "lxml",
    "trafilatura",
    "pypdfium2",
    "py3langid",
    "pyarrow",
    "docx",
    "feedparser",
    "fastwarc",
    "sqlite3",
    "numba",
}


def test_the_face_is_what_is_listed():
    assert set(onrecord.__all__) == FACE
    for name in FACE:
        assert getattr(onrecord, name) is not None


def test_dossier_is_the_verb_also_after_its_room_was_imported():
    import onrecord.dossier.files

    assert callable(onrecord.dossier)


def test_importing_onrecord_loads_nothing_heavy():
    code = "import sys, onrecord.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & HEAVY
