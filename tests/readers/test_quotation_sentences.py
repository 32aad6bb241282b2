"""Is every form read as it stands? ``quotation_sentences.tsv`` holds a text for each, and what is said in it.

A line is a class of forms, the document's speaker, the text (line breaks as ``\\n``, tabs as ``\\t``), then
mode, content, speaker and cue of each quotation in turn; the parts of a content stand between ``|``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Document, Quotation
from onrecord.readers import mentions, quotations
from onrecord.reading import read

ROWS = [
    [cell.replace("\\n", "\n").replace("\\t", "\t") for cell in line.split("\t")]
    for line in (Path(__file__).parent / "quotation_sentences.tsv").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}: {row[2][:40]}" for row in ROWS])
def test_a_form_is_read_as_it_stands(row: list[str]) -> None:
    _, speaker, text, *expected = row
    document = Document.from_text(text, language="en", speaker=speaker or None)
    found: list[str] = []
    for q in read(document, [mentions.read, quotations.by_rules]).of(Quotation):
        found += [q.mode, " | ".join(document[part] for part in q.content)]
        found += [document[q.speaker] if q.speaker else "", document[q.cue] if q.cue else ""]
    assert found == expected


def test_every_class_has_a_sentence() -> None:
    assert len(ROWS) > 200
    assert len({row[0] for row in ROWS}) > 20
