"""An invented op-ed with every kind of finding, overlaps, emoji, right-to-left names and furniture."""

from __future__ import annotations

from typing import Any

from onrecord.dossier import Dossier
from onrecord.model import (
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

TEXT = """Home  |  News  |  Opinion
Share this page
Subscribe
Sign in

The harbour of Velmora belongs to all its people 🌊

By Ana Kolar, Minister of Ports of Velmora, 3 March 2023

For eight years, from 1995 to the second half of 2003, the so-called “free zone” of Velmora was closed to more \
than 250,000 islanders. The council in Tarn admitted in August 1995 that the closure “had no basis in law”.

Resolution 1244 of the UN Security Council is clear 🚢🌍. Prime Minister שלום בן־דוד told the assembly that \
“the Minister had said ‘we will never sign’ and meant it”, and the delegation of عبد الرحمن believes that the \
talks, begun five days after the deal, were doomed from the start.

Velmora is not Port Alder. In Port Alder the port was sold by vote, whereas in Velmora nobody was asked; yet the \
Union called the first sale lawful and the second a crime. Trade fell by 4.5 % last week.

• Open the gates.
• Respect the Resolution.

We will sign in 2030. The West wants silence; the islanders have waited since 1389.

Photo: V. Osei
"""

FREE_ZONE = "For eight years, from 1995 to the second half of 2003, the so-called “free zone” of Velmora was closed to"


def at(words: str, which: int = 0) -> Span:
    """Return the span of an occurrence of some words."""
    place = -1
    for _ in range(which + 1):
        place = TEXT.index(words, place + 1)
    return Span(place, place + len(words))


def _by(reader: str, why: str = "the words stand in a table") -> dict[str, Any]:
    return {"by": f"{reader}/1", "why": why}


def _quotations() -> list[Any]:
    said, held = at("the Minister had said ‘we will never sign’ and meant it"), at("we will never sign")
    closure, zone = at("the closure “had no basis in law"), at("free zone")
    talks = at("the talks, begun five days after the deal, were doomed from the start")
    why = _by("quotations", "“told” reports the words between the marks")
    return [
        Quotation(span=zone, id="q1", content=(zone,), mode="scare", **why),
        Quotation(span=closure, id="q2", content=(closure,), mode="mixed", speaker=at("The council in Tarn"), **why),
        Quotation(
            span=said, id="q3", content=(said,), mode="direct", speaker=at("Prime Minister שלום בן־דוד"),
            cue=at("told"), confidence=0.93, **why,
        ),
        Quotation(
            span=held, id="q4", content=(held,), mode="direct", speaker=at("the Minister"), speaker_name="Ana Kolar",
            parent="q3", closed=False, **why,
        ),
        Quotation(
            span=talks, id="q5", content=(talks,), mode="indirect", speaker=at("the delegation of عبد الرحمن"),
            cue=at("believes"), attitude="holds", **why,
        ),
    ]  # fmt: skip


def _times() -> list[Any]:
    why = _by("times", "a month and a year")
    return [
        Time(span=at("3 March 2023"), type="DATE", value="2023-03-03", interval="2023-03-03", **why),
        Time(span=at("eight years"), type="DURATION", value="P8Y", interval="1995/2003", anchor=at("1995"), **why),
        Time(span=at("1995"), type="DATE", value="1995", interval="1995", **why),
        Time(span=at("August 1995"), type="DATE", value="1995-08", interval="1995-08", **why),
        Time(span=at("five days"), type="DURATION", value="P5D", **why),
        Time(span=at("last week"), type="DATE", value="2023-W08", interval="2023-02-20/2023-02-26",
             anchor="published", modifier="APPROX", **why),
        Time(span=at("2030"), type="DATE", value="2030", interval="2030", **why),
        Time(span=at("1389"), type="DATE", value="1389", interval="1389/..", **why),
    ]  # fmt: skip


def _names_and_numbers() -> list[Any]:
    why = _by("mentions", "a name with a capital letter")
    velmora = [Mention(span=at("Velmora", place), type="place", referent="m1", **why) for place in (0, 2, 3, 4)]
    number = _by("quantities", "a number and what it counts")
    return [
        *velmora,
        Mention(span=at("Ana Kolar"), type="person", referent="m2", **why),
        Mention(span=at("Minister of Ports of Velmora"), type="office", referent="m3", **why),
        Mention(span=at("Tarn"), type="place", referent="m4", metonym=True, **why),
        Mention(span=at("שלום בן־דוד"), type="person", referent="m5", **why),
        Mention(span=at("عبد الرحمن"), type="person", referent="m6", **why),
        Mention(span=at("UN Security Council"), type="organisation", referent="m7", **why),
        Quantity(span=at("more than 250,000 islanders"), value=250000, low=250000, unit="islanders",
                 modifier="more than", **number),
        Quantity(span=at("4.5 %"), value=4.5, low=4.5, high=4.5, unit="percent", change="down", **number),
    ]  # fmt: skip


def _citations() -> list[Any]:
    why = _by("citations", "the number of a resolution; the year is filled in")
    resolution = Instrument(
        id="S/RES/1244(1999)", kind="resolution", title="Resolution 1244 (1999)", url="https://docs.example/1244"
    )
    deal = (
        Instrument(id="DEAL-I", kind="agreement", title="First Deal of Tarn"),
        Instrument(id="DEAL-II", kind="agreement", title="Second Deal of Tarn", url="javascript:alert(1)"),
    )
    cited = at("Resolution 1244 of the UN Security Council")
    return [
        Citation(span=cited, instruments=(resolution,), resolution="inferred", **why),
        Citation(span=at("the Resolution"), instruments=(resolution,), resolution="inferred", antecedent=cited, **why),
        Citation(span=at("the deal"), instruments=deal, resolution="ambiguous", **why),
    ]


def _claims() -> list[Any]:
    why = _by("claims", "a finished event with a figure")
    first = Span(at(FREE_ZONE).start, at("250,000 islanders").end)
    profile = Profile(checkable=0.97, specific=0.9)
    return [
        Claim(
            span=first,
            id="c1",
            types=("event", "quantity"),
            checkable=True,
            priority=0.94,
            profile=profile,
            **why,
        ),
        Claim(span=at("the closure “had no basis in law"), id="c2", types=("law",), checkable=True, priority=0.61,
              asserted_by="q2", **why),
        Claim(span=at("Trade fell by 4.5 % last week"), id="c3", types=("quantity",), checkable=True, priority=0.9,
              **why),
        Claim(span=at("We will sign in 2030"), id="c4", types=("promise",), checkable=False, priority=0.1, **why),
    ]  # fmt: skip


def _positions() -> list[Any]:
    why = _by("comparisons", "“is not” sets two cases apart")
    two = Span(at("In Port Alder the port").start, at("the second a crime").end)
    forms = (Form("Tarnograd", "the islanders’ council", "Gazetteer of Velmora"),)
    return [
        Comparison(span=at("Velmora is not Port Alder"), source_case=at("Port Alder"), target_case=at("Velmora", 3),
                   relation="distinguishes", cue=at("is not"), **why),
        Comparison(span=two, source_case=at("In Port Alder the port was sold"), relation="double_standard",
                   target_case=at("in Velmora nobody was asked"), asserted_by="q3",
                   grounds=(at("the first sale lawful"), at("the second a crime")), **why),
        Wording(span=at("so-called"), label="distancing", **_by("wording")),
        Wording(span=at("never"), label="absolute", **_by("wording")),
        Wording(span=at("Tarn"), label="contested-name", others=forms, **_by("wording")),
        Remark(span=at("is clear"), label="hedge", value=True, **_by("hedges")),
    ]  # fmt: skip


def document() -> Document:
    """Return the op-ed."""
    title = "The harbour of Velmora belongs to all its people 🌊"
    return Document(
        text=TEXT,
        name="velmora.html",
        media_type="text/html",
        language="en",
        title=Metadatum(title, at(title), "text"),
        speaker=Metadatum("Ana Kolar", at("Ana Kolar"), "text"),
        office=Metadatum("Minister of Ports of Velmora", at("Minister of Ports of Velmora"), "text"),
        published=Metadatum("2023-03-03", at("3 March 2023"), "text"),
        other_languages=(Metadatum("it", None, "meta"),),
        url="https://news.example/velmora?id=1&x=2",
        source=Source("velmora.html", "text/html", "ab" * 32),
        omissions=(
            Omission(Span(0, TEXT.index("\n\nThe harbour")), "menu"),
            Omission(at("Photo: V. Osei"), "photo credit"),
        ),
        notes=("The encoding was guessed as UTF-8.",),
    )


def record() -> Record:
    """Return what an archive might hold about it."""
    other = Reference("sha256:aa", "A speech at the harbour", "2021-05-01")
    review = Review(
        publisher="Velmora Facts", url="https://facts.example/1", rating="Half right", published="2022-01-01",
        claim="Trade fell by half", claimant="A. Kolar",
    )  # fmt: skip
    reuse = Reuse(
        span=at("nobody was asked"), document=other, other_span=Span(100, 116), relation="altered", bits=41.2,
        edits=(Edit("swapped", "nobody", "no one"),), earlier=True,
    )  # fmt: skip
    conflict = Conflict(span=at("4.5 %"), document=other, other_span=Span(4, 9), slot="number", why="5.4 % there")
    check = FactCheck(claim="c3", review=review, tier="possible", score=0.71, why="another number")
    return Record(reuse=(reuse,), factchecks=(check,), conflicts=(conflict,))


def dossier() -> Dossier:
    """Return the dossier of the op-ed, with every kind of finding and of record."""
    findings = [*_quotations(), *_times(), *_names_and_numbers(), *_citations(), *_claims(), *_positions()]
    findings.sort(key=lambda finding: (finding.span.start, -finding.span.end))
    failures = (Failure("style", "stopped: ValueError: no tokens"),)
    return Dossier(
        reading=Reading(document=document(), findings=tuple(findings), failures=failures),
        record=record(),
    )
