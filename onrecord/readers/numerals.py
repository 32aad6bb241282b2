"""What number do these digits and words spell?"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.readers.shapes import Lexer, Shaped

FRAGMENTS: Mapping[str, str] = {
    "below-100": r"{tens} (?: {hyphen}? {ones} )? | {teens} | {ones}",
    "below-1000": r"(?: {ones|a|teens} {hyphen}? {hundred} (?: {and}? {{below-100}} )? | {{below-100}} )",
    "digits": r"{dd|yyyy|int|dec|spaced}",
    "spelled": r"(?: {{below-1000}} (?: {hyphen}? {scale} (?: {comma}? {and}? {{below-1000}} )? ){0,3} | {a} {scale} )",
    "numeral": r"(?: {{digits}} (?: {hyphen}? {hundred|scale} ){0,2} | {{spelled}} )",
}
"""Patterns of numbers over tags, for ``Lexer.compile``."""


def number(shaped: Shaped, lexer: Lexer, first: int, last: int) -> int | float | None:
    """Return the number that the tokens ``first`` to ``last`` (excluded) spell.

    None when they spell none, or one beyond what 64 bits hold.
    """
    total: float = 0
    part: float = 0
    for at in range(first, last):
        code = shaped.codes[at]
        if code in _codes(lexer, "hyphen", "and", "comma"):
            continue
        if code in _codes(lexer, "a"):
            part = 1
        elif code in _codes(lexer, "hundred"):
            part = (part or 1) * 100
        elif code in _codes(lexer, "scale"):
            total += (part or 1) * float(shaped.value(at))
            part = 0
        elif code in _codes(lexer, "ones", "teens", "tens", "zero", "dozen"):
            part += float(shaped.value(at))
        else:
            written = digits(shaped.word(at))
            if written is None:
                return None
            part += written
    return tidy(total + part)


def _codes(lexer: Lexer, *names: str) -> str:
    return "".join(lexer.codes.get(name, "") for name in names)


def digits(word: str) -> int | float | None:
    """Return the number that digits with separators spell: 250,000; 250.000; 3.5; 2,5; 1.234.567,8.

    One separator before exactly three digits parts thousands, unless a zero stands before it; of
    two kinds the later one is the decimal mark. None for anything else (1.2.3; 24.03.1999).
    """
    word = "".join(word.split())
    commas, dots = word.count(","), word.count(".")
    if not commas and not dots:
        return int(word) if word.isdecimal() and len(word) <= 18 else None
    if commas and dots:
        group, point = (",", ".") if word.rfind(".") > word.rfind(",") else (".", ",")
        if word.count(point) > 1:
            return None
    elif commas + dots > 1:
        group, point = ("," if commas else "."), ""
    else:
        mark = "," if commas else "."
        whole, _, rest = word.partition(mark)
        thousands = len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0")
        group, point = (mark, "") if thousands and (commas or len(whole) > 1) else ("", mark)
    whole, _, rest = word.partition(point) if point else (word, "", "")
    groups = whole.split(group) if group else [whole]
    if any(len(piece) not in (2, 3) for piece in groups[1:-1]) or (len(groups) > 1 and len(groups[-1]) != 3):
        return None
    if not "".join(groups).isdecimal() or (point and not rest.isdecimal()):
        return None
    return tidy(float(f"{''.join(groups)}.{rest or 0}")) if rest else int("".join(groups))


def tidy(value: float) -> int | float | None:
    """Return a whole number as int, and None beyond 64 bits or where there is no number.

    A float is cut to its 15 sure digits: 4.1 billion is 4,100,000,000, whatever binary makes of it.
    """
    if value != value or abs(value) >= 2**63:
        return None
    if isinstance(value, int):
        return value
    rounded = round(float(f"{value:.15g}"), 9)
    return int(rounded) if rounded == int(rounded) else rounded
