import socket
from pathlib import Path

import pytest

from onrecord.errors import MissingExtra, OnrecordError
from onrecord.sources import blobs, load_all
from tests.sources.made import OTHER, SENTENCE, absent, found

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Norhaven Courier</title><language>en-GB</language><link>https://norhaven.example/</link>
<item><title>Keep &lt;em&gt;the&lt;/em&gt; ferry</title><link>https://norhaven.example/ferry</link>
<dc:creator>Ada Brook</dc:creator><pubDate>Fri, 01 Mar 2024 23:30:00 -0500</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{SENTENCE}</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>Build the road</title><description>{OTHER}</description></item>
<item><title>Nothing here</title></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Council</title><id>urn:1</id><updated>2024-03-05T00:00:00Z</updated>
<entry><id>urn:2</id><title>One</title><updated>2024-03-04T10:00:00Z</updated><author><name>Ben Hill</name></author>
<content type="text">{SENTENCE}</content></entry>
<entry><id>urn:3</id><title>Two</title><published>2024-03-03T23:30:00-05:00</published>
<updated>2024-03-04T10:00:00Z</updated><content type="html">&lt;p&gt;{OTHER}&lt;/p&gt;</content></entry></feed>"""


def feed(tmp_path: Path, text: str, name: str = "feed.xml") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_entries_of_rss(tmp_path):
    made, left = found(feed(tmp_path, RSS))
    first, second = made
    assert first.name == "https://norhaven.example/ferry"
    assert first.given.title == "Keep the ferry"
    assert first.given.speaker == "Ada Brook"
    assert first.given.published == "2024-03-01", "the day where the writer was, not in Greenwich"
    assert first.given.language is None
    assert first.origin == "feed"
    assert SENTENCE in first.data.decode()
    assert "alert" not in first.data.decode()
    assert first.notes == ()
    assert second.name == "feed.xml#2"
    assert "may be cut" in second.notes[0]
    assert left == [
        "feed.xml#3: the feed gives no text for this entry; read the page at its address",
    ]
    assert len({blob.key for blob in made}) == 2


def test_entries_of_atom(tmp_path):
    made, left = found(feed(tmp_path, ATOM, "council"))
    assert left == []
    assert made[0].text == SENTENCE
    assert made[0].given.published is None
    assert "last change, 2024-03-04" in made[0].notes[0]
    assert made[1].given.published == "2024-03-03"
    assert OTHER in made[1].data.decode()


def test_documents(tmp_path):
    left: list[OnrecordError] = []
    documents = list(load_all(feed(tmp_path, RSS), left_out=left.append))
    assert SENTENCE in documents[0].text
    assert documents[0].speaker is not None
    assert documents[0].speaker.value == "Ada Brook"
    assert documents[0].url == "https://norhaven.example/ferry"
    assert OTHER in documents[1].text


def test_nothing_is_fetched_and_no_entity_expands(tmp_path, monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("the network was opened"))
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    bombs = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    text = RSS.replace(
        "<rss", f'<!DOCTYPE rss [<!ENTITY e0 "ha"><!ENTITY s SYSTEM "{secret.as_uri()}">{bombs}]><rss', 1
    ).replace("Build the road", "&e9;&s;")
    made, _ = found(feed(tmp_path, text))
    assert all("hidden" not in str(blob.given) and len(str(blob.given)) < 1000 for blob in made)


def test_a_cut_feed_gives_what_stands_before_the_cut(tmp_path):
    made, left = found(feed(tmp_path, ATOM[: ATOM.index("<entry><id>urn:3") + 40]))
    assert made[0].text == SENTENCE
    assert any("damaged" in error for error in left)


@pytest.mark.parametrize("text", ["<rss>", "<rss version='2.0'><channel/></rss>", "<feed><<<", "<rss \x00"])
def test_a_feed_without_entries_is_left_out(tmp_path, text):
    made, left = found(feed(tmp_path, text))
    assert made == []
    assert len(left) == 1


def test_without_the_extra(tmp_path, monkeypatch):
    monkeypatch.setattr("onrecord.sources.extras.importlib.import_module", absent)
    left: list[OnrecordError] = []
    assert list(blobs(feed(tmp_path, RSS), left_out=left.append)) == []
    assert isinstance(left[0], MissingExtra)
    assert "feed.xml: reading feeds (RSS, Atom) needs an extra: pip install 'onrecord[feeds]'" in str(left[0])
