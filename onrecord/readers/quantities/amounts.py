"""Which number do the tokens of a match spell, and in which scale?"""

from __future__ import annotations

from re import Match

from onrecord.readers import numerals
from onrecord.readers.quantities.draft import Draft, Number
from onrecord.readers.quantities.grammar import grammar
from onrecord.readers.quantities.nouns import tags
from onrecord.readers.shapes import Shaped


def number(shaped: Shaped, match: Match[str], group: str) -> Number:
    """Return the number that a group spells, with “and a half” and 2 1/2."""
    first, last = match.span(group)
    lexer, codes = grammar().lexer, shaped.codes
    halves = [at for at in range(first, last) if codes[at] in tags("half", "fraction")]
    if halves:
        return _with_half(shaped, first, last, halves[0])
    if last > first and codes[last - 1] in tags("dozen"):
        return 12 * (numerals.number(shaped, lexer, first, last - 1) or 1)
    return numerals.number(shaped, lexer, first, last)


def _with_half(shaped: Shaped, first: int, last: int, half: int) -> Number:
    """Half a million; one and a half million; a million and a half; 2 1/2."""
    lexer, codes = grammar().lexer, shaped.codes
    part = share(shaped.word(half)) or 0.0 if codes[half] in tags("fraction") else 0.5
    behind = [float(shaped.value(at)) for at in range(half + 1, last) if codes[at] in tags("hundred", "scale", "dozen")]
    scale = behind[0] if behind else 1.0
    if half == first:
        return numerals.tidy(part * scale)
    end = next((at for at in range(first, half) if codes[at] in tags("and") and codes[at + 1] in tags("a")), half)
    base = numerals.number(shaped, lexer, first, end)
    if not behind and codes[end - 1] in tags("hundred", "scale"):
        part *= float(shaped.value(end - 1))
    return None if base is None else numerals.tidy((base + part) * scale)


def share(word: str) -> float | None:
    """Return the number that a fraction in figures spells (1/4, 1⁄4), None when it spells none."""
    above, _, below = word.replace("\u2044", "/").partition("/")
    return int(above) / int(below) if below and int(below) else None


def exact(first: int, last: int, value: Number) -> Draft:
    """Return the draft of a plain number at the tokens ``first`` to ``last`` (excluded)."""
    return Draft(first, last, last, value, value, value, "a number")


def moved(shaped: Shaped, before: int) -> bool:
    """Tell whether a word of change stands shortly before a token."""
    return any(shaped.codes[at] in tags("up", "down", "multiple") for at in range(max(0, before - 3), before + 1))


def shared_scale(shaped: Shaped, match: Match[str], low: float, high: float) -> float:
    """Give the first number the scale of the second: 5 to 10 million, €5 to €7m."""
    letters = match.groupdict()
    if letters.get("l2") and not letters.get("l") and low < 1000:
        return scaled(shaped, match, "l2", low) or low
    scales = tags("scale")
    own = any(shaped.codes[at] in scales for at in range(*match.span("n")))
    last = match.end("n2") - 1
    if own or shaped.codes[last] not in scales or low >= 1000:
        return low
    return numerals.tidy(low * float(shaped.value(last))) or low


def scaled(shaped: Shaped, match: Match[str], letter: str, amount: float) -> Number:
    """Multiply a sum of money by the letter after it, if it has one."""
    at = match.start(letter)
    if at < 0 or not joined(shaped, at):
        return amount
    return numerals.tidy(amount * float(shaped.value(at)))


def joined(shaped: Shaped, at: int) -> bool:
    """Tell whether a letter stands at a sum of money, or one space after it on the same line ($250 m)."""
    return shaped.text[shaped.ends[at - 1] : shaped.starts[at]] in ("", " ", "\u00a0", "\u202f")
