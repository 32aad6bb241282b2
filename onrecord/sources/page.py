"""What an HTML page says about itself outside its text: JSON-LD, meta elements, links, bylines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.sources.given import date
from onrecord.sources.languages import points_to
from onrecord.sources.layout import key
from onrecord.sources.metadata.people import names_organisation

_MOST_SCRIPTS = 30
_MOST_NODES = 3000
_LONGEST = 2_000_000
_BARS = re.compile(r"\s+[|–—·»«•-]\s+|\s*\|\s*")
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_-]|$)|[/_t]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.]|$)"
)
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([A-Z][a-z]{3}))?(?:[-_].*)?")
_BYLINE = "//*[self::a[@rel='author'] or @itemprop='author' or contains(@class,'byline') or contains(@class,'author')]"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page's own data say; each value with where it comes from (``json-ld``, ``meta`` …)."""

    title: tuple[str, str] | None = None
    titles: tuple[str, ...] = ()
    """Every form of the title, to know it again in the text."""
    speaker: tuple[str, str] | None = None
    office: tuple[str, str] | None = None
    organisation: tuple[str, str] | None = None
    published: tuple[str, str] | None = None
    language: str | None = None
    other_languages: tuple[str, ...] = ()
    url: str | None = None
    byline: str | None = None
    """What stands in the page where bylines stand, unread."""


def page_of(tree: Any, url: str | None) -> Page:
    """Read an lxml tree's own data. Never fetches anything; values that are not what they should be are left out."""
    meta = _meta(tree)
    article = _article(tree)
    site = meta.get("og:site_name") or _name(article.get("publisher"))
    headings = [text for element in tree.xpath("//h1")[:6] if (text := _text(element))]
    titles = [
        t for t in (_string(article.get("headline")), meta.get("og:title"), _text_of(tree, "//head/title|//title")) if t
    ]
    title = _title(headings, titles, _string(article.get("headline")), site)
    speaker, office, organisation = _author(article, meta)
    if organisation is None and speaker is None and site:
        organisation = (site, "meta" if meta.get("og:site_name") else "json-ld")
    address = url or _address(tree, meta)
    return Page(
        title=title,
        titles=tuple(
            dict.fromkeys([*(title[:1] if title else ()), *headings, *titles, *(_short(t, site) for t in titles)])
        ),
        speaker=speaker,
        office=office,
        organisation=organisation,
        published=_published(tree, article, meta, address),
        language=_language(tree.get("lang") or meta.get("og:locale") or meta.get("language")),
        other_languages=_other_languages(tree),
        url=address,
        byline=_byline(tree),
    )


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())[:400]


def _text_of(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return (_text(found[0]) or None) if found else None


def _string(value: object) -> str | None:
    return (" ".join(value.split())[:400] or None) if isinstance(value, str) else None


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _string(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


# --- JSON-LD


def _article(tree: Any) -> dict[str, Any]:
    """Return the JSON-LD node that describes the page: the first with a headline or a date."""
    best: dict[str, Any] = {}
    for script in tree.xpath("//script[@type='application/ld+json']")[:_MOST_SCRIPTS]:
        raw = script.text or ""
        if len(raw) > _LONGEST:
            continue
        try:
            data = json.loads(raw, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if "headline" in node and "datePublished" in node:
                return node
            if not best and ("headline" in node or "datePublished" in node):
                best = node
    return best


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting += [inner for name in ("@graph", "mainEntity", "mainEntityOfPage") if (inner := value.get(name))]
        elif isinstance(value, list):
            waiting += value[:200]


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _string(value[0] if isinstance(value, list) and value else value)


Value = tuple[str, str]


def _author(article: dict[str, Any], meta: dict[str, str]) -> tuple[Value | None, Value | None, Value | None]:
    """Return speaker, office and organisation from the author that the page's data name."""
    raw = article.get("author")
    people: list[str] = []
    office = organisation = None
    for author in raw if isinstance(raw, list) else [raw]:
        name = _name(author)
        if name is None or name.startswith(("http://", "https://")):
            continue
        of = author if isinstance(author, dict) else {}
        if "Organization" in str(of.get("@type", "")) or names_organisation(name):
            organisation = organisation or (name, "json-ld")
            continue
        people.append(name)
        job, firm = _string(of.get("jobTitle")), _name(of.get("worksFor") or of.get("affiliation"))
        office = office or ((job, "json-ld") if job else None)
        organisation = organisation or ((firm, "json-ld") if firm else None)
    if people:
        return ("; ".join(dict.fromkeys(people)), "json-ld"), office, organisation
    named = meta.get("author") or meta.get("article:author") or meta.get("dc.creator") or meta.get("parsely-author")
    if named and not named.startswith(("http://", "https://", "@")) and len(named) <= 120:
        if names_organisation(named):
            return None, None, organisation or (named, "meta")
        return (named, "meta"), None, organisation
    return None, None, organisation


# --- title, date, languages, address


def _short(title: str, site: str | None) -> str:
    """Return a title without the name of its site at the end."""
    parts = _BARS.split(title)
    while len(parts) > 1 and (len(parts[-1].split()) <= 4 or (site and key(parts[-1]) == key(site))):
        if len(parts[0].split()) < 3 and len(parts) == 2 and not (site and key(parts[-1]) == key(site)):
            break
        parts.pop()
    end = title.find(parts[-1], sum(len(p) for p in parts[:-1])) + len(parts[-1])
    return title[:end].strip()


def _title(headings: list[str], titles: list[str], headline: str | None, site: str | None) -> Value | None:
    known = [key(title) for title in titles]
    for heading in headings:
        form = key(heading)
        if form and (
            any(form in other for other in known)
            or any(key(_short(t, site)) in form for t in titles if key(_short(t, site)))
        ):
            return heading, "text"
    if headline:
        return headline, "json-ld"
    if len(headings) == 1 and not (site and key(headings[0]) == key(site)):
        return headings[0], "text"
    return (_short(titles[0], site), "meta") if titles else None


def _published(tree: Any, article: dict[str, Any], meta: dict[str, str], url: str | None) -> Value | None:
    if value := date(_string(article.get("datePublished")) or ""):
        return value, "json-ld"
    for name in (
        "article:published_time",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.date",
        "date",
        "pubdate",
        "publishdate",
        "sailthru.date",
        "parsely-pub-date",
    ):
        if value := date(meta.get(name, "")):
            return value, "meta"
    times = tree.xpath("//time[@datetime][not(ancestor::aside or ancestor::footer or ancestor::nav)]")
    if times and (value := date(times[0].get("datetime"))):
        return value, "meta"
    match = _IN_ADDRESS.search(url or "")
    if match:
        year, month, day = (part for part in match.groups() if part)
        if value := date(f"{year}-{int(month):02}-{int(day):02}"):
            return value, "url"
    return None


def _language(value: str | None) -> str | None:
    match = _TAG.fullmatch(value.strip()) if value else None
    return None if match is None else match[1].lower() + (f"-{match[2]}" if match[2] else "")


def _other_languages(tree: Any) -> tuple[str, ...]:
    tags = [element.get("hreflang") for element in tree.xpath("//link[@hreflang][contains(@rel,'alternate')]")[:200]]
    found = [tag for tag in map(_language, tags) if tag and tag != "x"]
    for element in tree.xpath("//p")[:400]:
        piece = _text(element)
        if len(piece) < 200:
            found += [named.language for named in points_to(piece)]
    return tuple(dict.fromkeys(found))


def _address(tree: Any, meta: dict[str, str]) -> str | None:
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    for value in (*canonical[:1], meta.get("og:url")):
        if value and value.strip().startswith(("http://", "https://")):
            return str(value).strip()
    return None


def _byline(tree: Any) -> str | None:
    for element in tree.xpath(_BYLINE)[:5]:
        piece = _text(element)
        if 3 <= len(piece) <= 160:
            return piece
    return None
