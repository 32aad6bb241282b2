"""Which cases does the statement compare, how, and on what grounds?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.model import Comparison, Document, Finding, Reading, Relation, Span
from onrecord.readers.comparisons.asserted import denial, rejected, supposed
from onrecord.readers.comparisons.cases import Cases, with_role
from onrecord.readers.comparisons.cues import Completed, Cue, CueRow, found
from onrecord.readers.comparisons.grounds import grounds
from onrecord.readers.comparisons.pairs import pair
from onrecord.readers.comparisons.places import Pair, Place
from onrecord.readers.languages import for_languages
from onrecord.readers.split import words_of
from onrecord.readers.voices import Voices
from onrecord.text import fold, lower

__all__ = ["BY", "CueRow", "read"]

BY = "comparisons/1"
_LONGEST = 2_000
_LOOK_BACK = 4
_MOST = 24
_ASIDE = ("aside", "list", "parallel")
_ASSERTED = ("aside", "list", "parallel", "echo")
_OUTSIDE = ("distinguishes", "unique")
# A condition is how a rule is carried over ("if it could happen there …"), so precedents stay.
_SUPPOSED = ("likens", "unique")
_KEPT = ("adjacent", "aside", "both", "list", "parallel", "across")
_DENIED: dict[Relation, Relation] = {"likens": "distinguishes", "precedent": "distinguishes", "distinguishes": "likens"}
_SAYS: dict[Relation, str] = {
    "likens": "likens",
    "distinguishes": "tells apart",
    "precedent": "takes as a rule",
    "unique": "says is like no other",
    "double_standard": "says are treated differently though alike",
}


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield the comparisons of a document: a cue with two cases (one for *unique*) in a sentence."""
    body = document.body
    words = words_of(body)
    starts = [sentence.start for sentence in reading.sentences]
    voices = Voices(document, reading)
    cases: Cases | None = None
    completed: Completed | None = None
    taken: set[Span] = set()
    seen: dict[int, int] = {}
    title = document.title.span if document.title and document.title.span else Span(0, 0)
    for head, rows in found(body, words):
        at = bisect_right(starts, head.start) - 1
        if at < 0 or head.end > reading.sentences[at].end or title.holds(head):
            continue
        sentence = reading.sentences[at]
        seen[at] = seen.get(at, 0) + 1
        if sentence.end - sentence.start > _LONGEST or seen[at] > _MOST:
            continue
        cases = cases or Cases(document, reading, words)
        completed = completed or Completed(words)
        place = Place(sentence, _earlier(reading.sentences, at), cases, body)
        chosen = _chosen(rows, head, place, completed)
        if chosen is None or chosen[1].measure in taken:
            continue
        cue, compared = chosen
        taken |= {compared.measure, *([compared.other] if cue.row.order in _ASIDE and compared.other else [])}
        following = reading.sentences[at + 1] if at + 1 < len(reading.sentences) else None
        voice = voices.at(head)
        made = _comparison(document, chosen, (place, following), completed, voice.id if voice else "author")
        if made:
            yield made


def _earlier(sentences: tuple[Span, ...], at: int) -> tuple[Span, ...]:
    return tuple(s for s in sentences[max(0, at - _LOOK_BACK) : at] if s.end - s.start <= _LONGEST)


def _chosen(rows: list[CueRow], head: Span, place: Place, completed: Completed) -> tuple[Cue, Pair] | None:
    """Return the first row of a form that finds its tail and its cases; rows with a tail come first."""
    question = place.body[place.sentence.start : place.sentence.end].rstrip(' \n”"’').endswith("?")
    for row in sorted(rows, key=lambda row: not row.tail):
        cue = completed.cue(row, head, place.sentence, question=question)
        compared = pair(cue, place) if cue else None
        if cue and compared:
            return cue, compared
    return None


def _comparison(
    document: Document, chosen: tuple[Cue, Pair], where: tuple[Place, Span | None], completed: Completed, voice: str
) -> Comparison | None:
    """Make the finding; None for what is only supposed, and for a uniqueness or a double standard that is denied."""
    (found_cue, compared), (place, following) = chosen, where
    row, body, sentence = found_cue.row, document.body, place.sentence
    if row.relation in _SUPPOSED and row.order != "across" and supposed(body, sentence, found_cue.span):
        return None
    relation, cue = row.relation, completed.with_adverbs(found_cue.span, sentence)
    near = denial(body, sentence, found_cue.span)
    far = None if near else rejected(body, sentence, found_cue.span)
    none = near is not None and (lower(fold(document[near])),) in with_role("none")
    kept = row.order in ("across", "ahead") or (none and bool(row.tail))
    if (near or far) and relation not in _DENIED and not kept:
        return None
    flipped = bool(near or far) and row.order not in _ASSERTED and not _across_apart(row) and relation in _DENIED
    if flipped:
        relation = _DENIED[relation]
        cue = Span(min(near.start, cue.start), cue.end) if near else cue
    source, target = compared.measure, compared.other
    swap = row.relation in ("distinguishes", "double_standard") and row.order not in _KEPT
    if target is not None and swap and target.start < source.start:
        source, target = target, source
    parts = [span for span in (source, target, cue) if span]
    reasons = compared.grounds or grounds(body, sentence, parts, following if relation in _OUTSIDE else None)
    parts.extend(reasons)
    words = f"“{document[cue]}” {_SAYS[relation]}: “{document[source]}”"
    if target:
        words += f" and “{document[target]}”"
    return Comparison(
        span=Span(min(p.start for p in parts), max(p.end for p in parts)),
        by=BY,
        why=words + ("; the words deny the likeness" if flipped and relation == "distinguishes" else ""),
        source_case=source,
        target_case=target,
        relation=relation,
        grounds=reasons,
        cue=cue,
        asserted_by=voice,
    )


def _across_apart(row: CueRow) -> bool:
    return row.order == "across" and row.relation != "likens"
