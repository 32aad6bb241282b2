"""The whole page: head, facts, layers, the statement with its margin, tables, notes; and what may run in it."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.dossier.html.apparatus import LAYER, LAYERS, Apparatus, Block, Note
from onrecord.dossier.html.cards import brief, card
from onrecord.dossier.html.indexes import how, left_out, names, remarks, wordings
from onrecord.dossier.html.marks import Column
from onrecord.dossier.html.record import record
from onrecord.dossier.html.safe import attribute, link, shorten, value, words
from onrecord.dossier.html.tables import citations, claims, comparisons, quantities, section
from onrecord.dossier.html.timeline import timeline
from onrecord.dossier.html.who_says_what import said
from onrecord.model import Mention, Metadatum
from onrecord.text import tokens

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

FOLDED = 4
"""From so many lines of furniture in a row on, they are folded away."""
LONG = 150
"""From so many paragraphs (or four times as many notes) on, the browser lays out only those in view."""
LINE, GAP, NOTE = 34, 22, 22
"""Pixels that a line of the statement, the space after a paragraph, and a note in the margin take."""
FOLDS = ("quotation", "citation", "comparison", "quantity", "time", "remark", "wording", "claim", "mention")
"""Where the margin is too narrow for all notes of a paragraph, the last of these kinds are folded first."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_UNKNOWN = '<span class="soft">not stated in the text</span>'


def to_html(dossier: Dossier) -> str:
    """Return the dossier as one self-contained page of HTML.

    It needs no script to be read and asks nothing of the network: its policy allows only the style
    sheet and the script inside it, by their SHA-256. The same dossier gives the same text, which
    holds no lone surrogates and so always has a form in UTF-8.
    """
    apparatus = Apparatus(dossier.reading)
    style, script = asset("style.css"), asset("script.js")
    column = Column(apparatus)
    statement = _statement(apparatus, column)
    after = [
        said(apparatus),
        timeline(apparatus),
        citations(apparatus),
        quantities(apparatus),
        comparisons(apparatus),
        claims(apparatus),
        wordings(apparatus),
        names(apparatus),
        remarks(apparatus),
        record(apparatus, dossier.record),
        left_out(apparatus, column.unmarked),
        how(apparatus, _version()),
        _notes(apparatus),
    ]
    long = ' class="long"' if len(apparatus.blocks) > LONG or len(apparatus.notes) > 4 * LONG else ""
    back = "\n".join(part for part in after if part)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n{_head(apparatus, style, script)}\n<body{long}>\n'
        '<a class="skip" href="#statement">To the statement</a>'
        '<a class="skip" href="#quotations">To the tables</a>\n'
        f"{_facts(apparatus)}\n"
        f'<div class="sheet">{_layers(apparatus)}\n<main>\n{statement}\n'
        f'<div class="back">{back}</div></main></div>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def asset(name: str) -> str:
    """Return one of the page's own files (``style.css``, ``script.js``)."""
    return files(__package__).joinpath(name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy that lets this style sheet and script in, and nothing else."""
    hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _version() -> str:
    # Looked up late: the package imports the dossier before it knows its own version.
    from onrecord import __version__

    return __version__


def _name(apparatus: Apparatus) -> str:
    document = apparatus.document
    return shorten(document.title.value if document.title else document.name or "", 160) or "Untitled statement"


def _head(apparatus: Apparatus, style: str, script: str) -> str:
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="onrecord {attribute(_version())}">\n'
        # Without an icon of its own a page makes some browsers ask the server for one.
        '<link rel="icon" href="data:,">\n'
        f"<title>{attribute(_name(apparatus))} – dossier</title>\n<style>{style}</style>\n</head>"
    )


def _facts(apparatus: Apparatus) -> str:
    document = apparatus.document
    count = sum(token.text[0].isalnum() for token in tokens(document.body))
    language = value(document.language) if document.language else _UNKNOWN
    facts = [
        ("Speaker", _fact(apparatus, document.speaker)),
        ("Office", _fact(apparatus, document.office)),
        ("Organisation", _fact(apparatus, document.organisation)),
        ("Date", _fact(apparatus, document.published)),
        ("Language", language),
        ("Other languages", ", ".join(_fact(apparatus, each) for each in document.other_languages) or _UNKNOWN),
        ("Address", link(document.url) if document.url else '<span class="soft">not known</span>'),
        ("Length", f"{count:,} words"),
        ("Findings", _counts(apparatus)),
    ]
    listed = "".join(f"<div><dt>{name}</dt><dd>{held}</dd></div>" for name, held in facts)
    title = _fact(apparatus, document.title) if document.title else f"{words(_name(apparatus))} "
    unknown = "" if document.title else f'<p class="soft">Title {_UNKNOWN}</p>'
    return (
        f'<header><p class="eyebrow">onrecord · dossier of a statement</p><h1 dir="auto">{title}</h1>{unknown}'
        f'<dl class="facts">{listed}</dl>'
        '<p class="lead">This page says what stands in the statement, who found it, and why. '
        f"It does not rule on whether anything in it holds.</p>{_notice(apparatus)}</header>"
    )


def _notice(apparatus: Apparatus) -> str:
    """Return a warning that not all was read; nothing where every reader ran to its end."""
    if not apparatus.unread and not apparatus.reading.failures:
        return ""
    layers = ", ".join(layer.title.lower() for layer in LAYERS if layer.kind in apparatus.unread)
    reasons = list(dict.fromkeys(apparatus.unread.values()))
    why = f" The reader of each {words(reasons[0])}." if len(reasons) == 1 else ""
    which = f" Not read: {layers}.{why} A dash is no zero: nobody looked." if layers else ""
    return (
        f'<p class="notice" role="note"><b>Not all was read.</b>{which} '
        '<a href="#left-out">What was left out</a> says more.</p>'
    )


def _fact(apparatus: Apparatus, fact: Metadatum | None) -> str:
    if fact is None:
        return _UNKNOWN
    where = ""
    if fact.span is not None and any(fact.span == span for _, span in apparatus.metadata_spans):
        where = f' <span class="from">{apparatus.to(fact.span, label="in the text")}</span>'
    elif fact.source:
        where = f' <span class="from">from: {words(fact.source)}</span>'
    return f"{value(shorten(fact.value, 400))}{where}"


def _counts(apparatus: Apparatus) -> str:
    counts = [(apparatus.counts[layer.kind], layer) for layer in LAYERS]
    parts = [f"{n:,} {layer.one if n == 1 else layer.title.lower()}" for n, layer in counts if n]
    missing = [layer.title.lower() for layer in LAYERS if layer.kind in apparatus.unread]
    total = f"{len(apparatus.notes):,}" if apparatus.notes or not missing else "–"
    listed = f": {', '.join(parts)}" if parts else ""
    return f"{total}{listed}" + (f" · not read: {', '.join(missing)}" if missing else "")


def _layers(apparatus: Apparatus) -> str:
    rows = []
    for place, layer in enumerate(LAYERS, 1):
        count, shown = apparatus.counts[layer.kind], apparatus.count(layer.kind)
        if not count and layer.kind == "remark":
            continue
        state = " checked" if count else " disabled"
        rows.append(
            f'<li><label class="{layer.kind}"><input type="checkbox" id="show-{layer.kind}"{state}> '
            f'<span class="sample {layer.kind} l0">{layer.title}</span> <span class="count">{shown}</span>'
            f"<kbd>{place}</kbd></label></li>"
        )
    contents = [("statement", "The statement"), ("quotations", "Who says what"), ("times", "Dates and times")]
    contents += [("citations", "What it rests on"), ("quantities", "Quantities"), ("comparisons", "Comparisons")]
    contents += [("claims", "What it claims"), ("wordings", "Wordings"), ("names", "Index of names")]
    contents += [("left-out", "What was left out"), ("how", "How it was read"), ("notes", "Notes")]
    listed = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in contents)
    return (
        '<nav class="side" aria-label="Layers and contents"><fieldset class="layers"><legend>Layers</legend>'
        f"<ul>{''.join(rows)}</ul></fieldset>"
        '<p class="keys"><label><input type="checkbox" id="keys" checked> Keys</label> '
        "<kbd>j</kbd> <kbd>k</kbd> next, previous finding · <kbd>1</kbd>–<kbd>9</kbd> layers · <kbd>Esc</kbd> close</p>"
        f'<ol class="contents">{listed}</ol></nav>'
    )


def _statement(apparatus: Apparatus, column: Column) -> str:
    document = apparatus.document
    notes: dict[int, list[Note]] = {}
    first = {held[0].number for held in apparatus.referents.values()}
    for note in apparatus.notes:
        # A name is noted in the margin once; its other places stand in the index.
        if not isinstance(note.finding, Mention) or note.number in first:
            notes.setdefault(note.block, []).append(note)
    rows: list[str] = []
    folded: list[str] = []
    title = document.title.span if document.title else None
    before = ""
    for place, block in enumerate(apparatus.blocks):
        shape = f"{block.shape} title" if title and title[0] <= block.start < block.end <= title[1] else block.shape
        if before == "furniture" and block.shape not in ("furniture", "blank"):
            # Its line would else be drawn up to the furniture, as to a line of its own paragraph.
            shape = f"{shape.replace('line ', 'first ') if shape != 'line' else 'first'} after"
        before = block.shape
        row = _row(apparatus, block, shape, column.block(block), notes.get(place, []))
        if block.shape == "furniture":
            folded.append(row)
            continue
        rows += _fold(folded)
        folded = []
        rows.append(row)
    rows += _fold(folded)
    language = document.language if document.language and _TAG.fullmatch(document.language) else ""
    tag = f' lang="{language}"' if language else ""
    body = (
        f'<div id="edition" class="edition"{tag}>{"".join(rows)}</div>'
        '<aside id="panel" class="panel" aria-label="Selected findings" '
        'aria-live="polite" tabindex="-1" hidden></aside>'
    )
    return section("statement", "The statement", body)


def _fold(rows: list[str]) -> list[str]:
    if len(rows) < FOLDED:
        return rows
    label = f"{len(rows)} lines of page furniture, not read"
    return [
        f'<details class="fold"><summary data-label="{label}" aria-label="{label}"></summary>{"".join(rows)}</details>'
    ]


def _row(apparatus: Apparatus, block: Block, shape: str, inner: str, notes: list[Note]) -> str:
    number = f' data-p="{block.number}"' if block.number else ""
    paragraph = f'<p class="t {shape}" dir="auto" data-s="{block.start}"{number}>{inner}</p>'
    return f'<div class="row">{paragraph}{_margin(apparatus, block, notes)}</div>'


def _margin(apparatus: Apparatus, block: Block, notes: list[Note]) -> str:
    """Return the one-line notes beside a block; those that would outgrow it are folded."""
    if not notes:
        return ""
    lines = max(1, (block.end - block.start + 35) // 70)
    room = max(2, (lines * LINE + GAP) // NOTE)
    ranked = sorted(notes, key=lambda note: FOLDS.index(note.kind))
    folded = {note.number for note in ranked[room - 1 :]} if len(notes) > room else set[int]()
    kept = [note for note in notes if note.number not in folded]
    rest = [note for note in notes if note.number in folded]
    more = f"<details><summary>{len(rest)} more</summary><ul>{_lines(apparatus, rest)}</ul></details>" if rest else ""
    # The statement may be in any language; the notes on it are in English.
    tag = "" if (apparatus.document.language or "en").startswith("en") else ' lang="en"'
    return f'<div class="margin"{tag}><ul>{_lines(apparatus, kept)}</ul>{more}</div>'


def _lines(apparatus: Apparatus, notes: list[Note]) -> str:
    return "".join(
        f'<li class="{note.kind}"><a href="#n{note.number}" data-n="{note.number}">'
        f"<b>{LAYER[note.kind].label}</b> <bdi>{words(brief(apparatus, note))}</bdi></a></li>"
        for note in notes
    )


def _notes(apparatus: Apparatus) -> str:
    if not apparatus.notes:
        return section("notes", "Notes", '<p class="none">No reader found anything.</p>')
    every = f"All {len(apparatus.notes):,} findings" if len(apparatus.notes) > 1 else "The one finding"
    cards = "".join(card(apparatus, note) for note in apparatus.notes)
    return section(
        "notes",
        "Notes",
        f'<details class="all"><summary>{every}, in the order of the text</summary>'
        f'<div class="cards">{cards}</div></details>',
    )
