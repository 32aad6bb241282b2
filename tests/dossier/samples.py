"""Dossiers made by hand for the tests of the exports: every kind of finding, and hostile text."""

from __future__ import annotations

import msgspec

from onrecord.dossier import Dossier
from onrecord.model import (
    AnyFinding,
    Citation,
    Claim,
    Comparison,
    Conflict,
    Document,
    Edit,
    FactCheck,
    Failure,
    Form,
    Instrument,
    Mention,
    Metadatum,
    Omission,
    Profile,
    Quantity,
    Quotation,
    Reading,
    Record,
    Reference,
    Remark,
    Reuse,
    Review,
    Source,
    Span,
    Time,
    Wording,
)

TEXT = (
    "A harbour for both banks\n"
    "By Mira Oduya, Minister of Ports\n"
    "Share this page | Print\n"
    "\n"
    "On 12 May 2021 the Council of Belmora voted for the bridge 🌉. Governor Tallis admitted that "
    "“more than 4,000 families” had lost their homes. “We shall rebuild,” he said, “and nobody will "
    "be left behind.”\n"
    "\n"
    "Resolution 17 (2021) of the Council says so in Article 2. Unlike the dam of Kessim, the bridge "
    "pays for itself. So-called experts in the cafe\u0301 of Os\u0308trand deny it. The chronicler "
    "wrote: «الجسر لنا» and the toll rose by 4 % in two years.\n"
)
"""Invented people and places; an emoji, combining marks and Arabic stand between the findings."""


def at(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """Return the span of the nth occurrence of some words; the test fails where there is none."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def document(**changes: object) -> Document:
    """Return the sample statement, with all its metadata."""
    made = Document(
        text=TEXT,
        name="harbour.txt",
        media_type="text/plain",
        language="en",
        title=Metadatum("A harbour for both banks", at("A harbour for both banks"), "text"),
        speaker=Metadatum("Mira Oduya", at("Mira Oduya"), "text"),
        office=Metadatum("Minister of Ports", at("Minister of Ports"), "text"),
        organisation=Metadatum("Ministry of Ports of Belmora", None, "given"),
        published=Metadatum("2023-03-01", None, "given"),
        other_languages=(Metadatum("Italiano", None, "given"),),
        url="https://ports.example/harbour?a=1",
        source=Source("harbour.txt", "text/plain", "0" * 64),
        omissions=(Omission(at("Share this page | Print"), "share buttons"),),
        notes=("The encoding was given as UTF-8.",),
    )
    return msgspec.structs.replace(made, **changes)


def findings() -> tuple[AnyFinding, ...]:
    """Return at least one finding of every kind, in text order."""
    families = at("“more than 4,000 families” had lost their homes")
    parts = (at("We shall rebuild"), at("and nobody will be left behind"))
    found: list[AnyFinding] = [
        Time(
            span=at("12 May 2021"),
            by="times/1",
            why="a full date",
            type="DATE",
            value="2021-05-12",
            interval="2021-05-12",
        ),
        Mention(span=at("Council of Belmora"), by="mentions/1", why="a name", type="organisation", referent="m1"),
        Claim(
            span=at("the Council of Belmora voted for the bridge"),
            by="claims/1",
            why="a past event",
            confidence=0.8125,
            id="c1",
            types=("event", "record"),
            checkable=True,
            profile=Profile(checkable=0.93, specific=0.8),
            priority=0.875,
        ),
        Mention(span=at("Tallis"), by="mentions/1", why="a name", type="person", referent="m2"),
        Quotation(
            span=families,
            by="quotations/1",
            why="“admitted” reports the clause that follows",
            id="q1",
            content=(families,),
            mode="mixed",
            speaker=at("Governor Tallis"),
            cue=at("admitted"),
        ),
        Claim(
            span=families,
            by="claims/1",
            why="a number of people",
            id="c2",
            types=("quantity",),
            checkable=True,
            asserted_by="q1",
            priority=0.5,
        ),
        Quantity(
            span=at("more than 4,000 families"),
            by="quantities/1",
            why="a number and what it counts",
            value=4000,
            low=4000,
            unit="families",
            modifier="more than",
        ),
        Quotation(
            span=Span(parts[0].start, parts[1].end),
            by="quotations/1",
            why="marks, and “said” between them",
            confidence=0.97,
            id="q2",
            content=parts,
            mode="direct",
            speaker=at("he", nth=TEXT[: at("he said").start].count("he")),
            speaker_name="Governor Tallis",
            cue=at("said"),
        ),
        Citation(
            span=at("Resolution 17 (2021)"),
            by="citations/1",
            why="a number and a year",
            instruments=(
                Instrument(
                    id="BEL/RES/17(2021)", kind="resolution", title="On the bridge", url="https://law.example/17"
                ),
                Instrument(id=None, kind="resolution", url="javascript:alert(1)"),
            ),
            resolution="ambiguous",
        ),
        Citation(
            span=at("Article 2"),
            by="citations/1",
            why="it points back",
            instruments=(Instrument(id="BEL/RES/17(2021)#2", kind="resolution"),),
            resolution="inferred",
            antecedent=at("Resolution 17 (2021)"),
        ),
        Comparison(
            span=at("Unlike the dam of Kessim, the bridge pays for itself"),
            by="comparisons/1",
            why="“unlike” sets two cases apart",
            source_case=at("the dam of Kessim"),
            target_case=at("the bridge", nth=1),
            relation="distinguishes",
            grounds=(at("pays for itself"),),
            cue=at("Unlike"),
        ),
        Wording(span=at("So-called"), by="wording/1", why="the word keeps its noun at a distance", label="distancing"),
        Mention(span=at("Os\u0308trand"), by="mentions/1", why="a name", type="place", referent="m3"),
        Wording(
            span=at("Os\u0308trand"),
            by="wording/1",
            why="two names are in use",
            label="contested-name",
            others=(Form("Ostrana", "the west bank", "an atlas"), Form("Östrand", "the east bank", "a map")),
        ),
        Quotation(
            span=at("الجسر لنا"),
            by="quotations/1",
            why="marks after “wrote:”",
            id="q3",
            content=(at("الجسر لنا"),),
            mode="direct",
            speaker=at("The chronicler"),
            cue=at("wrote"),
            closed=False,
        ),
        Quantity(
            span=at("4 %"),
            by="quantities/1",
            why="a share",
            value=4,
            low=4,
            high=4,
            unit="percent",
            change="up",
        ),
        Time(
            span=at("two years"), by="times/1", why="a length of time", type="DURATION", value="P2Y", anchor="published"
        ),
        Remark(span=at("toll"), by="tolls/1", why="a word of the trade", label="toll", value=-3.5),
        Remark(span=at("deny it"), by="tolls/1", why="=HYPERLINK", label="=1+1", value="=cmd()"),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.span.start, -finding.span.end)))


def record() -> Record:
    """Return one entry of every kind that an archive gives."""
    other = Reference(id="sha256:" + "a" * 64, name="earlier.txt", published="2019-01-01")
    return Record(
        reuse=(
            Reuse(
                span=at("nobody will be left behind"),
                document=other,
                other_span=Span(10, 36),
                relation="altered",
                bits=61.25,
                edits=(Edit("swapped", "nobody", "no one"),),
                earlier=True,
            ),
        ),
        factchecks=(
            FactCheck(
                claim="c2",
                review=Review(
                    publisher="The Belmora Checker",
                    url="https://checker.example/families",
                    rating="Needs context",
                    published="2021-06-01",
                    claim="4,000 families lost their homes",
                    claimant="Governor Tallis",
                ),
                tier="close",
                score=0.91,
                why="the same number and the same families",
            ),
        ),
        conflicts=(
            Conflict(
                span=at("4,000"), document=other, other_span=Span(50, 55), slot="number", why="4,000 here, 400 there"
            ),
        ),
    )


def full() -> Dossier:
    """Return a dossier that holds everything a dossier can hold."""
    failures = (Failure("wording", "stopped: ValueError: nothing to say"),)
    reading = Reading(document=document(), findings=findings(), failures=failures)
    return Dossier(reading=reading, record=record())


def empty() -> Dossier:
    """Return the dossier of a text in which nothing was found, and of which nothing is known."""
    return Dossier(reading=Reading(document=Document(text="")))


HOSTILE = "\x1b[31mred\x1b[0m \u202eevil\u202c \x00 \ud800 <script>alert(1)</script> ]]> \u2066x\u2069 \x9b2J\r\x07"
"""What a statement may hold to harm whoever shows it: escape sequences, overrides, tags, a NUL."""


def hostile() -> Dossier:
    """Return a dossier with hostile words in every field that holds words."""
    bad = HOSTILE
    span = Span(0, len(bad))
    made = Document(
        text=bad,
        name=bad,
        title=Metadatum(bad, span, "text"),
        speaker=Metadatum(bad, span, "text"),
        published=Metadatum(bad),
        url="javascript:alert(1)",
        language="en",
        notes=(bad,),
    )
    found: tuple[AnyFinding, ...] = (
        Quotation(
            span=span, by=bad, why=bad, id=bad, content=(span,), mode="direct", speaker=span, speaker_name=bad, cue=span
        ),
        Time(span=span, by=bad, why=bad, type="DATE", value=bad, interval=bad),
        Quantity(span=span, by=bad, why=bad, value=10**400, unit=bad, modifier=bad),
        Mention(span=span, by=bad, why=bad, type="person", referent=bad),
        Citation(
            span=span,
            by=bad,
            why=bad,
            instruments=(Instrument(id=bad, kind="other", title=bad, url=bad),),
            resolution="exact",
        ),
        Claim(span=span, by=bad, why=bad, id=bad, types=("event",), checkable=False, asserted_by=bad),
        Comparison(span=span, by=bad, why=bad, source_case=span, relation="unique", grounds=(span,)),
        Wording(span=span, by=bad, why=bad, label="loaded", others=(Form(bad, bad, bad),)),
        Remark(span=span, by=bad, why=bad, label=bad, value=bad),
    )
    reference = Reference(id="sha256:" + "b" * 64, name=bad, published=bad)
    review = Review(publisher=bad, url="javascript:alert(1)", rating=bad, published=bad, claim=bad, claimant=bad)
    kept = Record(
        reuse=(
            Reuse(
                span=span,
                document=reference,
                other_span=span,
                relation="verbatim",
                bits=1.0,
                edits=(Edit("cut", bad, bad),),
            ),
        ),
        factchecks=(FactCheck(claim=bad, review=review, tier="possible", score=0.1, why=bad),),
        conflicts=(Conflict(span=span, document=reference, other_span=span, slot="name", why=bad),),
    )
    return Dossier(reading=Reading(document=made, findings=found, failures=(Failure(bad, bad),)), record=kept)
