"""Feeds: the entries of an RSS or Atom file, each as far as the feed holds it."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from typing import Any

from onrecord.errors import OnrecordError, Unreadable
from onrecord.sources.blob import Blob, Given, LeftOut, read_all, shown
from onrecord.sources.extras import need
from onrecord.sources.given import date, plain
from onrecord.sources.opening import STREAM_FAULTS, damage
from onrecord.sources.sniff import HTML

_CUT = "the feed holds only a summary of this entry: it may be cut; read the page at its address for all of it"
_CHANGED = "the feed gives only the day of its last change, {}, which need not be the day of publication"


def feed_blobs(blob: Blob, file: io.BufferedReader, left_out: LeftOut) -> Iterator[Blob]:
    """Yield the entries of a feed; one without any text is handed to ``left_out``. Nothing is fetched."""
    library = need("feedparser", name=blob.name, what="reading feeds (RSS, Atom)", extra="feeds")
    try:
        data = read_all(file, blob.name)
    except STREAM_FAULTS as error:
        left_out(Unreadable(blob.name, f"{damage(error)}; get it again"))
        return
    # A stream, never a string: feedparser fetches strings that look like addresses and opens those that name files.
    declared = {"content-type": f"application/xml; charset={blob.charset}"} if blob.charset else {}
    feed = library.parse(io.BytesIO(data), response_headers=declared, resolve_relative_uris=False)
    fault = feed.get("bozo_exception") if feed.get("bozo") else None
    if not feed.entries:
        why = (
            f"it is damaged ({_short(fault)})" if fault and not feed.get("version") else "it is a feed without entries"
        )
        left_out(Unreadable(blob.name, why))
        return
    for number, entry in enumerate(feed.entries, 1):
        try:
            yield _entry_blob(blob, entry, number)
        except OnrecordError as error:
            left_out(error)
    if fault is not None and "xml" in type(fault).__module__:
        left_out(Unreadable(blob.name, f"it is damaged ({_short(fault)}): what follows entry {number} is not read"))


def _entry_blob(blob: Blob, entry: Any, number: int) -> Blob:
    link = shown(dict.get(entry, "link") or "")
    name = link or f"{blob.name}#{number}"
    words, is_html, whole = _words(entry)
    if not words.strip():
        raise Unreadable(name, "the feed gives no text for this entry; read the page at its address")
    published, notes = _published(entry)
    title = plain(_without_tags(dict.get(entry, "title")))
    notes = notes if whole else (_CUT, *notes)
    shape: dict[str, Any] = {"text": words}
    if is_html:
        page = f"<!doctype html><html><head><title>{html.escape(title or '')}</title></head><body><article>"
        heading = f"<h1>{html.escape(title)}</h1>" if title else ""
        shape = {
            "data": f"{page}{heading}{words}</article></body></html>".encode("utf-8", "replace"),
            "media_type": HTML,
            "charset": "utf-8",
        }
    return Blob(
        key=f"{blob.key}#{number}",
        name=name,
        given=Given(title=title, speaker=plain(dict.get(entry, "author")), published=published, url=link or None),
        origin="feed",
        notes=notes,
        # The language a feed declares is often that of its software, not of its entries: it is not passed on.
        **shape,
    )


def _words(entry: Any) -> tuple[str, bool, bool]:
    """Return an entry's text, whether it is HTML, and whether the feed gives it as the whole content."""
    contents = [item for item in dict.get(entry, "content") or () if (item.get("value") or "").strip()]
    if contents:
        longest = max(contents, key=lambda item: len(item["value"]))
        return longest["value"], "html" in (longest.get("type") or "html"), True
    detail = dict.get(entry, "summary_detail") or {}
    return dict.get(entry, "summary") or "", "html" in (detail.get("type") or "html"), False


def _published(entry: Any) -> tuple[str | None, tuple[str, ...]]:
    if (value := dict.get(entry, "published")) and (day := date(value)):
        return day, ()
    if (parsed := dict.get(entry, "published_parsed")) is not None:
        return f"{parsed[0]:04d}-{parsed[1]:02d}-{parsed[2]:02d}", ()
    changed = date(dict.get(entry, "updated") or "")
    return None, ((_CHANGED.format(changed),) if changed else ())


def _without_tags(title: str | None) -> str | None:
    """Return a title in plain words: feeds may hold a tag or two in it."""
    if not title or ("<" not in title and "&" not in title):
        return title
    from lxml.html import fromstring

    return str(fromstring(f"<p>{title}</p>").text_content())


def _short(fault: object) -> str:
    return str(fault)[:120]
