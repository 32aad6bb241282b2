"""Instruments by description: “the ruling of the Constitutional Court of 26 December 2019”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.model import Instrument, Span
from onrecord.readers.citations.dates import DATE, edtf
from onrecord.readers.citations.draft import Draft, Scene
from onrecord.readers.citations.tables import CitedNoun, cited_nouns, compound_heads, issuer_words, sentence_openers

_WORD = r"(?:(?:[A-Z]\.)+|[A-Z][\w'’-]*)(?:-\s[A-Z]\w*)?"  # “Secretary- General” is broken at a line's end
_NAME = rf"{_WORD}(?:\s+(?:(?:of|for|on|the|and|in|de|to)\s+){{0,3}}{_WORD}){{0,10}}"
_BY = re.compile(rf"\s+(?:of|by|from)\s+(?:the\s+|its\s+|an?\s+)?(?P<name>{_NAME})")
_AT = re.compile(rf"\s+(?:before|in|at|to|with|against)\s+(?:the\s+)?(?P<name>{_NAME})")
_PARTY = rf"{_WORD}(?:\s+(?:(?:of|and|the)\s+){{0,2}}{_WORD}){{0,6}}"
_WITH = re.compile(
    rf"\s+(?:with|between)\s+(?:the\s+)?(?P<name>{_PARTY}(?:,?\s+(?:and|&)\s+(?:the\s+)?{_PARTY}){{0,3}})"
)
_VERB = re.compile(
    r"(?:\b(?:to|I|[Yy]ou|[Ww]e|[Tt]hey|he|she|it|can|could|will|would|shall|should|may|might|must|not|cannot)|n['’]t)\s+$"
)
_WHEN = re.compile(rf"\s*,?\s+(?:of|dated|from|on)\s+(?:the\s+)?(?P<date>{DATE})")
_ON = re.compile(
    r"\s+(?:on|concerning|regarding|about|calling\s+for|establishing)\s+(?P<topic>(?:the\s+|an?\s+)?[^\s,.;:!?()\u2014\u2013\"“”]+(?:\s[^\s,.;:!?()\u2014\u2013\"“”]+){0,12})"
)
_CUT = re.compile(r"\s(?:that|which|who|whose|was|were|is|are|has|had|have|will|would|could|may|and\s+(?:stop|then))\b")
_LEFT = re.compile(
    rf"(?P<name>(?:{DATE}\s+)?(?:(?<!\w)(?:(?:[A-Z]\.)+|[A-Z][\w-]*)(?:['’]s?)?[\s–-]+){{0,5}})"
    r"(?P<small>(?:[a-z][a-z-]*\s+){0,2})$"
)
_BRACKET = re.compile(r"[\s,]*\(?\s*$")
_DRAFT_OF = re.compile(r"(?P<lead>(?:(?:latest|first|second|final|full|new)\s+)?(?:draft|version)\s+of\s+)(?:the\s+)?$")
_DETERMINED = re.compile(r"\b(?:the|these|those|our|their|its|his|her)\s+$", re.IGNORECASE)
_GOES_ON_IN_CAPITALS = re.compile(r" [A-Z][a-z]")
_OPENS = re.compile(r"(?:\A|[.!?:;“\"‘(\n])\s*$")
_NEXT_WORD = re.compile(r"[\s-]([a-z]+)")
_SPACES = re.compile(r"\s+")
_BLANK = re.compile(r"\n\s*\n")
_BEFORE, _BEHIND = 80, 600  # characters in which the words beside a noun are looked for
_POINTER = re.compile(
    r"\b(?P<det>[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Tt]heir|[Oo]ur|[Ii]ts|[Hh]is|[Hh]er|said|same)\s+(?:same\s+|said\s+)?$"
)
_GOES_ON = re.compile(r"\s+(?:of|by|on|with|between|to|for|in|from)\b")
_ALIKE: dict[str, tuple[str, ...]] = {
    "agreement": ("agreement", "treaty"),
    "treaty": ("treaty", "agreement"),
    "judgment": ("judgment", "opinion"),
    "opinion": ("opinion", "judgment"),
    "other": ("other",),
    "document": ("document",),
    "charter": ("charter",),
    "statement": ("statement", "agreement"),
    "statute": ("statute",),
}


class Beside(NamedTuple):
    """What stands around a noun: where the citation begins and ends, and what was found there."""

    start: int
    end: int
    issuer: bool
    court: bool
    date: bool
    party: bool
    topic: bool


@cache
def _nouns() -> tuple[re.Pattern[str], dict[str, CitedNoun]]:
    table = {row.form: row for row in cited_nouns() if row.needs != "titled"}
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in table)
    return re.compile(rf"(?<![\w-])(?:{forms}|{forms.title()})(?:s(?!\w))?(?![\w-])", 0), table


@cache
def _issuers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = issuer_words()
    all_ = "|".join(re.escape(row.form) for row in words)
    courts = "|".join(re.escape(row.form) for row in words if row.court)
    return re.compile(rf"\b(?:{all_})\b"), re.compile(rf"\b(?:{courts})\b")


def find(scene: Scene, drafts: Sequence[Draft]) -> tuple[list[Draft], set[Span]]:
    """Return drafts for described instruments, and the symbols that they take into themselves."""
    text = scene.text
    pattern, table = _nouns()
    starts = {draft.span.start: draft for draft in drafts}
    inside = [draft.span for draft in drafts]
    found: list[Draft] = []
    taken: set[Span] = set()
    at = 0
    inside.sort()
    for noun in pattern.finditer(text):
        while at < len(inside) and inside[at].end <= noun.start():
            at += 1
        if at < len(inside) and inside[at].start <= noun.start():
            continue
        row = _row(noun.group(), table)
        after = _NEXT_WORD.match(text, noun.end())
        if row is None or (after and after[1] in compound_heads()):
            continue
        symbol = _symbol(text, noun.end(), starts)
        if symbol is not None:
            found.append(_with_symbol(text, noun, row, symbol))
            taken.add(symbol.span)
            continue
        beside = _beside(text, noun, row)
        if _enough(row, beside):
            found.append(_described(text, beside, row))
        elif row.short:
            pointer = _pointer(text, noun, row)
            if pointer is not None:
                found.append(pointer)
    return found, taken


def _row(words: str, table: dict[str, CitedNoun]) -> CitedNoun | None:
    form = _SPACES.sub(" ", words).lower()
    return table.get(form) or table.get(form.removesuffix("s"))


def _symbol(text: str, at: int, starts: dict[int, Draft]) -> Draft | None:
    """Return the symbol that stands right after the noun, in brackets or not."""
    for gap in (1, 2, 3):
        draft = starts.get(at + gap)
        if draft is not None and not draft.named and _BRACKET.fullmatch(text, at, at + gap):
            return draft
    return None


def _with_symbol(text: str, noun: re.Match[str], row: CitedNoun, symbol: Draft) -> Draft:
    end = symbol.span.end
    if "(" in text[noun.end() : symbol.span.start] and text[end : end + 1] == ")":
        end += 1
    when = _WHEN.match(text, end)
    if when and edtf(when["date"]):
        end = when.end()
    instruments = tuple(
        Instrument(id=one.id, kind=row.kind if one.kind == "document" else one.kind, title=one.title, url=one.url)
        for one in symbol.instruments
    )
    return Draft(span=Span(noun.start(), end), instruments=instruments, resolution=symbol.resolution, why=symbol.why)


def _beside(text: str, noun: re.Match[str], row: CitedNoun) -> Beside:
    """Read what stands left and right of the noun."""
    issuers, courts = _issuers()
    window, stop = _paragraph(text, noun)
    left = _LEFT.search(text, window, noun.start())
    plain = left is not None and not sentence_openers().intersection(left["small"].split())
    name, begin = _without_leads(text, left["name"], left.start()) if left and plain else ("", 0)
    start = noun.start()
    date = bool(re.match(rf"{DATE}\s", name))
    own_court = bool(courts.search(name))
    bare = noun.group().endswith("s") and not _DETERMINED.search(text, max(0, begin - 8), begin)
    named_left = bool(name.strip()) and (own_court or date or (row.needs == "parties" and not bare))
    if left and named_left:
        start = begin
    end, issuer, court, party, topic = noun.end(), False, own_court, named_left and row.needs == "parties", False
    for _ in range(4):
        when = _WHEN.match(text, end, stop)
        if when and edtf(when["date"]):
            end, date = when.end(), True
            continue
        by = _BY.match(text, end, stop) or (_AT.match(text, end, stop) if row.needs in ("court", "body") else None)
        if by and issuers.search(by["name"]):
            issuer, court, end = True, court or bool(courts.search(by["name"])), by.end()
            continue
        noun_here = not _VERB.search(text, max(0, start - 12), start)  # “to deal with A” cites nothing
        parties = _WITH.match(text, end, stop) if row.needs == "parties" and not party and noun_here else None
        if parties:
            party, end = True, parties.end()
            continue
        about = _ON.match(text, end, stop) if row.needs == "topic" and not topic else None
        if about:
            topic, end = True, _topic_end(text, about)
            continue
        break
    lead = _DRAFT_OF.search(text, max(0, start - 40), start) if party or issuer or date else None
    return Beside(lead.start() if lead else start, end, issuer, court, date, party, topic)


def _paragraph(text: str, noun: re.Match[str]) -> tuple[int, int]:
    """Return from where to where the words beside a noun are read: not over a blank line."""
    first, last = max(0, noun.start() - _BEFORE), min(len(text), noun.end() + _BEHIND)
    for blank in _BLANK.finditer(text, first, noun.start()):
        first = blank.end()
    behind = _BLANK.search(text, noun.end(), last)
    return first, behind.start() if behind else len(text)


def _without_leads(text: str, name: str, start: int) -> tuple[str, int]:
    """Cut “The”, and “Under” and its like at the head of a sentence, from a name; return it with its place."""
    opens = _OPENS.search(text, max(0, start - 3), start) is not None
    while name and (word := re.match(r"(\S+)\s*", name)):
        if word[1] != "The" and not (opens and word[1].lower() in sentence_openers()):
            break
        opens = opens and word[1] != "The"
        name, start = name[word.end() :], start + word.end()
    return name, start


def _topic_end(text: str, about: re.Match[str]) -> int:
    cut = _CUT.search(text, about.start("topic"), about.end("topic"))
    return cut.start() if cut else about.end("topic")


def _enough(row: CitedNoun, beside: Beside) -> bool:
    """Tell whether enough stands beside the noun to point at one instrument."""
    if beside.date:
        return True
    needed = {
        "body": beside.issuer or beside.court,
        "court": beside.court,
        "dated": False,
        "parties": beside.party,
        "topic": beside.topic or beside.issuer,
        "symbol": False,
        "titled": False,
    }
    return needed[row.needs]


def _described(text: str, beside: Beside, row: CitedNoun) -> Draft:
    end = len(text[: beside.end].rstrip(" .’'")) if text[beside.end - 1 : beside.end] in ".’'" else beside.end
    span = Span(beside.start, end)
    title = _SPACES.sub(" ", text[span.start : span.end])
    return Draft(
        span=span,
        instruments=(Instrument(id=None, kind=row.kind, title=title),),
        resolution="unknown",
        why=f"“{row.form}” with what stands beside it describes one instrument, without its number",
    )


def _pointer(text: str, noun: re.Match[str], row: CitedNoun) -> Draft | None:
    """Return a short form (“that ruling”) when a determiner points back and nothing follows that describes."""
    pointer = _POINTER.search(text, max(0, noun.start() - 18), noun.start())
    if pointer is None or _GOES_ON.match(text, noun.end()):
        return None
    weak = row.kind == "other" and pointer["det"].lower() == "the"
    if weak or (noun.group()[0].isupper() and row.needs == "titled"):
        return None
    return Draft(
        span=Span(pointer.start(), noun.end()),
        instruments=(),
        resolution="unknown",
        why=f"“{_SPACES.sub(' ', text[pointer.start() : noun.end()])}” points back to what was cited before",
        points=_ALIKE.get(row.kind, (row.kind,)),  # type: ignore[arg-type]
    )


def titled(scene: Scene) -> Iterator[Draft]:
    """Yield instruments that have a title in capitals and are in no table: “Kelva Schools Act 1934”."""
    pattern = _titles()
    for match in pattern.finditer(scene.text):
        row = _row(match["head"], {row.form: row for row in cited_nouns()})
        if row is None:
            continue
        before, start = _without_leads(scene.text, match["before"] or "", match.start("before"))
        if not before:
            start = match.start("head")
        if not _is_title(match, row, before):
            continue
        end = match.end()
        title = _SPACES.sub(" ", scene.text[start:end])
        yield Draft(
            span=Span(start, end),
            instruments=(Instrument(id=None, kind=row.kind, title=title),),
            resolution="unknown",
            why=f"“{title}” is the title of an instrument that is in no table here",
            named=True,
        )


def _is_title(match: re.Match[str], row: CitedNoun, before: str) -> bool:
    """Tell whether head and neighbours make the title of an instrument, not of a school or a meeting."""
    if match["after"] or match["number"]:
        return True
    goes_on = _GOES_ON_IN_CAPITALS.match(match.string, match.end())
    return bool(before) and row.needs != "topic" and not before.rstrip().endswith(" of") and not goes_on


@cache
def _titles() -> re.Pattern[str]:
    heads = [
        row.form.title()
        for row in cited_nouns()
        if row.needs in ("titled", "parties", "topic", "dated") and " " not in row.form
    ]
    word = r"[A-Z][\w’'-]*"
    return re.compile(
        rf"(?<![\w’'-])(?P<before>(?:(?!Articles?\s|Chapters?\s|Sections?\s){word}\s+(?:(?:of|and|for|on|the)\s+){{0,2}}){{0,6}})"
        rf"(?P<head>{'|'.join(heads)})(?!\w|['’]s)"
        rf"(?P<after>\s+(?:on|of|for|against|concerning|relating\s+to)\s+(?:the\s+)?{word}(?:,?\s+(?:(?:of|the|and|for|on|in|to|against)\s+){{0,3}}{word}){{0,10}})?"
        r"(?P<number>,?\s+(?:of\s+)?(?:1[6-9]|20)\d\d(?!\d)|\s+[Nn]o\.?\s*\d[\w/-]*)?"
    )
