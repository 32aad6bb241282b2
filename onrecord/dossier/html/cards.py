"""A note on each finding: what it is, the words, what was made of them, why, and by whom."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from onrecord.dossier.html.apparatus import LAYER, Apparatus, Note
from onrecord.dossier.html.safe import beginning, is_link, link, passage_url, quoted, shorten, term, value, words
from onrecord.dossier.html.terms import MODES, RELATIONS, RESOLUTIONS, TIMES, amount, bounds, number
from onrecord.dossier.terms import in_words
from onrecord.model import (
    Citation,
    Claim,
    Comparison,
    Instrument,
    Mention,
    Quantity,
    Quotation,
    Remark,
    Span,
    Time,
    Wording,
)

Row = tuple[str, str]


def named(instrument: Instrument) -> str:
    """Return an instrument as HTML: its symbol, title, kind, and a link where there is one."""
    label = value(instrument.id or instrument.title or "no symbol")
    head = link(instrument.url, label) if instrument.url else label
    title = (
        f", {value(instrument.title)}" if instrument.id and instrument.title not in (None, "", instrument.id) else ""
    )
    shown = "" if not instrument.url or is_link(instrument.url) else f" {link(instrument.url)}"
    return f'{head}{title} <span class="soft">({words(instrument.kind)})</span>{shown}'


def brief(apparatus: Apparatus, note: Note) -> str:
    """Return what a finding comes to on one line (plain text), for the margin."""
    finding = note.finding
    text = shorten(apparatus.document[finding.span], 60)
    if isinstance(finding, Quotation):
        said = MODES.get(finding.mode, finding.mode) if finding.mode in ("scare", "name") else ""
        return said or apparatus.speaker(finding, 40) or f"unnamed: {text}"
    if isinstance(finding, Time):
        return in_words(finding) or text
    if isinstance(finding, Quantity):
        return f"{amount(finding, text) or text} {finding.unit or ''}".strip()
    if isinstance(finding, Mention):
        return f"{finding.type}: {text}"
    if isinstance(finding, Citation):
        names = [shorten(each.id or each.title or text, 50) for each in finding.instruments]
        return " or ".join(names[:3]) if names else f"{text}: not identified"
    if isinstance(finding, Claim):
        return beginning(apparatus.document[finding.span], 60)
    if isinstance(finding, Comparison):
        return f"{finding.relation.replace('_', ' ')}: {shorten(apparatus.document[finding.source_case], 40)}"
    if isinstance(finding, Wording):
        return f"{finding.label.replace('-', ' ')}: {text}"
    return shorten(finding.label, 40)


def what(note: Note) -> str:
    """Return what kind of finding a note is on, in words (plain text)."""
    finding = note.finding
    if isinstance(finding, Quotation):
        return MODES.get(finding.mode, finding.mode)
    if isinstance(finding, Time):
        return TIMES.get(finding.type, finding.type)
    if isinstance(finding, Mention):
        return f"name: {finding.type}"
    if isinstance(finding, Wording):
        return f"wording: {finding.label.replace('-', ' ')}"
    if isinstance(finding, Comparison):
        return f"comparison: {finding.relation.replace('_', ' ')}"
    if isinstance(finding, Remark):
        return f"remark: {shorten(finding.label, 60)}"
    return LAYER[note.kind].one


def card(apparatus: Apparatus, note: Note) -> str:
    """Return the note on one finding as an article with the id ``n<number>``."""
    finding, document = note.finding, apparatus.document
    rows = "".join(f"<dt>{name}</dt><dd>{held}</dd>" for name, held in _ROWS[type(finding)](apparatus, finding))
    sure = "" if finding.confidence is None else f" · confidence {_share(finding.confidence)}, measured"
    parts = " ".join(f"{start}-{end}" for start, end in _parts(finding))
    span = finding.span
    data = f' data-parts="{parts}"' if parts else ""
    place = f"{apparatus.paragraph(span.start)} · {span.start}–{span.end}"
    source = ""
    if is_link(document.url) and document.url is not None:
        source = f" · {link(passage_url(document.url, document[span]), 'at the source')}"
    return (
        f'<article class="note {note.kind}" id="n{note.number}" data-c="{note.anchor}"{data}>'
        f'<h3><span class="no">{note.number}</span> {words(what(note))}</h3>'
        f'<p class="held">{quoted(document[span])}</p>'
        f"{f'<dl>{rows}</dl>' if rows else ''}"
        f'<p class="why">{words(finding.why)}</p>'
        f'<p class="by">{apparatus.to(span, note.anchor, place)} · found by {value(finding.by)}{sure}{source}</p>'
        "</article>"
    )


def _share(share: float) -> str:
    return f"{share:.2f}" if math.isfinite(share) else "unknown"


def _parts(finding: object) -> Iterator[Span]:
    """Yield the spans inside a finding that its note names: cases, grounds, cues, speakers."""
    if isinstance(finding, Quotation):
        parts = [finding.speaker, finding.cue]
    elif isinstance(finding, Comparison):
        parts = [finding.source_case, finding.target_case, *finding.grounds, finding.cue]
    else:
        parts = []
    yield from (part for part in parts if part is not None)


def _quotation(apparatus: Apparatus, finding: Quotation) -> Iterator[Row]:
    document = apparatus.document
    if finding.speaker:
        yield "speaker", f"{quoted(document[finding.speaker], 120)} {apparatus.to(finding.speaker)}"
    elif finding.mode not in ("scare", "name") and not finding.speaker_name:
        yield "speaker", "not named"
    if finding.speaker_name and not (finding.speaker and document[finding.speaker] == finding.speaker_name):
        yield "who that is", value(shorten(finding.speaker_name, 120))
    if finding.cue:
        yield "reported by", quoted(document[finding.cue], 120)
    if finding.mode not in ("scare", "name"):
        yield "attitude", "says or writes" if finding.attitude == "says" else "thinks, wants or intends"
    if finding.parent:
        yield "inside", apparatus.asserted(finding.parent)
    if len(finding.content) > 1:
        yield "in parts", " ".join(quoted(document[part], 120) for part in finding.content[:12])
    if not finding.closed:
        yield "marks", "a quotation mark is missing"


def _time(apparatus: Apparatus, finding: Time) -> Iterator[Row]:
    said = in_words(finding)
    if said and said not in (finding.interval, finding.value):
        yield "in words", words(said)
    if finding.interval:
        yield "on the calendar", value(finding.interval)
    if finding.value and finding.value != finding.interval:
        yield "value", value(finding.value)
    if finding.modifier:
        yield "modifier", words(finding.modifier.lower().replace("_", " "))
    if finding.anchor:
        yield "counted from", anchor(apparatus, finding)
    if not finding.interval and finding.type in ("DATE", "TIME"):
        yield "on the calendar", "not placed"


def anchor(apparatus: Apparatus, finding: Time) -> str:
    """Return what a relative time was resolved against, as HTML; an empty string if nothing."""
    if finding.anchor is None:
        return ""
    if isinstance(finding.anchor, str):
        published = apparatus.document.published
        return "the date of publication" + (f", {value(published.value)}" if published else "")
    return f"{quoted(apparatus.document[finding.anchor], 60)} {apparatus.to(Span(*finding.anchor))}"


def _quantity(_: Apparatus, finding: Quantity) -> Iterator[Row]:
    yield "amount", words(bounds(finding)) or "no figure"
    if finding.unit:
        yield "of what", value(shorten(finding.unit, 120))
    if finding.modifier:
        yield "modifier", value(finding.modifier)
    if finding.change:
        yield "change", words(finding.change)


def _mention(apparatus: Apparatus, finding: Mention) -> Iterator[Row]:
    others = len(apparatus.referents[finding.referent])
    if others > 1:
        link_to = f'<a href="#{apparatus.entries[finding.referent]}">{others} times in this text</a>'
        yield "named", link_to
    if finding.metonym:
        yield "stands for", "the power that sits there, not the place"


def _citation(apparatus: Apparatus, finding: Citation) -> Iterator[Row]:
    names = [named(instrument) for instrument in finding.instruments]
    if len(names) == 1:
        yield "instrument", names[0]
    elif names:
        yield "candidates", "<ul>" + "".join(f"<li>{name}</li>" for name in names[:20]) + "</ul>"
    yield "resolution", f"{words(finding.resolution)}: {term(RESOLUTIONS, finding.resolution)}"
    if finding.antecedent:
        antecedent = Span(*finding.antecedent)
        yield "points back to", f"{quoted(apparatus.document[antecedent], 80)} {apparatus.to(antecedent)}"


def _claim(apparatus: Apparatus, finding: Claim) -> Iterator[Row]:
    yield "types", words(", ".join(finding.types)) or "none"
    yield "checkable", "could be checked against evidence" if finding.checkable else "not checkable by anybody"
    yield "asserted by", apparatus.asserted(finding.asserted_by)
    if finding.priority is not None:
        yield "priority", f"{_share(finding.priority)} – an order for checking, no score of credibility"
    profile = [(name, getattr(finding.profile, name)) for name in finding.profile.__struct_fields__]
    measured = [f"{name} {_share(share)}" for name, share in profile if share is not None]
    if measured:
        yield "measured", " · ".join(measured)


def _comparison(apparatus: Apparatus, finding: Comparison) -> Iterator[Row]:
    document = apparatus.document
    yield "case", quoted(document[finding.source_case], 160)
    yield "relation", term(RELATIONS, finding.relation)
    if finding.target_case:
        yield "other case", quoted(document[finding.target_case], 160)
    for ground in finding.grounds[:12]:
        yield "ground", quoted(document[ground], 240)
    if finding.cue:
        yield "cue", quoted(document[finding.cue], 120)
    yield "compared by", apparatus.asserted(finding.asserted_by)


def _wording(_: Apparatus, finding: Wording) -> Iterator[Row]:
    if finding.others:
        yield "other forms", others(finding)


def others(finding: Wording) -> str:
    """Return the attested other forms of a wording, with who uses them and where that stands."""
    rows = [
        f"<li>{quoted(form.form, 80)}, used by {value(shorten(form.used_by, 160))} "
        f'<span class="soft">({words(shorten(form.source, 160))})</span></li>'
        for form in finding.others
    ]
    return f"<ul>{''.join(rows)}</ul>"


def _remark(_: Apparatus, finding: Remark) -> Iterator[Row]:
    yield "label", value(shorten(finding.label, 120))
    if finding.value is not None:
        yield "value", value(remark_value(finding))


def remark_value(finding: Remark) -> str:
    """Return the value of a remark as plain text."""
    held = finding.value
    if held is None or isinstance(held, bool):
        return {None: "", True: "yes", False: "no"}[held]
    return shorten(held, 300) if isinstance(held, str) else number(held)


_ROWS: dict[type[Any], Callable[[Apparatus, Any], Iterator[Row]]] = {
    Quotation: _quotation,
    Time: _time,
    Quantity: _quantity,
    Mention: _mention,
    Citation: _citation,
    Claim: _claim,
    Comparison: _comparison,
    Wording: _wording,
    Remark: _remark,
}
