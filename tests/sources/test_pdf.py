import pytest

from onrecord.errors import TooLarge, Unreadable
from onrecord.model import Document
from onrecord.sources import load
from onrecord.sources import pdf as module
from onrecord.sources.lines import HYPHEN, Line, assembled
from tests.sources.made import lines, pdf


def read(data: bytes) -> Document:
    return load(data)


def test_paragraphs_are_joined_and_broken_words_mended():
    document = read(
        pdf(
            lines(
                "The minister of Norhaven said that the negoti-",
                "ations had failed, in a long-",
                "term view that is long for any term of office.",
            )
            + lines("A new paragraph stands lower.", y=640)
        )
    )
    assert document.text == (
        "The minister of Norhaven said that the negotiations had failed, in a long-term view that is long for any term "
        "of office.\n\nA new paragraph stands lower."
    )
    assert "the lines of the pages were joined into paragraphs" in document.notes
    assert "2 words broken over a line end were joined" in document.notes
    assert document.media_type == "application/pdf"
    assert document.source is not None
    assert document.source.media_type == "application/pdf"


def test_a_hyphen_stays_where_the_document_writes_one():
    first = "A well-known harbour, said the mayor, is a well-"
    document = read(pdf(lines(first, "known harbour, and the rest follows from it.")))
    assert "is a well-known harbour" in document.text


def test_marks_of_quotation_survive():
    document = read(pdf(lines("She called it “a success” – and left.")))
    assert document.text == "She called it “a success” – and left."


def test_running_heads_and_page_numbers_are_marked_and_kept():
    pages = [
        [(72, 760, 9, "The Norhaven Courier"), *lines(f"Statement number {word} ends here."), (300, 40, 9, str(number))]
        for number, word in enumerate(("one", "two", "three"), 1)
    ]
    document = read(pdf(*pages))
    marked = [document[omission.span] for omission in document.omissions]
    assert marked == ["The Norhaven Courier", "1", "The Norhaven Courier", "2", "The Norhaven Courier", "3"]
    assert "Courier" not in document.body
    assert "Statement number two ends here." in document.body


def test_a_title_that_is_repeated_as_running_head_is_no_furniture_on_its_page():
    pages = [[(72, 700, 20, "Keep the ferry")]] + [
        [(72, 760, 9, "Keep the ferry"), *lines(f"Page {word} says this.")] for word in ("b", "c", "d")
    ]
    document = read(pdf(*pages))
    assert document.body.count("Keep the ferry") == 1
    assert document.text.count("Keep the ferry") == 4


def test_figures_at_the_edge_that_do_not_count_the_pages_stay():
    document = read(pdf(lines("In all they were", "1500"), lines("and later only", "1400")))
    assert "1500" in document.body
    assert "1400" in document.body


def test_a_paragraph_runs_over_the_end_of_a_page():
    first = [*lines("We will keep this ferry running through all of the"), (300, 40, 9, "1")]
    second = [*lines("winter, whatever it costs."), (300, 40, 9, "2")]
    document = read(pdf(first, second))
    assert "through all of the winter, whatever it costs." in document.text
    assert [document[o.span] for o in document.omissions] == ["1", "2"]


def test_pages_without_text_are_named():
    document = read(pdf(lines("Only this page has words on it."), [], []))
    assert "pages 2, 3 hold no text (scanned?)" in document.notes


def test_no_text_at_all_advises_ocr():
    with pytest.raises(Unreadable, match="scanned.*OCR"):
        read(pdf([], []))


def test_encrypted():
    with pytest.raises(Unreadable, match="it is encrypted; save a copy without a password"):
        read(pdf(lines("Secret."), password="open sesame"))


@pytest.mark.parametrize("cut", [20, 100, 300])
def test_broken(cut):
    with pytest.raises(Unreadable, match="broken PDF|no text"):
        read(pdf(lines("Words."))[:cut])


def test_properties_fill_what_the_text_does_not_say():
    info = "/Title (A word on ferries) /Author (Ada Brook) /CreationDate (D:20240301101500Z)"
    document = read(pdf(lines("we would rather keep it running, as ever, and that is all."), info=info))
    assert document.title is not None
    assert document.title.value == "A word on ferries"
    assert document.published is not None
    assert (document.published.value, document.published.source) == ("2024-03-01", "pdf")
    assert document.speaker is None, "whoever typed the file is not who speaks"
    assert any("Ada Brook" in note for note in document.notes)
    assert any("day of publication" in note for note in document.notes)


def test_a_file_name_is_no_title():
    document = read(pdf(lines("we would rather keep it running, as ever."), info="/Title (draft_final2.docx)"))
    assert document.title is None or document.title.value != "draft_final2.docx"


def test_limits(monkeypatch):
    monkeypatch.setattr(module, "PAGES", 1)
    with pytest.raises(TooLarge, match="2 pages, over 1"):
        read(pdf(lines("One."), lines("Two.")))
    monkeypatch.setattr("onrecord.sources.blob.CHARACTERS", 3)
    with pytest.raises(TooLarge, match="over 3 characters"):
        read(pdf(lines("One more.")))


def test_a_column_goes_on_in_the_next():
    left = [Line("This sentence goes on", 50, 150, 100, 110, 10)]
    right = [Line("in the next column.", 300, 400, 700, 710, 10)]
    passages, _ = assembled([left + right])
    assert [passage.text for passage in passages] == ["This sentence goes on in the next column."]


def test_a_hyphen_at_the_very_end_is_kept():
    passages, _ = assembled([[Line("cut" + HYPHEN, 50, 150, 100, 110, 10)]])
    assert passages[0].text == "cut-"


def test_the_largest_line_near_the_head_is_the_title():
    first = [(72, 760, 9, "Office of the Mayor"), (72, 720, 20, "Keep the ferry"), (72, 696, 20, "running")]
    document = read(pdf(first + lines("We would rather keep it.", "So would everybody else here.", y=660)))
    assert document.title is not None
    assert document.title.value == "Keep the ferry running"
    assert document.title.span is not None
    assert document[document.title.span] == "Keep the ferry running"


def test_the_head_of_a_chapter_is_marked_by_its_place():
    heads = ["A. Boats", "A. Boats", "A. Boats", "A. Boats", "B. Roads"]
    pages = [
        [(72, 760, 9, head), *lines(f"Sentence {'abcde'[i]} stands here.", "And another one below it.")]
        for i, head in enumerate(heads)
    ]
    document = read(pdf(*pages))
    assert "B. Roads" in document.text
    assert "B. Roads" not in document.body
    assert document.body.count("stands here.") == 5


def test_a_bullet_in_a_type_of_its_own_stays_with_its_lines():
    bullet = [(72, 703, 8, "•"), (84, 700, 12, "The first point runs over the end of its line and on to"),
              (84, 685, 12, "the next one.")]  # fmt: skip
    document = read(pdf(bullet))
    assert document.text.endswith("The first point runs over the end of its line and on to the next one.")
