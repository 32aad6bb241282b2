"""How the page calls the values of closed lists, and how it writes numbers."""

from __future__ import annotations

import math

from onrecord.model import Quantity

MODES = {
    "direct": "direct quotation",
    "indirect": "reported speech",
    "mixed": "report with quoted words",
    "scare": "scare quotes",
    "name": "name or word in marks",
}
TIMES = {"DATE": "date", "TIME": "time of day", "DURATION": "duration", "SET": "repeated time"}
RESOLUTIONS = {
    "exact": "one instrument, all parts given",
    "inferred": "one instrument, a part filled in",
    "ambiguous": "several instruments fit",
    "unknown": "a specific instrument, not identified",
}
RELATIONS = {
    "likens": "is likened to",
    "distinguishes": "is set apart from",
    "precedent": "counts as a rule for",
    "unique": "is called like no other",
    "double_standard": "is said to be treated unlike",
}


def number(amount: float | None) -> str:
    """Return a number for people: ``250,000``, ``3.5``; what no page should hold in full, rounded."""
    if amount is None:
        return ""
    try:
        if isinstance(amount, int) and abs(amount) < 10**15:
            return f"{amount:,}"
        if math.isfinite(amount) and amount == int(amount) and abs(amount) < 10**15:
            return f"{int(amount):,}"
        return f"{amount:,.3g}" if abs(amount) < 1 else f"{amount:,.6g}"
    except OverflowError:
        return "a number of more than 300 digits"


def bounds(quantity: Quantity) -> str:
    """Return the value or the bounds of a quantity as words: ``250,000 or more``."""
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return number(low)
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"{number(low)} or more"
    return f"up to {number(high)}" if high is not None else number(quantity.value)
