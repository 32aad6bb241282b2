"""The back matter: wordings, names, remarks, what is on record, what was left out, how it was read."""

from __future__ import annotations

from collections import Counter

from onrecord.contract import SCHEMA
from onrecord.dossier.html.apparatus import LAYER, Apparatus, Note
from onrecord.dossier.html.cards import others, remark_value
from onrecord.dossier.html.safe import quoted, shorten, term, value, words
from onrecord.dossier.html.tables import section, table
from onrecord.model import Mention, Remark, Span, Wording

WORDINGS = {
    "contested-name": "contested name",
    "loaded": "loaded word",
    "distancing": "keeps a distance",
    "absolute": "absolute",
    "generalisation": "generalisation",
}
NAMES = {
    "person": "Persons",
    "organisation": "Organisations",
    "place": "Places",
    "group": "Groups",
    "office": "Offices",
    "event": "Events",
    "work": "Works",
}


def wordings(apparatus: Apparatus) -> str:
    """Return the wordings, grouped by what they do and by their form."""
    groups: dict[tuple[str, str], list[Note]] = {}
    for note in apparatus.of(Wording):
        if isinstance(note.finding, Wording):
            form = " ".join(apparatus.document[note.finding.span].casefold().split())
            groups.setdefault((note.finding.label, form), []).append(note)
    order = {label: place for place, label in enumerate(WORDINGS)}
    rows = []
    for (label, _), notes in sorted(groups.items(), key=lambda group: (order.get(group[0][0], 99), group[0])):
        first = notes[0].finding
        if isinstance(first, Wording):
            known = others(first) if first.others else ""
            held = quoted(apparatus.document[first.span], 80)
            rows.append(
                [held, term(WORDINGS, label), words(first.why) + known, str(len(notes)), apparatus.places(notes)]
            )
    body = table("Wordings", ["Words", "What", "Why, and other forms", "Times", "Where"], rows, quiet=True)
    lead = '<p class="lead">These words take a side or a stand. None of this says that a word is wrong.</p>'
    return section(
        "wordings",
        "Words that carry a position",
        lead + body if body else apparatus.nothing("wording", "No such wording was recognised."),
    )


def names(apparatus: Apparatus) -> str:
    """Return the index of names: one entry for one thing, with all its forms and places."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for referent, notes in apparatus.referents.items():
        forms = Counter(shorten(apparatus.document[note.finding.span], 80) for note in notes)
        # A capital that stands for a power is no heading where the power is named too.
        own = {shorten(apparatus.document[note.finding.span], 80) for note in notes if not _metonym(note)}
        head = max(forms, key=lambda form: (form in own, len(form), forms[form]))
        rest = [value(form) for form in forms if form != head]
        also = f' <span class="soft">also {", ".join(rest[:8])}</span>' if rest else ""
        first = notes[0].finding
        kind = first.type if isinstance(first, Mention) else "work"
        entry = (
            f'<li id="{apparatus.entries[referent]}"><b dir="auto">{words(head)}</b>{also} '
            f'<span class="times">{len(notes)}</span> {apparatus.places(notes)}</li>'
        )
        groups.setdefault(kind, []).append((head.casefold(), entry))
    body = ""
    for group, title in NAMES.items():
        entries = [entry for _, entry in sorted(groups.get(group, []))]
        if entries:
            body += (
                f'<h3>{title} <span class="soft">{len(entries)}</span></h3><ul class="index">{"".join(entries)}</ul>'
            )
    return section("names", "Index of names", body or apparatus.nothing("mention", "No name was recognised."))


def _metonym(note: Note) -> bool:
    return isinstance(note.finding, Mention) and note.finding.metonym


def remarks(apparatus: Apparatus) -> str:
    """Return the findings of other readers; nothing when there are none."""
    rows = []
    for note in apparatus.of(Remark):
        finding = note.finding
        if isinstance(finding, Remark):
            rows.append(
                [
                    value(shorten(finding.label, 80)),
                    value(remark_value(finding)) if finding.value is not None else "",
                    quoted(apparatus.document[finding.span], 160),
                    words(finding.why),
                    apparatus.to(finding.span, note.anchor),
                ]
            )
    body = table("Remarks", ["Label", "Value", "Words", "Why", "Where"], rows, quiet=True)
    return section("remarks", "Remarks of other readers", body) if body else ""


def left_out(apparatus: Apparatus, unmarked: int) -> str:
    """Return what was not read, what stopped, and what the page could not show."""
    document, reading = apparatus.document, apparatus.reading
    omissions = [
        [
            quoted(document[omission.span], 120),
            words(omission.why),
            apparatus.to(Span(*omission.span), label="in the text"),
        ]
        for omission in document.omissions
    ]
    stopped: dict[str, list[str]] = {}
    for failure in reading.failures:
        stopped.setdefault(failure.error, []).append(value(failure.reader))
    failures = [[", ".join(readers), words(error)] for error, readers in stopped.items()]
    body = table(
        "Page furniture, kept in the text and not read",
        ["Words", "Why", "Where"],
        omissions,
        folded=len(omissions) > 12,
    )
    body += table("Readers that stopped or left something out", ["Reader", "What happened"], failures)
    if document.notes:
        body += f"<h3>How the text was got</h3><ul>{''.join(f'<li>{words(each)}</li>' for each in document.notes)}</ul>"
    if unmarked:
        many = f"{unmarked} findings are" if unmarked > 1 else "1 finding is"
        body += (
            f"<p>{many} listed on this page but not underlined: "
            "such places lie under too many others, or on white space.</p>"
        )
    return section(
        "left-out",
        "What was left out",
        body or '<p class="none">Nothing is known to have been left out, and no reader stopped.</p>',
    )


def how(apparatus: Apparatus, version: str) -> str:
    """Return how it was read: version, readers, hashes."""
    document, source = apparatus.document, apparatus.document.source
    readers: dict[str, Counter[str]] = {}
    for note in apparatus.notes:
        readers.setdefault(note.finding.by, Counter())[note.kind] += 1
    rows = [
        [value(by), ", ".join(f"{count} × {LAYER[kind].one}" for kind, count in sorted(kinds.items()))]
        for by, kinds in sorted(readers.items())
    ]
    facts = [
        ("Read by", f"onrecord {words(version)}, schema {SCHEMA}"),
        ("Text", f'<code>{words(document.id)}</code><br><span class="soft">{len(document.text):,} characters</span>'),
    ]
    if source is not None:
        facts.append(("Source", f"<code>sha256:{words(source.sha256)}</code><br>{value(source.name or 'no name')}"))
    facts.append(("Media type", value(source.media_type if source else document.media_type)))
    silent = [name for name in apparatus.reading.readers if not any(by.startswith(f"{name}/") for by in readers)]
    if silent:
        facts.append(("Ran and found nothing", value(", ".join(silent))))
    listed = "".join(f"<dt>{name}</dt><dd>{held}</dd>" for name, held in facts)
    legend = (
        '<p class="soft">Positions are Unicode code points of the text, counted from 0, the end excluded. '
        "A passage has an address: put <code>#c=start-end</code> behind this page’s own.</p>"
    )
    return section(
        "how",
        "How it was read",
        f'<dl class="facts">{listed}</dl>{table("Readers and what they found", ["Reader", "Findings"], rows)}{legend}',
    )
