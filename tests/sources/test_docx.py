import zipfile

import pytest

from onrecord.errors import MissingExtra, TooLarge, Unreadable
from onrecord.sources import load
from tests.sources.made import OTHER, SENTENCE, absent, docx, packed, paragraph, run

W_TABLE = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Boats</w:t></w:r></w:p></w:tc>"
    "</w:tr><w:tr><w:tc><w:p><w:r><w:t>2023</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>41</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl>"
)


def test_paragraphs_and_tables_in_order(tmp_path):
    file = tmp_path / "speech.docx"
    file.write_bytes(docx(paragraph(SENTENCE) + W_TABLE + paragraph(OTHER)))
    document = load(file)
    assert document.text == f"{SENTENCE}\n\nYear\tBoats\n2023\t41\n\n{OTHER}"
    assert document.name == "speech.docx"


def test_content_controls_tabs_and_breaks_are_read():
    body = (
        f"<w:sdt><w:sdtContent>{paragraph(SENTENCE)}</w:sdtContent></w:sdt>"
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"
    )
    assert load(docx(body)).text == f"{SENTENCE}\n\na\tb\nc"


def test_tracked_changes_are_read_as_if_accepted():
    body = paragraph(
        f"{run('The ferry ')}<w:del><w:r><w:delText>stops</w:delText></w:r></w:del>"
        f"<w:ins>{run('runs')}</w:ins>{run(' all year.')}"
    )
    document = load(docx(body))
    assert document.text == "The ferry runs all year."
    assert "tracked changes were read as if accepted: 1 insertions in, 1 deletions out" in document.notes


def test_footnotes_stand_at_the_end():
    document = load(docx(paragraph(SENTENCE), footnotes=f'<w:footnote w:id="2">{paragraph(OTHER)}</w:footnote>'))
    assert document.text == f"{SENTENCE}\n\n{OTHER}"
    assert any("footnote" in note for note in document.notes)


def test_text_boxes_and_comments_are_told():
    body = paragraph(
        f"{run(SENTENCE)}<w:r><w:pict><w:txbxContent>{paragraph('Boxed.')}</w:txbxContent></w:pict></w:r>"
        "<w:r><w:commentReference/></w:r>"
    )
    document = load(docx(body))
    assert document.text == SENTENCE
    assert "1 text box not read" in document.notes
    assert "1 comment not read" in document.notes


def test_properties():
    core = (
        "<dc:title>A word on ferries</dc:title><dc:creator>Ada Brook</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-03-01T10:15:00Z</dcterms:created>'
    )
    document = load(docx(paragraph("we would rather keep it running, as ever, and that is all."), core=core))
    assert document.title is not None
    assert document.title.value == "A word on ferries"
    assert document.published is not None
    assert document.published.value == "2024-03-01"
    assert document.speaker is None


def test_entities_do_not_expand():
    bombs = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    prolog = f'<!DOCTYPE d [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "file:///etc/hostname">{bombs}]>'
    try:
        text = load(docx(paragraph(f"{run(SENTENCE)}<w:r><w:t>&e9;&file;</w:t></w:r>"), prolog=prolog)).text
    except Unreadable:
        return
    assert text.strip() == SENTENCE


def test_broken_and_encrypted_zips():
    whole = docx(paragraph(SENTENCE))
    with pytest.raises(Unreadable, match="broken"):
        load(whole[: len(whole) // 2])
    with pytest.raises(Unreadable, match="broken Word file"):
        load(packed({"word/document.xml": "<w:document/>"}))
    locked = bytearray(whole)
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(Unreadable, match="encrypted"):
        load(bytes(locked))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = packed({"word/document.xml": "0" * (20 * 1024 * 1024)})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("it was unpacked"))
    with pytest.raises(TooLarge, match="times its size"):
        load(bomb)


def test_declared_sizes_over_the_limit(monkeypatch):
    monkeypatch.setattr("onrecord.sources.blob.LIMIT", 1000)
    with pytest.raises(TooLarge):
        load(docx(paragraph(SENTENCE * 20)))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("xl/workbook.xml", "Excel.*CSV"),
        ("ppt/p.xml", "PowerPoint.*PDF"),
        ("content.xml", "OpenDocument"),
        ("a", "ZIP"),
    ],
)
def test_other_zips_say_what_to_convert_to(entry, said):
    with pytest.raises(Unreadable, match=said):
        load(packed({entry: "x"}))


def test_without_the_extra(monkeypatch):
    monkeypatch.setattr("onrecord.sources.extras.importlib.import_module", absent)
    with pytest.raises(MissingExtra, match=r"reading Word files needs an extra: pip install 'onrecord\[docx\]'"):
        load(docx(paragraph(SENTENCE)))
