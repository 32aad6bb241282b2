"""Which rows of tagged tokens are time expressions? The patterns, by name."""

# A pattern is easier to read on one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from onrecord.lexicons import rows
from onrecord.readers import numerals
from onrecord.readers.shapes import Lexer, Shaped, Word

TABLES = (
    "time_words",
    "ordinals",
    "tense_words",
    "quantity_modifiers",
    "age_words",
    "numbers",
    "feasts",
    "dated_events",
)
"""The tables of this reader, the weightier first: a form that stands in two is what the first says."""

_FRAGMENTS = {
    **numerals.FRAGMENTS,
    "month": r"{month} | {month-short} {dot}?",
    "weekday": r"{weekday} | {weekday-short} {dot}?",
    "nth": r"{nth|ordinal|second} | {tens} {hyphen}? {ordinal|second}",
    "day": r"{dd} | {{nth}}",
    "spelled-year": r"""(?: {teens} {hyphen}? (?: {tens} (?: {hyphen}? {ones} )? | {teens} | {hundred} (?: {and}? {{below-100}} )? )
        | {tens} {hyphen}? (?: {tens} (?: {hyphen}? {ones} )? | {teens} )
        | {ones} {scale} (?: {and}? {{below-100}} )? )""",
    "year": r"{yyyy|yy} | {{spelled-year}}",
    "any-unit": r"{unit|units|second|quarter|millennium}",
    "count": r"""(?: {a}? {few|several|some|couple|dozen|tens-of} {of}? | {{numeral}} {or|to|hyphen|dash} {{numeral}}
        | {{numeral}} (?: {and} {a}? {half|quarter} )? | {{numeral}} {fraction} | {fraction} | {half} {a} | {a} {half}
        | {a} {quarter} {of} {a} | {a|all|half} )""",
    "and-half": r"(?: {and} {a}? {half} | {and} {a} {quarter} )?",
    "or-so": r"(?: {or} {so} | {or} {ones} )?",
    "points": r"{this|last|past|previous|next|coming|following|same|present|current|latest|that}",
    "minutes": r"{tens} (?: {hyphen}? {ones} )? | {teens}",
    "clock": r"""(?: {clock} {ampm}? | {dd|ones|teens|dec|yyyy} {dot}? {ampm} | {ones|teens} {{minutes}} {ampm} | {dd|ones|teens} {oclock} {ampm}? | {noon}
        | (?P<past>{half|quarter|dd|ones|teens|tens} (?: {hyphen} {ones} )?) {units}? {past} (?P<hour>{dd|ones|teens}) {ampm|oclock}? ) {zone}?""",
}

RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<d>{iso})"),
    ("compact", r"(?P<d>{int}) (?! {percent|scale|unit|units|dollar|other} )"),
    (
        "slash",
        r"(?: (?P<w>{{weekday}}) {comma}? | (?<= {on|by|until} ) | (?<= {fraction} {comma|or|and} ) ) (?P<d>{fraction})",
    ),
    ("month-year", r"(?P<m>{dd}) {hyphen} (?P<y>{yyyy}) (?! {hyphen|slash} )"),
    ("numeric", r"(?: {{weekday}} {comma}? )? (?P<d>{numdate})"),
    ("span", r"(?P<d>{years})"),
    (
        "day",
        r"""(?: (?P<w>{{weekday}}) {comma}? {the}? )? (?: {the} (?={{nth}}) )? (?P<d>{{day}}) {of|hyphen|slash}? (?P<m>{{month}})
        (?: {comma|of|hyphen|slash|in}? (?P<y>{{year}}) | {of} (?P<y2>{dd}) (?! {unit|units|percent|scale|month} ) )?""",
    ),
    (
        "day",
        r"""(?: (?P<w>(?: {this|last|next} {coming|past|previous}? )? {{weekday}}) {comma}? | (?P<r>{last|next|this}) )? (?P<m>{{month}}) {the|slash|hyphen}? (?P<d>{{day}}) (?! {scale|percent} | {nth} )
        (?: {comma|of|in|slash|hyphen}? (?P<y>{{year}}) )?""",
    ),
    ("day", r"(?P<y>{yyyy}) {hyphen|slash} (?P<m>{month|month-short}) {hyphen|slash} (?P<d>{dd})"),
    (
        "day-of",
        r"(?: (?P<w>{{weekday}}) {comma}? {the}? | (?<= {on} ) {the} ) (?P<d>{{nth}}) (?! {month|month-short|unit|units|half|quarter|of|hyphen|other} )",
    ),
    (
        "days",
        r"(?P<d1>{{day}}) (?P<j>{and|or|to|hyphen|dash|comma}) (?P<d>{{day}}) {of}? (?P<m>{{month}}) (?: {comma}? (?P<y>{{year}}) )?",
    ),
    (
        "days",
        r"""(?P<m>{{month}}) (?P<d1>{{day}}) (?P<j>{and|or|to|hyphen|dash}) (?P<d>{{day}}) (?! {scale|percent|colon|any-unit} | {{month}} )
        (?: {comma}? (?P<y>{{year}}) )?""",
    ),
    ("month", r"(?P<m>{{month}}) {hyphen|slash|comma|of}? (?P<y>{{year}})"),
    ("month", r"(?P<m>{{month}}) {of} (?P<y2>{dd}) (?! {unit|units|percent|scale|month|hyphen|slash|nth|other} )"),
    (
        "month",
        r"(?P<m>{{month}}) {of}? {the}? (?P<r>{this|last|next|past|previous|that|same|following} {same}?) (?P<u>{unit})",
    ),
    (
        "month",
        r"(?: {the}? (?P<r>{this|last|next|past|previous|coming|that|same|following} {same|past|previous|coming}?) )? (?P<m>{{month}})",
    ),
    ("month", r"(?P<y>{yyyy}) (?P<m>{month})"),
    ("week-of-year", r"(?P<u>{unit}) (?P<n>{dd}) (?: {of|in}? (?P<y>{yyyy}) | {of} (?P<r>{last|this|next}) {unit} )?"),
    ("year", r"(?: {the}? (?P<u>{unit}) )? (?P<y>{yyyy})"),
    ("year", r"(?: {the}? (?P<u>{unit}) )? (?P<y>{{spelled-year}})"),
    ("year", r"(?P<p>{in|by}) (?P<y>{yy})"),
    ("fiscal", r"{the}? (?: {fiscal} (?P<u>{unit})? | {fiscal-year} ) (?P<y>{yyyy|years})"),
    ("era", r"(?: (?P<b>{era}) (?P<y>{yyyy|dd|int}) | (?P<y2>{yyyy|dd|int}) (?P<a>{era}) )"),
    ("decade", r"(?P<t>{the})? (?: (?P<e>{early}) {hyphen}? )? (?P<d>{decade})"),
    ("nineties", r"{the} (?: (?P<e>{early}) {hyphen}? )? (?P<d>{nineties})"),
    (
        "century",
        r"(?: {the} | (?P<r>{this|last}) )? (?: (?P<e>{early}) {hyphen}? )? (?P<n>{{nth}}) {hyphen}? (?P<u>{unit|millennium}) (?P<a>{era})?",
    ),
    ("centuries", r"{the}? (?P<n1>{{nth}}) (?P<j>{and|or|to|hyphen|dash}) {the}? (?P<n>{{nth}}) (?P<u>{units|unit})"),
    (
        "quarter",
        r"""{the|a}? {fiscal}? {hyphen}? (?: (?P<y>{yyyy}) | (?P<r>{this|last|next}) {unit} {possessive} | (?P<ya>{year-ago}) )? {fiscal}?
        (?P<n>{ordinal|second}) {hyphen}? {fiscal}? {quarter} (?: {of|in}? {fiscal}? {the}? (?: (?P<y2>{{year}}) | (?P<r2>{this|last|next}) {unit} ) )?""",
    ),
    ("quarter", r"(?P<n>{quarter-number}) {hyphen|of|slash|comma}? (?P<y>{yyyy|yy})?"),
    ("quarter", r"{the|a}? (?P<ya>{year-ago}) (?: {quarter} | (?P<per>{moment}) )"),
    ("quarter", r"(?P<ya>{year-ago})"),
    ("period-of", r"{the}? (?P<y>{yyyy}) (?P<per>{moment|quarter})"),
    ("period-of", r"{the} (?P<r>{latest}) (?P<per>{moment})"),
    ("season", r"(?: {the} (?: {early} )? )? (?P<s>{season}) {of|comma}? (?P<y>{{year}})"),
    ("season", r"(?P<s>{season}) {of}? (?P<r>{this|last|next}) (?P<u>{unit})"),
    (
        "season",
        r"(?P<r>{this|last|next|past|previous|that|the} {past|previous|coming|same|following|early}?) (?P<s>{season})",
    ),
    ("dayword", r"(?P<d>{dayword}) (?P<p>{daypart} | {ampm} )?"),
    ("day-beside", r"(?P<d>{day-beside}) (?= {dot|stop|gap|comma} | \Z )"),
    ("tonight", r"(?P<p>{tonight|overnight})"),
    (
        "weekday",
        r"(?: {the}? (?P<r>{this|last|next|past|previous|coming|following|same|that} {past|previous|coming|same}?) )? (?P<w>{weekday}) (?P<p>{daypart|noon})?",
    ),
    ("weekday", r"(?P<w>{weekday-short}) (?= {at} {dd|clock} )"),
    ("weekdays", r"(?: (?P<w>{weekdays}) | (?P<w2>{weekday}) (?P<p>{dayparts}) )"),
    ("daypart", r"(?P<r>{this|that|last|the} {next|following|same|past|previous}?) (?P<p>{daypart})"),
    ("part-of-part", r"(?P<e>{early}) {hyphen}? (?P<p>{daypart})"),
    ("clock", r"{in} {the} (?P<p>{daypart}) {at} (?P<c>{{clock}}|{dd|ones|teens})"),
    (
        "at-hour",
        r"""(?<= {weekday|weekday-short|weekdays|dayword|daypart|tonight|nth} {at|modifier} ) (?P<c>{dec|dd|ones|teens} (?: {hyphen}? {{minutes}} )? )
        (?! {other|percent|scale|dollar|unit|units|nth|slash|hyphen|fraction|month|hundred|open|at|ampm|oclock|past} )""",
    ),
    ("at-hour", r"(?<= {weekdays} {at} ) (?P<c>{dec})"),
    ("at-hour", r"(?<= {at|by|until|modifier} ) (?P<c>{dd|ones|teens}) {in} {the} (?P<p>{daypart})"),
    ("at-hour", r"(?<= {nth|ordinal|second} ) (?P<c>{ones|teens} {{minutes}} ) {ampm}? (?= {dot|stop|gap|comma} )"),
    ("at-hour", r"(?P<c>{ones|teens} {hyphen} {{minutes}}) (?= {dayword|weekday} )"),
    ("clock", r"(?P<c>{{clock}}) (?: {in} {the} (?P<p>{daypart}) | {at} (?P<p2>{daypart}) )?"),
    (
        "pointed",
        r"(?P<pre>{the|this|that} )? (?P<r>{{points}} {same|past|previous|coming|present|current}?) {fiscal|more}? (?P<u>{unit|quarter|millennium})",
    ),
    ("the-unit", r"{the} {fiscal}? (?P<u>{quarter|unit})"),
    (
        "stretch",
        r"""{the|this}? (?P<r>{last|past|previous|next|coming|following|recent|these|those|latest} | {this} {past}) (?: (?P<n>{{count}}) )? {more}? (?P<u>{units|unit|quarter})
        {{and-half}} (?P<so>{{or-so}})""",
    ),
    ("stretch", r"{the} (?P<f>{ordinal|first-of}) (?P<n>{{count}}) (?P<u>{units})"),
    (
        "ago",
        r"""(?: (?P<mod>{modifier|some}) )? (?P<n>{{count}})? {more}? (?P<u>{{any-unit}}) {{and-half}} (?P<so>{{or-so}})
        (?P<w>{ago|hence|earlier} | {before|following} (?= {comma|dot|stop|gap|close} ) )""",
    ),
    (
        "duration",
        r"""(?: {the}? (?P<mod>{modifier|some}) {the}? | {the} )? (?P<n>{{count}}) {more}? {hyphen}? {more}? (?P<u>{{any-unit}}) {{and-half}} (?P<so>{{or-so}})
        (?! {hyphen}? {old|age} | {hyphen} {long} )""",
    ),
    ("bare", r"(?P<a>{a})? (?P<u>{units}) (?! {hyphen}? {old|age} )"),
    ("long", r"(?P<u>{unit|units}) {hyphen} {long}"),
    (
        "each",
        r"(?: {the}? (?P<d>{{nth}}) {of} )? {each} (?: (?P<n>{{numeral}} | {other-one} | {ordinal}) )? (?P<u>{{any-unit}} | {weekday} | {month} | {season} | {daypart})",
    ),
    ("rate", r"{per} (?P<u>{unit|second|quarter})"),
    ("adverb", r"(?P<s>{adverb-set|adjective-set})"),
    ("now", r"(?P<s>{now|future|soon})"),
    ("past", r"{the} (?P<s>{past}) (?! {{count}}? {more}? {{any-unit}} | {weekday|season|daypart|other} )"),
    ("vague-span", r"(?P<s>{vague-span})"),
    ("moment", r"(?P<r>{that|the} {same}?) (?P<s>{moment})"),
    ("year-end", r"{the}? (?P<s>{year-end})"),
    ("feast", r"(?P<f>{feast}) (?: (?P<y>{yyyy}) (?P<we>{unit}) | (?P<we2>{unit}) (?P<y2>{yyyy})? )"),
    (
        "feast",
        r"(?: {the}? (?P<we>{unit}) {of} )? (?: (?P<r>{this|last|next|following}) )? (?P<f>{feast}) (?: {comma|of|in}? (?P<y>{yyyy}) | {of|in}? (?P<r2>{this|last|next}) {unit} )?",
    ),
    ("event", r"{the}? (?P<e>{edge|event-edge|eve}) {of} {the}? (?P<v>{event})"),
    ("event", r"(?<= {in|until|from|before|by|until|to|between} ) {the}? (?P<v>{event-day})"),
)
"""The names of the rules, each with its pattern; the longest match at a place wins, then the first."""

EXTENSIONS: tuple[tuple[str, str], ...] = (
    ("half", r"{the}? (?P<n>{ordinal|second|last|first-of}) {hyphen}? {half} {of|in} {the}? \Z"),
    ("nth-of", r"{the}? (?P<n>{{nth}} | {last}) (?P<u>{unit}) {of} \Z"),
    ("edge", r"{the}? (?P<e>{edge}) {of} {the}? \Z"),
    ("early", r"{the}? (?P<e>{early}) {hyphen|in}? \Z"),
    ("earlier", r"(?P<e>{earlier}) (?: {in|on} )? {the}? \Z"),
    ("season-of", r"{the}? (?: (?P<e>{early}) )? (?P<s>{season}) {of|in} \Z"),
    ("daypart-of", r"{the}? (?P<p>{daypart}) {of} \Z"),
    (
        "week-of",
        r"(?: {the} (?P<u>{unit}) {of} | {the} (?P<u2>{unit}) (?P<b>{edge|week-of}) {on}? {the}? | (?P<b2>{week-of}) ) \Z",
    ),
    ("about", r"(?P<mod>{modifier|some}) \Z"),
)
"""What may stand before an expression and belongs to it, by name."""


_CORE = (
    "month|month-short|weekday|weekday-short|weekdays|yyyy|yy|iso|numdate|years|clock|decade|nineties|nth|dayword|tonight"
    "|overnight|unit|units|second|quarter|quarter-number|millennium|season|daypart|dayparts|noon|ampm|oclock|adverb-set|adjective-set|now|soon"
    "|future|past|previous|int|fraction|day-beside|vague-span|moment|year-end|year-ago|feast|event|event-day|era|fiscal-year|teens|tens|ones|ordinal"
)
"""Every expression holds one of these; a stretch of known words without one is not looked at."""
_BEYOND = 3
"""How many tokens behind such a stretch a pattern may look at."""


class Match(NamedTuple):
    """A rule that holds for the tokens ``first`` to ``last`` (excluded), with its groups."""

    rule: str
    first: int
    last: int
    groups: dict[str, tuple[int, int]]
    order: int = 0

    def has(self, name: str) -> bool:
        """Tell whether a group took part."""
        return name in self.groups


class Grammar(NamedTuple):
    """The lexer, the rules and the extensions compiled for it, and the stretches worth a look.

    Each rule comes with the tags of which every match of it holds at least one.
    """

    lexer: Lexer
    rules: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    extensions: tuple[tuple[str, re.Pattern[str]], ...]
    islands: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """Return the compiled grammar of English time expressions."""
    lexer = Lexer(row for table in TABLES for row in rows(table, Word))
    core = frozenset(lexer.codes[name] for name in _CORE.split("|") if name in lexer.codes)
    compiled = ((name, lexer.compile(pattern, _FRAGMENTS)) for name, pattern in RULES)
    rules = tuple((name, pattern, core.intersection(pattern.pattern)) for name, pattern in compiled)
    extensions = tuple((name, lexer.compile(pattern, _FRAGMENTS)) for name, pattern in EXTENSIONS)
    return Grammar(lexer, rules, extensions, lexer.compile("{^other}+"))


def find(shaped: Shaped) -> Iterator[Match]:
    """Yield every match of every rule, in order of place, the longest first; they may overlap."""
    found: list[tuple[int, int, int, Match]] = []
    known, codes = grammar(), shaped.codes
    for island in known.islands.finditer(codes):
        begin, end = island.span()
        held = set(codes[begin:end])
        for order, (name, pattern, core) in enumerate(known.rules):
            if core.isdisjoint(held):
                continue
            for match in pattern.finditer(codes, begin, min(end + _BEYOND, len(codes))):
                if match.start() < end:
                    found.append((match.start(), -match.end(), order, _made(name, order, match)))
    found.sort(key=lambda item: item[:3])
    for item in found:
        yield item[3]


def again(shaped: Shaped, match: Match, at: int) -> Match | None:
    """Return what the rule of a match finds when it begins at a given token, None when nothing."""
    found = grammar().rules[match.order][1].match(shaped.codes, at)
    return _made(match.rule, match.order, found) if found else None


def _made(name: str, order: int, match: re.Match[str]) -> Match:
    groups = {key: match.span(key) for key, text in match.groupdict().items() if text}
    return Match(name, match.start(), match.end(), groups, order)
