"""Overlaps and short forms: the longest citation wins, and a short form finds what it points to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.model import Instrument, Span
from onrecord.readers.citations.articles import part_of
from onrecord.readers.citations.draft import Draft, Scene

_NEAR = 500
_BARE = re.compile(
    r"(?<![\w.,/()§#-])(?<!\d\s)(?P<n>\d{3,4})(?![\w/(%-]|[.,:]\d|\s*\(|\s[a-z]+s\b(?<!\swas)(?<!\sis)(?<!\shas))"
)
_SO_CALLED = re.compile(r"so-called\s+[“\"‘']?$")
_PARTED = frozenset(("charter", "treaty", "agreement", "statute"))
"""Kinds of instruments that are cited by their articles even where the text does not name them."""
_YEARS = range(1700, 2101)


def settle(drafts: Iterable[Draft]) -> list[Draft]:
    """Drop every draft that overlaps a longer one; equal spans stay where their articles differ."""
    kept: list[Draft] = []
    by_length = sorted(
        drafts,
        key=lambda d: (
            d.span.start - d.span.end,
            d.short,
            d.instruments[:1] == () or d.instruments[0].id is None,
            d.span.start,
        ),
    )
    taken = _Taken()
    for draft in by_length:
        if taken.free(draft):
            taken.add(draft)
            kept.append(draft)
    return sorted(kept, key=lambda d: (d.span, d.article or ""))


def free(drafts: Iterable[Draft], others: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts that overlap none of the others."""
    taken = _Taken()
    for other in others:
        taken.add(other)
    return (draft for draft in drafts if taken.free(draft))


class _Taken:
    """The stretches of text already given to a citation, in buckets, so that lookups stay constant."""

    _SIZE = 256

    def __init__(self) -> None:
        self._buckets: dict[int, list[Draft]] = {}

    def _keys(self, span: Span) -> range:
        return range(span.start // self._SIZE, (span.end - 1) // self._SIZE + 1)

    def free(self, draft: Draft) -> bool:
        """Tell whether no citation stands there, other than another article at the same span."""
        for key in self._keys(draft.span):
            for other in self._buckets.get(key, ()):
                same = (
                    other.span == draft.span
                    and other.article != draft.article
                    and None not in (other.article, draft.article)
                )
                if other.span.overlaps(draft.span) and not same:
                    return False
        return True

    def add(self, draft: Draft) -> None:
        """Take the stretch."""
        for key in self._keys(draft.span):
            self._buckets.setdefault(key, []).append(draft)


def resolve(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Give every short form its antecedent; one that has none is left out."""
    first: dict[Instrument, Span] = {}
    last: dict[str, Draft] = {}
    resolved: list[Draft] = []
    for draft in drafts:
        if draft.short:
            found = _antecedent(scene, draft, last, first)
            if found is None:
                continue
            if found.resolution == "unknown" and found.antecedent is None:
                resolved.append(found)  # nothing can point back to what is not named
                continue
            draft = found
        elif draft.resolution == "unknown":
            draft = _definite(scene, draft, last, first)
        resolved.append(draft)
        whole = draft.article is None
        for instrument in draft.instruments:
            first.setdefault(instrument, draft.span)
        if draft.instruments and (whole or draft.antecedent is None):
            last[draft.instruments[0].kind] = draft
    return [*resolved, *_bare(scene, resolved)]


def _antecedent(scene: Scene, draft: Draft, last: dict[str, Draft], first: dict[Instrument, Span]) -> Draft | None:
    candidates = [last[kind] for kind in draft.points if kind in last]
    if not candidates:
        return _charter(scene, draft)
    source = max(candidates, key=lambda d: d.span.start)
    instruments = tuple(_whole(one, source.article) for one in source.instruments)
    if draft.article:
        instruments = tuple(part_of(one, draft.article) for one in instruments)
    origin = source.antecedent or first.get(source.instruments[0], source.span)
    resolution = source.resolution
    return msgspec.structs.replace(
        draft,
        instruments=instruments,
        resolution="inferred" if resolution == "exact" and draft.article else resolution,
        antecedent=origin,
        points=(),
    )


def _whole(instrument: Instrument, article: str | None) -> Instrument:
    """Return the instrument without the article."""
    title = instrument.title
    if instrument.id is None:
        title = title.removesuffix(f", {article}") if title and article else title
        return msgspec.structs.replace(instrument, title=title)
    if "#" not in instrument.id:
        return instrument
    title = (title or "").rsplit(", ", 1)[0]
    return msgspec.structs.replace(instrument, id=instrument.id.split("#")[0], title=title or None)


def _charter(scene: Scene, draft: Draft) -> Draft | None:
    """In a text on the United Nations, “the Charter” and “Chapter VII” are theirs."""
    words = scene.text[draft.span.start : draft.span.end]
    chapter = bool(draft.article) and words[:1] in "Cc" and (draft.article or "").isalpha()
    of_charter = bool(draft.article) and draft.points == ("charter",)
    charter = "charter" in draft.points and not draft.article and "Charter" in words
    if not scene.names_united_nations or not (chapter or charter or of_charter):
        return _nameless(draft)
    instrument = Instrument(
        id="UN-CHARTER",
        kind="charter",
        title="Charter of the United Nations",
        url="https://www.un.org/en/about-us/un-charter",
    )
    if draft.article:
        instrument = part_of(instrument, draft.article)
    return msgspec.structs.replace(
        draft,
        instruments=(instrument,),
        resolution="inferred",
        points=(),
        why="the Charter, in a text that names the United Nations",
    )


def _nameless(draft: Draft) -> Draft | None:
    """“Article 4 of the Charter”, of no charter that the text names, is a citation of a kind; “Article 4” is none."""
    if not draft.article or len(draft.points) > 2 or not _PARTED.issuperset(draft.points):
        return None
    title = f"unnamed {draft.points[0]}, {draft.article}"
    return msgspec.structs.replace(
        draft,
        instruments=(Instrument(id=None, kind=draft.points[0], title=title),),
        resolution="unknown",
        points=(),
        why=f"part {draft.article} of an instrument that the text does not name",
    )


def _definite(scene: Scene, draft: Draft, last: dict[str, Draft], first: dict[Instrument, Span]) -> Draft:
    """“The agreements with A and B” soon after a named agreement are that agreement."""
    kind = draft.instruments[0].kind
    source = last.get(kind)
    lead = scene.text[max(0, draft.span.start - 4) : draft.span.start].lower()
    if (
        kind != "agreement"
        or source is None
        or draft.named
        or lead != "the "
        or draft.span.start - source.span.end > _NEAR
    ):
        return draft
    if all(one.id is None for one in source.instruments):
        return draft
    return msgspec.structs.replace(
        draft,
        instruments=source.instruments,
        resolution=source.resolution if source.resolution == "ambiguous" else "inferred",
        antecedent=source.antecedent or first.get(source.instruments[0], source.span),
        why="a definite description soon after a named agreement",
    )


def _bare(scene: Scene, drafts: list[Draft]) -> Iterator[Draft]:
    """Yield “1244” alone after the resolution of that number was cited."""
    known: dict[str, Draft] = {}
    for draft in drafts:
        for instrument in draft.instruments[:1]:
            if (instrument.id or "").startswith("S/RES/"):
                known.setdefault((instrument.id or "")[6:].split("(")[0], draft)
    if not known:
        return
    taken = sorted(draft.span for draft in drafts)
    at = 0
    for match in _BARE.finditer(scene.text):
        source = known.get(match["n"])
        while at < len(taken) and taken[at].end <= match.start():
            at += 1
        if source is None or source.span.start > match.start() or (at < len(taken) and taken[at].start < match.end()):
            continue
        pointed = _SO_CALLED.search(scene.text, max(0, match.start() - 14), match.start())
        if int(match["n"]) in _YEARS and not pointed:
            continue
        yield Draft(
            span=Span(match.start(), match.end()),
            instruments=source.instruments[:1],
            resolution="inferred",
            why=f"the number {match['n']} alone, after the resolution of that number was cited",
            antecedent=source.span,
        )
