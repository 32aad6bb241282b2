"""One vocabulary for laws: nasty texts, documents, findings and whole readings."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from onrecord.dossier import Dossier
from onrecord.model import (
    AnyFinding,
    Citation,
    Claim,
    Comparison,
    Document,
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
    Remark,
    Span,
    Time,
    Wording,
)

QUOTATION_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』《》〈〉〝〞＂`´″′"
"""Every kind of mark that may open or close a quotation."""

NASTY = (
    "\U0001f309",  # a bridge: one code point, two UTF-16 units
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",  # a family: five code points, one character
    "\U0001f1e7\U0001f1ea",  # a flag
    "e\u0301",  # a combining mark
    "\u0301",  # a combining mark with nothing to combine with
    "a\u0300\u0301\u0302\u0303",
    "\u00ad",  # soft hyphen
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00a0",
    "\u202f",
    "\u2028",
    "\u0085",
    "\u202e",  # bidirectional controls
    "\u202c",
    "\u2066",
    "\u2069",
    "\u200f",
    "الجسر",
    "שלום",
    "\x00",
    "\x1b[31m",
    "\x7f",
    "\ud800",  # halves of surrogate pairs
    "\udfff",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "\t",
    "İ",  # two code points in lower case
    "ŉ",
    "ß",
    "ﬃ",
    "Ⅻ",
    "٣",
    "½",
    "한국",
    "\u1112\u1161\u11ab",
    "東京",
    "\U000e0041",
    "\ufffd",
    "\uffff",
    "=1+1",
    "<b>&amp;",
    "…",
    "–",
    "—",
)
"""Characters and short runs on which offsets, case, width and escapes go wrong."""

WORDS = (
    "He said that",
    "she admitted",
    "on 12 May 2021",
    "in August 1995",
    "for eight years",
    "more than 4,000 families",
    "4 %",
    "Resolution 17 (2021)",
    "Article 2",
    "so-called",
    "unlike the dam",
    "the Council of Belmora",
    "Minister Tallis",
    "voted for",
    "will never",
    ".",
    ",",
    "?",
    ":",
    " ",
    " ",
    " ",
)
"""Words that readers look for, from which statements of a kind are put together."""

characters = st.one_of(
    st.sampled_from(QUOTATION_MARKS), st.characters(), st.characters(min_codepoint=0x20, max_codepoint=0x7E)
)
"""Any code point, lone surrogates among them; quotation marks and ASCII come often."""


def texts(max_pieces: int = 30) -> st.SearchStrategy[str]:
    """Return texts of ordinary words, every quotation mark, and everything that is nasty."""
    piece = st.one_of(st.sampled_from(WORDS), st.sampled_from(NASTY), characters)
    return st.lists(piece, max_size=max_pieces).map("".join)


def encodable_texts(max_pieces: int = 30) -> st.SearchStrategy[str]:
    """Return such texts without lone surrogates: those that a file in UTF-8 can hold."""
    return texts(max_pieces).map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))


def spans(length: int) -> st.SearchStrategy[Span]:
    """Return spans that are not empty and lie inside a text of that length (1 at least)."""
    ends = st.lists(st.integers(0, length), min_size=2, max_size=2, unique=True)
    return ends.map(sorted).map(lambda pair: Span(*pair))


@st.composite
def documents(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> Document:
    """Return documents with and without omissions and metadata."""
    words = draw(text if text is not None else texts())
    facts: dict[str, Any] = {}
    for name in ("title", "speaker", "office", "organisation", "published"):
        place = st.none() | spans(len(words)) if words else st.none()
        fact = st.builds(Metadatum, value=texts(3), span=place, source=st.just("text"))
        facts[name] = draw(st.none() | fact)
    left = st.lists(st.builds(Omission, span=spans(len(words)), why=texts(3)), max_size=2) if words else st.just([])
    return Document(
        text=words,
        name=draw(st.none() | texts(3)),
        language=draw(st.sampled_from([None, "en", "sr-Latn"])),
        url=draw(st.sampled_from([None, "https://ports.example/a", "javascript:alert(1)", "http://a b"])),
        omissions=tuple(draw(left)),
        notes=tuple(draw(st.lists(texts(3), max_size=2))),
        **facts,
    )


def findings(length: int) -> st.SearchStrategy[AnyFinding]:
    """Return findings of every kind inside a text of that length (1 at least)."""
    span, maybe, word = spans(length), st.none() | spans(length), texts(3)
    parts = st.lists(span, max_size=3).map(tuple)
    some = st.lists(span, min_size=1, max_size=3).map(tuple)
    number = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    chance = st.none() | st.floats(0, 1)
    base = {"span": span, "by": st.just("strategies/1"), "why": word, "confidence": chance}
    instrument = st.builds(Instrument, id=st.none() | word, kind=st.just("other"), title=st.none() | word)
    form = st.builds(Form, form=word, used_by=word, source=word)
    modes = st.sampled_from(["direct", "indirect", "mixed", "scare", "name"])
    return st.one_of(
        st.builds(Quotation, **base, id=word, content=some, mode=modes, speaker=maybe, cue=maybe),
        st.builds(Time, **base, type=st.just("DATE"), value=st.none() | word, anchor=maybe | st.just("published")),
        st.builds(Quantity, **base, value=number, low=number, high=number, unit=st.none() | word),
        st.builds(Mention, **base, type=st.just("person"), referent=word, metonym=st.booleans()),
        st.builds(
            Citation,
            **base,
            instruments=st.lists(instrument, max_size=2).map(tuple),
            resolution=st.just("unknown"),
            antecedent=maybe,
        ),
        st.builds(
            Claim,
            **base,
            id=word,
            types=st.just(("event", "law")),
            checkable=st.booleans(),
            profile=st.builds(Profile, checkable=chance),
            priority=chance,
        ),
        st.builds(Comparison, **base, source_case=span, target_case=maybe, relation=st.just("likens"), grounds=parts),
        st.builds(Wording, **base, label=st.just("loaded"), others=st.lists(form, max_size=2).map(tuple)),
        st.builds(Remark, **base, label=word, value=st.none() | word | st.booleans() | st.integers()),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Return readings of documents, with findings in text order and failures."""
    document = draw(documents())
    found = draw(st.lists(findings(len(document.text)), max_size=5)) if document.text else []
    found.sort(key=lambda finding: (finding.span.start, -finding.span.end))
    failures = draw(st.lists(st.builds(Failure, reader=texts(2), error=texts(2)), max_size=2))
    readers = draw(st.lists(texts(2), max_size=2))
    return Reading(document=document, findings=tuple(found), failures=tuple(failures), readers=tuple(readers))


def dossiers() -> st.SearchStrategy[Dossier]:
    """Return dossiers without a record."""
    return st.builds(Dossier, reading=readings())
