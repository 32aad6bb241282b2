"""The nouns: spans, documents, findings, readings, and what is on record.

Every noun is a frozen value. Offsets are Unicode code points in the document's text, 0-based and
half-open; ``document[span]`` is the only way to get words. The names are those of the annotation
guide (``docs/findings.md``) and of the JSON contract ``onrecord/1``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

import msgspec


class Span(NamedTuple):
    """A stretch of a document's text: code points, 0-based, ``end`` excluded."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Tell whether another span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class Metadatum(msgspec.Struct, frozen=True):
    """A fact about the document: its value, where it stands in the text, and where it came from.

    ``source`` names the origin: ``text``, ``json-ld``, ``meta``, ``url``, ``feed``, ``table``,
    ``given`` (by the caller) or ``guess``.
    """

    value: str
    span: Span | None = None
    source: str = "given"


class Omission(msgspec.Struct, frozen=True):
    """A stretch of page furniture: marked, kept in the text, and not read."""

    span: Span
    why: str


class Source(msgspec.Struct, frozen=True):
    """The bytes a document was made from: their name, media type and SHA-256 (hexadecimal)."""

    name: str | None
    media_type: str
    sha256: str


class Document(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A statement as it was read. ``text`` never changes; furniture is marked in ``omissions``.

    ``language`` is a BCP 47 tag or None. ``notes`` are sentences on how the text was got (an
    encoding that was guessed, a page without text), in the order in which they arose.
    """

    text: str
    name: str | None = None
    media_type: str = "text/plain"
    language: str | None = None
    title: Metadatum | None = None
    speaker: Metadatum | None = None
    office: Metadatum | None = None
    organisation: Metadatum | None = None
    published: Metadatum | None = None
    other_languages: tuple[Metadatum, ...] = ()
    url: str | None = None
    source: Source | None = None
    omissions: tuple[Omission, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        length = len(self.text)
        for omission in self.omissions:
            if not 0 <= omission.span.start < omission.span.end <= length:
                raise ValueError(f"omission {omission.span} lies outside the text")

    def __getitem__(self, span: Span | tuple[int, int]) -> str:
        """Return the words of a span; raise IndexError when it lies outside the text."""
        start, end = span
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}-{end} lies outside the text of {len(self.text)} characters")
        return self.text[start:end]

    def __repr__(self) -> str:
        return f"Document({self.name or self.id[:19]!r}, {len(self.text)} characters, {self.text[:40]!r}…)"

    @cached_property
    def id(self) -> str:
        """``sha256:`` and the hexadecimal SHA-256 of the text in UTF-8."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def body(self) -> str:
        """The text with every omission blanked by line feeds: same length, same offsets.

        Readers match on this copy, so that furniture is never read and never joins two passages.
        """
        if not self.omissions:
            return self.text
        parts, at = [], 0
        for start, end in sorted(omission.span for omission in self.omissions):
            start = max(start, at)
            if end > at:
                parts += [self.text[at:start], "\n" * (end - start)]
                at = end
        return "".join([*parts, self.text[at:]])

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        name: str | None = None,
        title: str | None = None,
        speaker: str | None = None,
        office: str | None = None,
        organisation: str | None = None,
        published: str | None = None,
        language: str | None = None,
        url: str | None = None,
    ) -> Document:
        """Make a document of a string, with what the caller knows about it and nothing guessed.

        ``published`` is EDTF (``2023-03-01``, ``2023-03``), ``language`` BCP 47. A given value that
        stands in the text carries the span of its first occurrence.
        """

        def given(value: str | None) -> Metadatum | None:
            if not value:
                return None
            at = text.find(value)
            return Metadatum(value, Span(at, at + len(value)) if at >= 0 else None, "given")

        return cls(
            text=text,
            name=name,
            title=given(title),
            speaker=given(speaker),
            office=given(office),
            organisation=given(organisation),
            published=given(published),
            language=language,
            url=url,
        )


class Finding(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """What a reader found: where, by whom, and why. Never a ruling on truth.

    ``by`` is the reader's name and version (``times/1``); ``why`` is a sentence for people;
    ``confidence`` is a measured probability, None where none was measured.
    """

    span: Span
    by: str
    why: str
    confidence: float | None = None


Mode = Literal["direct", "indirect", "mixed", "scare", "name"]
Attitude = Literal["says", "holds"]


class Quotation(Finding, frozen=True, kw_only=True):
    """Who says what. ``span`` runs from the first to the last character of ``content``."""

    id: str
    content: tuple[Span, ...]
    mode: Mode
    speaker: Span | None = None
    speaker_name: str | None = None
    cue: Span | None = None
    attitude: Attitude = "says"
    parent: str | None = None
    closed: bool = True


TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeModifier = Literal[
    "START",
    "MID",
    "END",
    "APPROX",
    "BEFORE",
    "AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
]


class Time(Finding, frozen=True, kw_only=True):
    """A TIMEX3: ``value`` as in TimeML, ``interval`` as EDTF where it has a place on a calendar.

    ``anchor`` is what a relative expression was resolved against: ``published`` or the span of
    another Time; None when the expression stands alone or could not be resolved.
    """

    type: TimeType
    value: str | None = None
    interval: str | None = None
    modifier: TimeModifier | None = None
    anchor: Span | Literal["published"] | None = None


Change = Literal["up", "down"]


class Quantity(Finding, frozen=True, kw_only=True):
    """A number with what it counts. An exact number has value = low = high."""

    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = None
    modifier: str | None = None
    change: Change | None = None


MentionType = Literal["person", "organisation", "place", "event", "group", "office", "work"]


class Mention(Finding, frozen=True, kw_only=True):
    """A name. ``referent`` is one id for one thing across the document."""

    type: MentionType
    referent: str
    metonym: bool = False


InstrumentKind = Literal[
    "resolution",
    "charter",
    "treaty",
    "agreement",
    "judgment",
    "opinion",
    "statute",
    "regulation",
    "document",
    "report",
    "statement",
    "other",
]
Resolution = Literal["exact", "inferred", "ambiguous", "unknown"]


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate for what a citation points at, by its issuer's own symbol; None if unknown."""

    id: str | None
    kind: InstrumentKind
    title: str | None = None
    url: str | None = None


class Citation(Finding, frozen=True, kw_only=True):
    """What a statement rests on: a specific instrument, with its candidates.

    ``antecedent`` is the span of the earlier citation that a short form points back to.
    """

    instruments: tuple[Instrument, ...]
    resolution: Resolution
    antecedent: Span | None = None


ClaimType = Literal["event", "quantity", "causal", "law", "record", "prediction", "promise", "value", "personal"]


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """The measured probabilities behind a claim, 0 to 1; None where none was measured."""

    checkable: float | None = None
    specific: float | None = None
    quantity: float | None = None
    scope: float | None = None
    subjective: float | None = None


class Claim(Finding, frozen=True, kw_only=True):
    """A clause that asserts something; ``asserted_by`` is ``author`` or the id of a quotation.

    ``priority`` orders claims for checking. It is no score of credibility.
    """

    id: str
    types: tuple[ClaimType, ...]
    checkable: bool
    asserted_by: str = "author"
    profile: Profile = Profile()
    priority: float | None = None


Relation = Literal["likens", "distinguishes", "precedent", "unique", "double_standard"]


class Comparison(Finding, frozen=True, kw_only=True):
    """How two cases are compared. ``span`` runs from the first to the last of its parts."""

    source_case: Span
    target_case: Span | None = None
    relation: Relation
    grounds: tuple[Span, ...] = ()
    cue: Span | None = None
    asserted_by: str = "author"


WordingLabel = Literal["contested-name", "loaded", "distancing", "absolute", "generalisation"]


class Form(msgspec.Struct, frozen=True):
    """An attested other name for the same thing, with who uses it and where that is attested."""

    form: str
    used_by: str
    source: str


class Wording(Finding, frozen=True, kw_only=True):
    """Words that carry a position; ``others`` lists attested forms in alphabetical order."""

    label: WordingLabel
    others: tuple[Form, ...] = ()


class Remark(Finding, frozen=True, kw_only=True):
    """The open kind, for plug-ins: a label, and a value where there is one."""

    label: str
    value: str | int | float | bool | None = None


AnyFinding = Quotation | Time | Quantity | Mention | Citation | Claim | Comparison | Wording | Remark
KINDS: tuple[type[Finding], ...] = (
    Quotation,
    Time,
    Quantity,
    Mention,
    Citation,
    Claim,
    Comparison,
    Wording,
    Remark,
)
F = TypeVar("F", bound=Finding)


def kind_of(finding: Finding | type[Finding]) -> str:
    """Return the name that the contract gives to a kind of finding (``quotation``, ``time`` …)."""
    return (finding if isinstance(finding, type) else type(finding)).__name__.lower()


class Failure(msgspec.Struct, frozen=True):
    """A reader that stopped or left something out, and why."""

    reader: str
    error: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the readers found in a document, in text order, and which of them stopped.

    ``readers`` names those that ran, so that “ran and found nothing” is told from “was not asked”.
    ``sentences`` are spans outside the omissions, for readers that work sentence by sentence.
    """

    document: Document
    findings: tuple[AnyFinding, ...] = ()
    failures: tuple[Failure, ...] = ()
    readers: tuple[str, ...] = ()
    sentences: tuple[Span, ...] = ()

    def __iter__(self) -> Iterator[AnyFinding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        return f"Reading({self.document!r}, {len(self.findings)} findings, {len(self.failures)} failures)"

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """Return the findings of one kind, in text order."""
        return tuple(finding for finding in self.findings if isinstance(finding, kind))


Reader = Callable[[Document, Reading], Iterable[Finding | Failure]]
"""A reader: it gets the document and what the readers before it found, and yields findings.

It yields a Failure for what it left out on purpose, and goes on.
"""


class Reference(msgspec.Struct, frozen=True):
    """Another document of the archive, as far as a dossier needs to name it."""

    id: str
    name: str | None = None
    published: str | None = None


class Edit(msgspec.Struct, frozen=True):
    """One difference between two passages: what was done, the words here, and the words there."""

    op: Literal["swapped", "cut", "inserted", "moved", "number", "negation", "name"]
    here: str
    there: str


class Reuse(msgspec.Struct, frozen=True, kw_only=True):
    """The same words in another document; ``earlier`` says whether they stood there first."""

    span: Span
    document: Reference
    other_span: Span
    relation: Literal["verbatim", "altered", "formula", "paraphrase"]
    bits: float
    edits: tuple[Edit, ...] = ()
    earlier: bool | None = None


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A published fact-check; the rating stands as its publisher wrote it."""

    publisher: str | None
    url: str | None
    rating: str | None
    published: str | None
    claim: str
    claimant: str | None = None


class FactCheck(msgspec.Struct, frozen=True, kw_only=True):
    """A published fact-check that matches a claim of the reading."""

    claim: str
    review: Review
    tier: Literal["close", "possible"]
    score: float
    why: str


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two passages that fill the same slot with values that cannot both hold."""

    span: Span
    document: Reference
    other_span: Span
    slot: Literal["number", "date", "name"]
    why: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive holds about a statement; empty without one."""

    reuse: tuple[Reuse, ...] = ()
    factchecks: tuple[FactCheck, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
