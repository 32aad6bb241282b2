"""Acts and cases of the European Union, and cases by the names of their parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Instrument, Span
from onrecord.readers.citations.draft import Draft, Scene, one
from onrecord.readers.citations.tables import sentence_openers

_ACT = re.compile(
    r"\b(?P<type>Regulation|Directive|Decision|Joint\s+Action|Common\s+Position|Recommendation)s?\s+"
    r"(?:\((?P<tag>EU|EC|EEC|Euratom|CFSP|E[UC],\s?Euratom)\)\s*)?(?P<no>[Nn]os?\.?\s*)?(?P<open>\(\s?)?"
    r"(?P<a>\d{1,4})/(?P<b>\d{1,4})(?![\d])(?:/(?P<suffix>EU|EC|EEC|CFSP|JHA|Euratom|ECSC)\b)?(?(open)\s?\))"
)
_ACT_LEAD = re.compile(r"(?:(?:Commission|Council)\s+)?(?:(?:Implementing|Delegated|Framework)\s+){0,2}\Z")
_CASE_LEAD = re.compile(r"(?:[Jj]oined\s+)?[Cc]ases?\s+\Z")
_CASE = re.compile(
    r"(?<![\w/-])(?P<court>[CTF])[-‐‑–]\s?(?P<n>\d{1,4})/(?P<y>\d{2})(?![\d/])"
    r"(?:\s(?P<p>P|PPU|R|RX)(?!\w))?"
)
_PARTY = r"[A-Z][\w.&’'-]*(?:\s+(?:(?:of|the|and|de|van|von|for)\s+){0,2}[A-Z(][\w.&’')-]*){0,6}"
_SECOND = _PARTY.replace("|and|", "|")  # “… v. Kelva and Brown v. …” are two cases
_PARTIES = re.compile(
    rf"\b(?:[Cc]ase\s+(?:of\s+)?)?(?P<a>{_PARTY})(?:\s+and\s+[Oo]thers)?\s+v\.?\s+(?:the\s+)?(?P<b>{_SECOND})"
)
_FIRST = re.compile(r"(\w+)\s+")
_LETTERS = {"Regulation": "R", "Directive": "L", "Decision": "D", "Recommendation": "H"}
_LINK = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:{}"
_YEAR_FIRST = 2015  # from 1 January 2015 the Official Journal numbers all acts year/number


def find(scene: Scene) -> Iterator[Draft]:
    """Yield a draft for every act and case of the Union, and for every case “A v. B”."""
    text = scene.text
    for match in _ACT.finditer(text):
        if match["tag"] or match["suffix"]:
            lead = _ACT_LEAD.search(text, max(0, match.start() - 50), match.start())
            yield _act(match, lead.start() if lead else match.start())
    for match in _CASE.finditer(text):
        lead = _CASE_LEAD.search(text, max(0, match.start() - 14), match.start())
        if lead or match["court"] == "C" or "General Court" in text or "First Instance" in text:
            yield _case(match, lead.start() if lead else match.start())
    if " v" in text:
        yield from _parties(text)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 51 else 2000)


def _act(match: re.Match[str], start: int) -> Draft:
    first, second = match["a"], match["b"]
    if match["suffix"] or (len(first) == 4 and int(first) >= _YEAR_FIRST and not match["no"]):
        year, number = first, second
    else:
        year, number = second, first
    kind = " ".join(match["type"].split())
    letter = _LETTERS.get(kind, "E")
    if letter == "D" and "Framework" in match.string[start : match.start()]:
        letter = "F"
    celex = f"3{_full(year)}{letter}{int(number):04}"
    return one(
        Span(start, match.end()),
        Instrument(
            id=celex,
            kind="regulation",
            title=" ".join(match.string[start : match.end()].split()),
            url=_LINK.format(celex),
        ),
        f"an act of the European Union: number {number} of {_full(year)}",
    )


def _case(match: re.Match[str], start: int) -> Draft:
    celex = f"6{_full(match['y'])}{match['court']}J{int(match['n']):04}"
    return one(
        Span(start, match.end()),
        Instrument(
            id=celex,
            kind="judgment",
            title=" ".join(match.string[start : match.end()].split()),
            url=_LINK.format(celex),
        ),
        "a case number of the Court of Justice; that its judgment is meant is inferred",
        "inferred",
    )


def _parties(text: str) -> Iterator[Draft]:
    for mark in re.finditer(r"\sv\.?\s+(?:the\s+)?(?=[A-Z])", text):
        window = max(0, mark.start() - 90)
        found = None
        for match in _PARTIES.finditer(text, window, min(len(text), mark.end() + 90)):
            if match.start() < mark.start() < match.end():
                found = match
        if found is None:
            continue
        start = found.start()
        while (
            (word := _FIRST.match(text, start)) and word.end() < mark.start() and word[1].lower() in sentence_openers()
        ):
            start = word.end()
        title = " ".join(text[start : found.end()].split())
        yield one(
            Span(start, len(text[: found.end()].rstrip(".’'"))),
            Instrument(id=None, kind="judgment", title=title.rstrip(".’'")),
            f"“{title}” is the name of a case",
            "unknown",
        )
