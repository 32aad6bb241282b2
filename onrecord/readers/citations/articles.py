"""Articles and chapters: of what follows, of what stands before, or of what was cited last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Instrument, Span
from onrecord.readers.citations.draft import Draft, Scene

_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_HEAD = re.compile(
    rf"\b(?P<word>[Aa]rticles?|[Aa]rts?\.|ARTICLES?|[Cc]hapters?|CHAPTERS?|[Ss]ections?)\s+(?=\d|{_ROMAN}\b)"
)
_ITEM = re.compile(
    rf"(?P<n>\d{{1,3}}(?:\s?(?:bis|ter)\b|[a-z]\b)?(?!\d|,\d{{3}}|\.\d{{3}})|{_ROMAN}\b)(?:\.(?P<dot>\d{{1,2}})\b)?"
    r"(?P<sub>(?:\s?\(\s?\w{1,3}\s?\)){0,3})"
    r"(?:,?\s+(?:paragraphs?|paras?\.?)\s+(?P<par>\d{1,2})(?:\s?\((?P<let>[a-z])\))?(?:,(?=\s+of))?)?"
)
_NEXT = re.compile(
    rf"\s*(?:,\s*(?:and|or|as\s+well\s+as)?|and|or|&|as\s+well\s+as)\s*(?:(?:[Aa]rticles?|[Aa]rt\.|[Cc]hapters?|[Ss]ections?)\s+)?(?=\d|{_ROMAN}\b)"
)
_RANGE = re.compile(rf"\s*(?:to|through|[-–—])\s*(?=\d|{_ROMAN}\b)")
_OF = re.compile(r",?\s+(?:of|in|to|under)\s+(?:both\s+)?(?:the\s+|its\s+|their\s+|our\s+)?")
_FROM = re.compile(r"(?:['’]s?)?,?\s*\(?\s*$")
_DETERMINER = re.compile(r"(?:[a-zA-Z]+\s+(?=\S+\s*$|\w+))?")
_LONGEST = 20
_MOST = 60
_ENGLISH = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


class Part(NamedTuple):
    """One article of a list, or the articles of a range, at one place."""

    span: Span
    labels: tuple[str, ...]


def find(scene: Scene, drafts: Sequence[Draft]) -> tuple[list[Draft], set[Span]]:
    """Return drafts for articles, and the spans of instruments that they have taken into themselves.

    ``drafts`` are the instruments already found: “Article 51 of the UN Charter” becomes one
    citation. An article that stands alone is a short form.
    """
    text = scene.text
    starts = {_start(text, draft): draft for draft in drafts}
    ends = {draft.span.end: draft for draft in drafts}
    found: list[Draft] = []
    taken: set[Span] = set()
    done = 0
    for head in _HEAD.finditer(text):
        if head.start() < done:
            continue
        parts = list(_parts(text, head))
        if not parts:
            continue
        done = parts[-1].span.end
        before = _FROM.search(text, max(0, head.start() - 8), head.start())
        of = _OF.match(text, done)
        host = starts.get(of.end()) if of else None
        if host is not None:
            done = host.span.end
            parts[-1] = Part(Span(parts[-1].span.start, done), parts[-1].labels)
            taken.add(host.span)
        elif before and (owner := ends.get(before.start())) and owner.named:
            host = owner
            parts[0] = Part(Span(host.span.start, parts[0].span.end), parts[0].labels)
            taken.add(host.span)
        if host is None and head["word"][0] in "Ss":
            continue  # a section by itself is as often one of a report, or of a town
        for part in parts:
            for label in part.labels:
                found.append(_of(host, part.span, label) if host else _short(scene, part.span, label))
    return found, taken


def _start(text: str, draft: Draft) -> int:
    """Return where the name begins: after the determiner of a short form."""
    if not draft.short:
        return draft.span.start
    return draft.span.start + len(_DETERMINER.match(text, draft.span.start).group())  # type: ignore[union-attr]


def _parts(text: str, head: re.Match[str]) -> Iterator[Part]:
    at, start = head.end(), head.start()
    for _ in range(_MOST):
        item = _ITEM.match(text, at)
        if item is None:
            return
        end = item.end()
        labels: tuple[str, ...] = (_label(item),)
        through = _RANGE.match(text, end)
        last = _ITEM.match(text, through.end()) if through else None
        if last is not None:
            end, labels = last.end(), _range(item, last)
        yield Part(Span(start, end), labels)
        gap = _NEXT.match(text, end)
        if gap is None:
            return
        at = start = gap.end()


def _label(item: re.Match[str]) -> str:
    sub = re.sub(r"\s", "", item["sub"])
    if item["dot"]:
        sub = f"({item['dot']}){sub}"
    if item["par"]:
        sub += f"({item['par']})" + (f"({item['let']})" if item["let"] else "")
    return re.sub(r"\s", "", item["n"]) + sub


def _range(first: re.Match[str], last: re.Match[str]) -> tuple[str, ...]:
    """Return every article of a range of up to twenty, else its two ends."""
    low, high = first["n"], last["n"]
    if low.isdigit() and high.isdigit():
        if 0 < int(high) - int(low) <= _LONGEST:
            return tuple(str(n) for n in range(int(low), int(high) + 1))
    elif low.isalpha() and high.isalpha():
        a, b = _arabic(low), _arabic(high)
        if 0 < b - a <= _LONGEST:
            return tuple(_roman(n) for n in range(a, b + 1))
    return (_label(first), _label(last))


def _arabic(letters: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    numbers = [values.get(c, 0) for c in letters]
    return sum(-n if n < after else n for n, after in zip(numbers, [*numbers[1:], 0], strict=True))


def _roman(number: int) -> str:
    letters = ""
    for letter, value in sorted(_ENGLISH, key=lambda pair: -pair[1]):
        while number >= value:
            letters, number = letters + letter, number - value
    return letters


def _of(host: Draft, span: Span, label: str) -> Draft:
    return Draft(
        span=span,
        instruments=tuple(part_of(instrument, label) for instrument in host.instruments),
        resolution=host.resolution,
        why=f"part {label} of what it names: {host.why}",
        antecedent=host.antecedent,
        points=host.points,
        article=label,
    )


def part_of(instrument: Instrument, label: str) -> Instrument:
    """Return an article or chapter of an instrument."""
    return Instrument(
        id=f"{instrument.id}#{label}" if instrument.id else None,
        kind=instrument.kind,
        title=f"{instrument.title or instrument.id}, {label}",
        url=instrument.url,
    )


def _short(scene: Scene, span: Span, label: str) -> Draft:
    return Draft(
        span=span,
        instruments=(),
        resolution="unknown",
        why=f"part {label} of the instrument cited before",
        points=("charter", "treaty", "statute", "regulation", "agreement"),
        article=label,
    )
