"""Resolutions by number: which body adopted them, in which year or session?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.model import Span
from onrecord.readers.citations import numbering
from onrecord.readers.citations.dates import DATE
from onrecord.readers.citations.draft import Draft, Scene
from onrecord.readers.citations.tables import bodies

_HEAD = re.compile(
    r"\b(?P<council>UNSC[Rr](?:es)?s?|SCRs?|UNSC(?:\s+[Rr]es\.?)?|SC\s+[Rr]es\.?)(?=\s+(?:[Rr]esolutions?\s+)?(?:[Nn]os?\.?\s*)?\d)"
    r"(?:\s+[Rr]esolutions?)?"
    r"|\b(?P<assembly>UNGA(?:\s+[Rr]es\.?)?|GA\s+[Rr]es\.?)(?=\s+\d)"
    r"|\b(?:[Rr]esolutions?|RESOLUTIONS?|[Rr]es\.)(?![\w-])"
)
_NUMBER = re.compile(
    r"(?P<n>(?:ES-|S-)?\d{1,5}(?:/\d{1,4})?)(?![\d%])(?!,\d{3}|\.\d)"
    r"(?:\s?(?P<a>[A-Z])(?![\w.'’]))?"
    r"(?:\s*\(\s?(?P<p>\d{4}|(?:E?S-)?[IVXL]{1,7})\s?\))?"
    r"(?:\s?(?P<b>[A-Z](?:\s?[-–]\s?[A-Z])?)(?![\w.'’-]))?"
)
_PREFIX = re.compile(r"\s*(?:[Nn]umbers?|[Nn]os?\.|No\b|№|#)?\s*")
_WHEN = re.compile(
    rf"\s*,?\s+(?:(?:of|dated|from|adopted\s+on)\s+(?:the\s+)?(?P<of>{DATE})|in\s+(?P<in>\d{{4}})(?!\d))"
)
_SPACE = r"(?:[^\S\n]|\n(?!\s*\n))*"  # a list does not run on over a blank line
_NEXT = re.compile(
    rf"{_SPACE}(?:,{_SPACE}(?:(?:and|or|as\s+well\s+as)\b)?|;{_SPACE}(?:(?:and|or)\b)?|(?:and|or|as\s+well\s+as|to|through)\b|[&/–-])"
    rf"{_SPACE}(?:(?:in|of)\s+)?(?:[Nn]os?\.\s*)?(?=\d|ES-|S-\d)"
)
_PAIR = re.compile(r"(?<![\w/.-])(\d{1,4})\s?\((\d{4})\)")
_SESSION = re.compile(r"(?<![\w/.-])(?P<n>\d{1,4})(?:\s(?P<a>[A-Z]))?\s?\((?P<p>X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})\)")
_ADJECTIVE = (
    r"(?!(?:of|by|in|under|that|which|its|their|his|the|an?|to|and|or|on|from|for|with|at|as|concerning)\b)[a-z][a-z-]*"
)
_UN = r"(?:UN|U\.\s?N\.|United\s+Nations|UNITED\s+NATIONS)"
_OTHER = re.compile(
    r"\s+(?:of|by|from)\s+(?:the|our|its|their|his|her|your|a|an)\s+(?P<other>[^\W\d_][\w'’-]*(?:\s+[\w'’-]+){0,5})"
)
_MOST = 200


class Item(NamedTuple):
    """A number in a list of resolutions: its span without and with the date, and its parts."""

    span: Span
    end: int
    number: str
    suffix: str
    bracket: str | None
    when: str | None


class Issuer(NamedTuple):
    """The body that a resolution is ascribed to, and where its name begins or ends."""

    body: str
    start: int
    end: int


@cache
def _body_patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {row.form: row.body for row in bodies()}
    table.update({row.form.upper(): row.body for row in bodies() if row.body != "other"})
    names = "|".join(re.escape(form).replace("\\ ", r"\s+") for form in sorted(table, key=lambda form: -len(form)))
    before = re.compile(
        rf"(?<!\w)(?:(?:{_UN}(?:['’]s)?\s+)?(?P<body>{names})|(?P<un>{_UN}))(?:['’]s?)?(?:\s+{_ADJECTIVE}){{0,3}}\s+$"
    )
    after = re.compile(
        rf"\s*,?\s*(?:(?:which\s+was\s+)?(?:adopted|passed|approved|issued)\s+(?:unanimously\s+)?by|of|by)\s+(?:the\s+)?"
        rf"(?:(?:{_UN}\s+)?(?P<body>{names})|(?P<un>{_UN})|(?P<short>Council|Assembly))(?!\w)"
    )
    return before, after, table


def find(scene: Scene) -> Iterator[Draft]:
    """Yield a draft for every resolution that is cited by number."""
    text, done = scene.text, 0
    for head in _HEAD.finditer(text):
        if head.start() < done:
            continue
        start = _PREFIX.match(text, head.end())
        items = list(
            _items(text, start.end() if start else head.end(), plural=head.group().rstrip(".").endswith(("s", "S")))
        )
        if not items:
            continue
        done = items[-1].end
        yield from _drafts(scene, head, items)


def pairs(scene: Scene, taken: list[Span]) -> Iterator[Draft]:
    """Yield number and year where only the two stand, in a text that names the Security Council.

    Only pairs that agree with the table of years count; ``taken`` are the spans already read.
    """
    if not scene.names_council:
        return
    for match in _free(_PAIR, scene.text, taken):
        if int(match[2]) in numbering.council_years_of(int(match[1])):
            yield Draft(
                span=Span(match.start(), match.end()),
                instruments=(numbering.council(int(match[1]), int(match[2])),),
                resolution="exact",
                why="a number and a year that belong together in the Security Council's resolutions",
            )


def sessions(scene: Scene, taken: list[Span]) -> Iterator[Draft]:
    """Yield number and Roman session where only the two stand: “217 A (III)”."""
    if not scene.names_united_nations:
        return
    for match in _free(_SESSION, scene.text, taken):
        if match["p"] in numbering.sessions_of(int(match["n"])):
            yield Draft(
                span=Span(match.start(), match.end()),
                instruments=(numbering.assembly(f"A/RES/{match['n']}({match['p']}){match['a'] or ''}"),),
                resolution="exact",
                why="a number and a session that belong together in the General Assembly's resolutions",
            )


def _free(pattern: re.Pattern[str], text: str, taken: list[Span]) -> Iterator[re.Match[str]]:
    """Yield the matches that overlap none of the spans."""
    covered = sorted(taken)
    at = 0
    for match in pattern.finditer(text):
        while at < len(covered) and covered[at].end <= match.start():
            at += 1
        if at == len(covered) or covered[at].start >= match.end():
            yield match


def _items(text: str, at: int, *, plural: bool) -> Iterator[Item]:
    bracketed = closed = closing = False
    for count in range(_MOST):
        match = _NUMBER.match(text, at)
        if match is None:
            return
        if count and not match["p"] and "/" not in match["n"] and not (plural and (closing or not bracketed)):
            return
        bracketed = bracketed or bool(match["p"])
        when = _WHEN.match(text, match.end())
        end = when.end() if when else match.end()
        suffix = match["a"] or match["b"] or ""
        yield Item(
            Span(match.start(), match.end()),
            end,
            match["n"],
            suffix.replace(" ", ""),
            match["p"],
            (when["of"] or when["in"]) if when else None,
        )
        gap = _NEXT.match(text, end)
        if gap is None:
            return
        at = gap.end()
        # “242 (1967), 338 (1973) and 2334”: the first “and” closes the list, a second one does not.
        joins = any(c.isalpha() for c in gap.group())
        closing, closed = joins and not closed, closed or joins


def _issuer(scene: Scene, head: re.Match[str], last: Item) -> Issuer | None:
    """Find the body before the noun or after the list; the noun itself may name it."""
    text = scene.text
    before, after, table = _body_patterns()
    if head.lastgroup in ("council", "assembly"):
        return Issuer("sc" if head.lastgroup == "council" else "ga", head.start(), head.end())
    window = text[max(0, head.start() - 90) : head.start()]
    found = before.search(window)
    if found:
        body = _clean(found["body"], table) if found["body"] else "un"
        return Issuer(body, head.start() - len(window) + found.start(), head.start())
    for end in dict.fromkeys((last.end, last.span.end)):
        match = after.match(text, end)
        if match:
            if match["short"]:
                body = "sc" if match["short"] == "Council" else "ga"
                if not scene.names_united_nations and scene.names_europe:
                    return Issuer("other", head.start(), match.end())
            else:
                body = _clean(match["body"], table) if match["body"] else "un"
            return Issuer(body, head.start(), match.end())
    other = None if last.bracket else _OTHER.match(text, last.span.end)
    return Issuer("other", head.start(), other.end()) if other else None


def _clean(name: str, table: dict[str, str]) -> str:
    return table[re.sub(r"\s+", " ", name)]


def _drafts(scene: Scene, head: re.Match[str], items: list[Item]) -> Iterator[Draft]:
    issuer = _issuer(scene, head, items[-1])
    years: str | None = None
    brackets: list[str | None] = []
    for item in reversed(items):  # “425 and 426 (1978)”: the year stands once
        years = item.bracket or years
        brackets.append(years if not item.bracket and (years or "").isdigit() else item.bracket)
    body = issuer.body if issuer else None
    dated = any(item.bracket and item.number.isdigit() and _of_council(item) for item in items)
    for place, (item, bracket) in enumerate(zip(items, reversed(brackets), strict=True)):
        start = min(head.start(), issuer.start if issuer else head.start()) if place == 0 else item.span.start
        end = item.end
        if issuer and place == len(items) - 1:
            end = max(end, issuer.end)
        span = Span(start, end)
        instruments, resolution, why = numbering.decide(
            numbering.Parts(item.number, item.suffix, bracket, item.when, body or ("sc" if dated else None)),
            scene,
            scene.text[span.start : span.end],
        )
        if instruments:
            yield Draft(span=span, instruments=instruments, resolution=resolution, why=why)


def _of_council(item: Item) -> bool:
    """Tell whether number and year belong together in the Security Council's resolutions."""
    return (item.bracket or "").isdigit() and int(item.bracket or 0) in numbering.council_years_of(int(item.number))
