"""In which order are the rules put to work, and what do they add up to?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.model import Citation, Document, Finding, Reading, Span, Time
from onrecord.readers.times import absolute, calendar, clock, figures, periods, relative, seasons, stretches
from onrecord.readers.times.extend import extended, joined, narrated, share_year
from onrecord.readers.times.grammar import Match, again, find, grammar
from onrecord.readers.times.scene import Draft, Scene

BY = "times/1"
Rule = Callable[[Scene, Match], "Draft | list[Draft] | None"]
_HANDLERS: dict[str, Rule] = {
    "iso": figures.iso,
    "compact": figures.compact,
    "slash": figures.slash,
    "month-year": figures.month_year,
    "numeric": figures.numeric,
    "span": figures.span,
    "day": absolute.day,
    "days": absolute.days,
    "day-of": absolute.day_of,
    "month": absolute.month,
    "week-of-year": periods.week_of_year,
    "year": absolute.year,
    "fiscal": periods.fiscal,
    "era": periods.era,
    "decade": periods.decade,
    "nineties": periods.nineties,
    "century": periods.century,
    "centuries": periods.centuries,
    "feast": periods.feast,
    "event": periods.event,
    "quarter": seasons.quarter,
    "season": seasons.season,
    "dayword": relative.dayword,
    "tonight": clock.tonight,
    "weekday": relative.weekday,
    "weekdays": relative.weekdays,
    "daypart": clock.daypart,
    "part-of-part": clock.part_of_part,
    "clock": clock.clock,
    "at-hour": clock.clock,
    "day-beside": relative.day_beside,
    "period-of": seasons.period_of,
    "pointed": relative.pointed,
    "the-unit": relative.the_unit,
    "year-end": seasons.year_end,
    "moment": relative.moment,
    "stretch": stretches.stretch,
    "ago": stretches.ago,
    "duration": stretches.duration,
    "bare": stretches.bare,
    "long": stretches.long,
    "each": stretches.each,
    "rate": stretches.rate,
    "adverb": stretches.adverb,
    "now": stretches.now,
    "past": stretches.past,
    "vague-span": stretches.vague_span,
}


def read_times(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield every Time of a document, in text order; ``read`` of the package says the rest."""
    shaped = grammar().lexer.read(document.body)
    scene = Scene(shaped, calendar.point(document.published.value if document.published else None))
    cited = [finding.span for finding in reading.of(Citation)]
    for draft in drafts(scene, cited):
        interval = draft.interval if draft.fixed else calendar.interval(draft.value)
        yield Time(
            span=shaped.span(draft.first, draft.last),
            by=BY,
            why=draft.why,
            type=draft.type,
            value=draft.value,
            interval=interval,
            modifier=draft.modifier,
            anchor=draft.anchor,
        )


def drafts(scene: Scene, cited: list[Span]) -> Iterator[Draft]:
    """Yield the Times of a scene in order, each resolved by what stands before it."""
    waiting: Draft | None = None
    matches = list(find(scene.shaped))
    citations = _Cited(cited)
    at = 0
    for place, match in enumerate(matches):
        if match.first < at:
            match = _rest(scene, match, at)  # type: ignore[assignment]
        if match is None or citations.hide(scene, match):
            continue
        found = _HANDLERS[match.rule](scene, match)
        if found is None:
            continue
        if found == []:
            at = match.last
        for draft in found if isinstance(found, list) else [found]:
            following = _after(matches, place, draft.last)
            share_year(scene, draft, match, following, waiting)
            narrated(scene, draft)
            start = draft.first
            extended(scene, draft)
            if draft.first < at:
                draft.first = start
            at = draft.last
            if waiting is not None:
                both = joined(scene, waiting, draft)
                if both is not None:
                    waiting = both
                    continue
                yield waiting
            waiting = draft
            _remember(scene, draft)
    if waiting is not None:
        yield waiting


def _rest(scene: Scene, match: Match, at: int) -> Match | None:
    """Return what the rule of a match that begins too early finds from a token on: for dates only."""
    if match.last <= at or match.rule not in ("day", "month", "year"):
        return None
    return again(scene.shaped, match, at)


def _remember(scene: Scene, draft: Draft) -> None:
    if draft.value and draft.type in ("DATE", "TIME"):
        scene.before.append((scene.shaped.span(draft.first, draft.last), draft.value))


def _after(matches: list[Match], place: int, last: int) -> Match | None:
    """Return the first match that begins at or after a token, the longest there."""
    for match in matches[place + 1 : place + 12]:
        if match.first >= last:
            return match
    return None


class _Cited:
    """The spans of the citations, asked in text order."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def hide(self, scene: Scene, match: Match) -> bool:
        """Tell whether a match lies in a citation and is no whole date."""
        span = scene.shaped.span(match.first, match.last)
        while self._at < len(self._spans) and self._spans[self._at].end <= span.start:
            self._at += 1
        if self._at == len(self._spans) or not self._spans[self._at].overlaps(span):
            return False
        return match.rule not in ("iso", "numeric", "day", "days") or not (
            match.has("y") or match.rule in ("iso", "numeric")
        )
