import gzip
import random
import zlib
from pathlib import Path

import pytest

from onrecord.errors import MissingExtra, OnrecordError, TooLarge
from onrecord.sources import load, load_all
from onrecord.sources.transfer import decoded
from tests.sources.made import OTHER, SENTENCE, absent, found, lines, page, pdf, record, served

FIRST = record("https://norhaven.example/1", served(page(SENTENCE)))
SECOND = record("https://norhaven.example/2", served(page(OTHER)))


def archive(tmp_path: Path, data: bytes, name: str = "crawl.warc") -> Path:
    file = tmp_path / name
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("crawl.warc", lambda records: b"".join(records)),
        ("crawl.warc.gz", lambda records: b"".join(gzip.compress(record) for record in records)),
        ("crawl.warc.gz", lambda records: gzip.compress(b"".join(records))),
        ("unnamed", lambda records: b"".join(records)),
    ],
)
def test_records_come_out_without_their_wrapping(tmp_path, name, pack):
    info = record("", b"software: none", kind="warcinfo", media_type="application/warc-fields")
    asked = record("https://norhaven.example/1", b"GET / HTTP/1.1\r\n\r\n", kind="request")
    made, left = found(archive(tmp_path, pack([info, asked, FIRST, SECOND]), name))
    assert [(blob.name, blob.data, blob.charset) for blob in made] == [
        ("https://norhaven.example/1", page(SENTENCE), "utf-8"),
        ("https://norhaven.example/2", page(OTHER), "utf-8"),
    ]
    assert made[0].given.url == "https://norhaven.example/1"
    assert made[0].origin == "warc"
    assert made[0].notes == ("the page was captured on 2024-01-02",)
    assert len({blob.key for blob in made}) == 2
    assert left == []


def test_documents_come_of_html_text_and_pdf(tmp_path):
    data = (
        FIRST
        + record("https://norhaven.example/a.pdf", served(pdf(lines(OTHER)), media_type="application/pdf"))
        + record("https://norhaven.example/t", SENTENCE.encode(), kind="conversion", media_type="text/plain")
    )
    documents = list(load_all(archive(tmp_path, data)))
    assert [document.media_type for document in documents] == ["text/html", "application/pdf", "text/plain"]
    assert SENTENCE in documents[0].text
    assert documents[0].url == "https://norhaven.example/1"
    assert documents[1].text == OTHER
    assert documents[2].text == SENTENCE


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    parts = (body[:half], body[half:])
    return b"".join(b"%x;x=y\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


BODY = page(SENTENCE)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(BODY), ["Transfer-Encoding: chunked"]),
        (gzip.compress(BODY), ["Content-Encoding: gzip"]),
        (zlib.compress(BODY), ["Content-Encoding: deflate"]),
        (zlib.compress(BODY)[2:-4], ["Content-Encoding: deflate"]),
        (chunked(gzip.compress(BODY)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (BODY, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),  # an archive that undid both
    ],
)
def test_packed_content_is_unpacked(tmp_path, body, headers):
    made, left = found(archive(tmp_path, record("https://norhaven.example/1", served(body, *headers))))
    assert [blob.data for blob in made] == [BODY]
    assert left == []


def test_one_bad_record_does_not_end_the_rest(tmp_path):
    bad = record("https://norhaven.example/bad", served(b"\x1f\x8bjunk", "Content-Encoding: gzip"))
    odd = record("https://norhaven.example/odd", served(BODY, "Content-Encoding: rot13"))
    made, left = found(archive(tmp_path, bad + odd + SECOND))
    assert [blob.name for blob in made] == ["https://norhaven.example/2"]
    assert left[0].startswith("https://norhaven.example/bad: its gzip packing is damaged")
    assert "'rot13'" in left[1]


def test_what_is_no_page_is_counted_and_told_once(tmp_path):
    image = record("https://norhaven.example/i.png", served(b"\x89PNG", media_type="image/png"))
    gone = record("https://norhaven.example/gone", served(page("Not found"), status="404 Not Found"))
    made, left = found(archive(tmp_path, image + image + gone + FIRST))
    assert len(made) == 1
    assert left == ["crawl.warc: 3 of its records hold no page to read (image/png: 2, status 404: 1)"]


@pytest.mark.parametrize("back", [10, len(SECOND) // 2, len(SECOND) - 20])
@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_file_gives_what_stands_before_the_cut(tmp_path, back, packed):
    data = FIRST + SECOND[:-back]
    if packed:
        second = gzip.compress(SECOND)
        data = gzip.compress(FIRST) + second[: max(1, len(second) - 10 - back * len(second) // len(SECOND))]
    made, left = found(archive(tmp_path, data))
    assert made[0].data == page(SENTENCE)
    assert len(made) == 1
    assert len(left) == 1
    assert "cut short" in left[0]


def test_damage_in_the_middle_is_told(tmp_path):
    made, left = found(archive(tmp_path, FIRST + b"rubbish rubbish\r\n\r\n" + SECOND))
    assert len(made) == 1
    assert "damaged" in left[0]
    assert "the rest is not read" in left[0]


def test_a_feed_in_a_record_is_not_expanded(tmp_path):
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>x</title></item></channel></rss>'
    left: list[OnrecordError] = []
    data = record("https://norhaven.example/feed", served(feed, media_type="text/html")) + FIRST
    documents = list(load_all(archive(tmp_path, data), left_out=left.append))
    assert len(documents) == 1
    assert "save it as a file of its own" in str(left[0])


def test_one_record_is_one_document(tmp_path):
    assert SENTENCE in load(archive(tmp_path, FIRST)).text


def test_rubbish_after_a_good_beginning_never_raises(tmp_path):
    source = random.Random(1)
    for _ in range(60):
        data = bytearray(FIRST + SECOND)
        for _ in range(source.randrange(1, 30)):
            data[source.randrange(5, len(data))] = source.randrange(256)
        found(archive(tmp_path, bytes(data)))


def test_without_the_extra(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.sources.extras.importlib.import_module", absent)
    with pytest.raises(MissingExtra, match=r"crawl.warc: .*pip install 'onrecord\[warc\]'"):
        load(archive(tmp_path, FIRST))


def test_a_page_that_unpacks_to_far_more_than_any_text_is_refused(monkeypatch):
    monkeypatch.setattr("onrecord.sources.transfer.SMALL", 1000)
    with pytest.raises(TooLarge, match="200 times its size"):
        decoded(gzip.compress(bytes(1_000_000)), "gzip", "a page")
