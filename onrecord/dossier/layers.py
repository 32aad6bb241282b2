"""The layers of the terminal view: what to say of each finding in a line or two, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from onrecord.dossier.entries import Entry, Layer, words
from onrecord.dossier.on_record import on_record
from onrecord.dossier.terminal import cut
from onrecord.dossier.terms import between_marks, coded, fraction, in_words, unsaid
from onrecord.model import (
    Citation,
    Claim,
    Comparison,
    Document,
    Finding,
    Instrument,
    Mention,
    Quantity,
    Quotation,
    Remark,
    Span,
    Time,
    Wording,
)

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

NO_ANSWER = "Nobody is named"
_HELD = {"scare": "Words in marks that nothing here ascribes", "name": "Names and words in marks"}
_TIMES = {"DATE": "date", "TIME": "time of day", "DURATION": "duration", "SET": "repeated time"}
_RELATIONS = {
    "likens": "is likened to",
    "distinguishes": "is set apart from",
    "precedent": "is taken as a rule for",
    "unique": "is called like no other",
    "double_standard": "is said to be treated unlike",
}
F = TypeVar("F", bound=Finding)


def layers(dossier: Dossier) -> list[Layer]:
    """Return the layers that hold something, in the order in which they are read."""
    document, reading = dossier.document, dossier.reading
    quotations = {quotation.id: quotation for quotation in reading.of(Quotation)}

    def by(asserted_by: str) -> str:
        return _asserted(document, quotations, asserted_by)

    claims = sorted(reading.of(Claim), key=_urgency)
    found = [
        Layer("WHO SAYS WHAT", _quotations(document, reading.of(Quotation)), len(quotations), 24),
        _layer("TIMES", reading.of(Time), lambda time: _time(document, time), 16),
        _layer("QUANTITIES", reading.of(Quantity), lambda quantity: _quantity(document, quantity), 16),
        _layer("WHAT IT RESTS ON", reading.of(Citation), lambda citation: _citation(document, citation), 16),
        _layer("WHAT IT CLAIMS", claims, lambda claim: _claim(document, claim, by), 12)._replace(
            note="In the order of their priority for checking, which is no score of credibility."
            if any(claim.priority is not None for claim in claims)
            else ""
        ),
        _layer("HOW IT COMPARES", reading.of(Comparison), lambda comparison: _comparison(document, comparison, by), 12),
        Layer("WORDS THAT CARRY A POSITION", _wordings(document, reading.of(Wording)), len(reading.of(Wording)), 16),
        Layer("WHOM AND WHAT IT NAMES", _mentions(document, reading.of(Mention)), len(reading.of(Mention)), 16),
        _layer("REMARKS", reading.of(Remark), lambda remark: _remark(document, remark), 12),
        *on_record(dossier),
        _layer("LEFT OUT AS PAGE FURNITURE", document.omissions, lambda part: Entry(part.span, part.why), 8),
        _layer("NOTES", document.notes, lambda note: Entry(None, note), 12),
        _layer(
            "WHAT WAS NOT READ", reading.failures, lambda failure: Entry(None, f"{failure.reader}: {failure.error}"), 24
        ),
    ]
    return [layer for layer in found if layer.entries]


_T = TypeVar("_T")


def _layer(heading: str, found: Iterable[_T], entry: Callable[[_T], Entry], shown: int) -> Layer:
    """Make a layer of one entry each; those that will not be shown are counted, not written."""
    things = list(found)
    entries = [entry(thing) if place < shown else _UNWRITTEN for place, thing in enumerate(things)]
    return Layer(heading, entries, len(things), shown)


_UNWRITTEN = Entry(None, "")


def _quotations(document: Document, found: Sequence[Quotation]) -> list[Entry]:
    """Return the quotations by speaker: first those who are named, in the order of the text."""
    groups: dict[str, list[Entry]] = {}
    names: dict[str, str] = {}
    by_id: dict[str, str] = {}
    for quotation in found:
        name = quotation.speaker_name or (words(document, quotation.speaker) if quotation.speaker else "")
        name = cut(name or _HELD.get(quotation.mode, NO_ANSWER), 120)
        name = by_id[quotation.id] = names.setdefault(name.casefold(), name)
        groups.setdefault(name, []).append(_quotation(document, quotation, name, by_id))
    last = (NO_ANSWER, *_HELD.values())
    order = sorted(groups, key=lambda name: last.index(name) + 1 if name in last else 0)
    return [entry for name in order for entry in groups[name]]


def _quotation(document: Document, quotation: Quotation, name: str, speakers: Mapping[str, str]) -> Entry:
    """Return a quotation; ``speakers`` tells who speaks in those before it, by their ids."""
    said = " […] ".join(words(document, part) for part in quotation.content) or words(document, quotation.span)
    facts: list[str] = [quotation.mode]
    if quotation.attitude == "holds":
        facts.append("held, not said")
    reason = unsaid(quotation)
    if quotation.cue and reason is None:
        facts.append(f"“{words(document, quotation.cue)}”")
    if reason is not None:
        facts.append(reason)
    if quotation.speaker and quotation.speaker_name and words(document, quotation.speaker) != quotation.speaker_name:
        facts.append(f"in the text: {between_marks(words(document, quotation.speaker))}")
    if quotation.parent:
        around = speakers.get(quotation.parent)
        facts.append(f"inside {quotation.parent}" + (f" ({cut(around, 60)})" if around and around != name else ""))
    if not quotation.closed:
        facts.append("a quotation mark is missing")
    return Entry(quotation.span, said, (f"{quotation.id}: {' · '.join(facts)}",), name)


def _time(document: Document, time: Time) -> Entry:
    facts = [in_words(time) or "no value", *([time.modifier.lower().replace("_", " ")] if time.modifier else [])]
    if time.interval and time.value and not facts[0].startswith(calendar := coded(time.interval)):
        facts.append(f"on the calendar {calendar}")
    if time.anchor == "published":
        facts.append("counted from the date of publication")
    elif isinstance(time.anchor, Span):
        facts.append(f"counted from “{words(document, time.anchor)}”")
    return Entry(time.span, f"{words(document, time.span)} → {_TIMES.get(time.type, time.type)}: {' · '.join(facts)}")


def _quantity(document: Document, quantity: Quantity) -> Entry:
    if quantity.low is not None and quantity.low == quantity.high:
        size = fraction(quantity.low, words(document, quantity.span)) or _number(quantity.low)
    elif quantity.low is not None and quantity.high is not None:
        size = f"{_number(quantity.low)} to {_number(quantity.high)}"
    elif quantity.low is not None:
        size = f"{_number(quantity.low)} or more"
    elif quantity.high is not None:
        size = f"{_number(quantity.high)} or less"
    else:
        size = _number(quantity.value) if quantity.value is not None else "no number"
    facts = " ".join([size, *([quantity.unit] if quantity.unit else [])])
    change = f" · {quantity.change}" if quantity.change else ""
    return Entry(quantity.span, f"{words(document, quantity.span)} → {facts}{change}")


def _number(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}" if abs(value) < 10**18 else f"{_approximately(value)}"
    return f"{value:,.10g}"


def _approximately(value: int) -> str:
    digits = value.bit_length() * 30103 // 100000
    return f"about 1e{digits}" if value > 0 else f"about -1e{digits}"


def _citation(document: Document, citation: Citation) -> Entry:
    said, known = words(document, citation.span), citation.instruments
    symbol = ""
    if citation.resolution == "unknown" or not known:
        kind = known[0].kind if known and known[0].kind != "other" else "text"
        answer = f"a specific {kind} that was not identified"
    elif citation.resolution == "ambiguous":
        answer = f"one of {len(known)}"
    else:
        symbol = known[0].id or known[0].title or "no symbol"
        answer = f"{symbol} (a part was filled in)" if citation.resolution == "inferred" else symbol
    details = [detail for one in known[:4] if (detail := _instrument(one, (said, symbol)))]
    if len(known) > 4:
        details.append(f"… and {len(known) - 4} more")
    if citation.antecedent:
        details.append(f"points back to {between_marks(words(document, citation.antecedent))}")
    return Entry(citation.span, f"{said} → {answer}", tuple(details))


def _instrument(instrument: Instrument, before: tuple[str, str]) -> str:
    """Say of an instrument what was not said before; nothing where there is nothing but its kind."""
    parts = (instrument.id, instrument.title, instrument.url)
    new = [part for part in parts if part and part not in before]
    return " · ".join([*new, instrument.kind]) if new else ""


def _urgency(claim: Claim) -> tuple[bool, float, int]:
    return claim.priority is None, -(claim.priority or 0.0), claim.span.start


def _claim(document: Document, claim: Claim, by: Callable[[str], str]) -> Entry:
    facts = [claim.id, ", ".join(claim.types), "checkable" if claim.checkable else "not checkable"]
    if claim.priority is not None:
        facts.append(f"priority {claim.priority:.2f}")
    return Entry(claim.span, words(document, claim.span), (f"{' · '.join(facts)} · {by(claim.asserted_by)}",))


def _comparison(document: Document, comparison: Comparison, by: Callable[[str], str]) -> Entry:
    source = words(document, comparison.source_case)
    target = f" {between_marks(words(document, comparison.target_case))}" if comparison.target_case else ""
    details = [f"because: {between_marks(words(document, ground))}" for ground in comparison.grounds[:3]]
    cue = f"“{words(document, comparison.cue)}” · " if comparison.cue else ""
    details.append(f"{cue}{comparison.relation} · {by(comparison.asserted_by)}")
    return Entry(comparison.span, f"{between_marks(source)} {_RELATIONS[comparison.relation]}{target}", tuple(details))


def _asserted(document: Document, quotations: dict[str, Quotation], asserted_by: str) -> str:
    """Say whose claim it is."""
    if asserted_by == "author":
        return "said by the author"
    quotation = quotations.get(asserted_by)
    if quotation is None or not (quotation.speaker_name or quotation.speaker):
        return f"said in {asserted_by}"
    name = quotation.speaker_name or words(document, quotation.speaker or quotation.span)
    return f"said by {name} in {asserted_by}"


def _wordings(document: Document, found: Sequence[Wording]) -> list[Entry]:
    """Return one entry for the same words under the same label, in the order of the text."""
    same: dict[tuple[str, str], list[Wording]] = {}
    for wording in found:
        same.setdefault((wording.label, words(document, wording.span).casefold()), []).append(wording)
    entries = []
    for (label, _), wordings in same.items():
        first = wordings[0]
        others = "; ".join(f"{form.form} ({form.used_by})" for form in first.others[:6])
        details = (first.why, *([f"also: {others}"] if others else []))
        entries.append(Entry(first.span, _counted(document, wordings, label), details))
    return entries


def _mentions(document: Document, found: Sequence[Mention]) -> list[Entry]:
    """Return one entry for each thing named, those named most first."""
    things: dict[str, list[Mention]] = {}
    for mention in found:
        things.setdefault(mention.referent, []).append(mention)
    entries = []
    for mentions in sorted(things.values(), key=lambda group: -len(group)):
        forms = dict.fromkeys(cut(words(document, mention.span), 80) for mention in mentions)
        kind = mentions[0].type + (", for a power" if any(mention.metonym for mention in mentions) else "")
        also = list(forms)[1:4]
        details = (f"also: {'; '.join(also)}{' …' if len(forms) > 4 else ''}",) if also else ()
        entries.append(Entry(mentions[0].span, _counted(document, mentions, kind), details))
    return entries


def _counted(document: Document, found: Sequence[Finding], what: str) -> str:
    """Say the first form, how often it comes, and where else."""
    form = words(document, found[0].span)
    if len(found) == 1:
        return f"{form} ({what})"
    places = ", ".join(f"[{one.span.start}-{one.span.end}]" for one in found[1:4])
    more = f" and {len(found) - 4} more" if len(found) > 4 else ""
    return f"{form} ×{len(found)} ({what}) also {places}{more}"


def _remark(document: Document, remark: Remark) -> Entry:
    value = "" if remark.value is None else f" = {remark.value}"
    return Entry(
        remark.span, f"{words(document, remark.span)} → {remark.label}{value}", (f"{remark.why} ({remark.by})",)
    )
