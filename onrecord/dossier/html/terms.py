"""How the page calls the values of closed lists, and how it writes numbers."""

from __future__ import annotations

import math

from onrecord.dossier.terms import fraction
from onrecord.model import Quantity

MODES = {
    "direct": "direct quotation",
    "indirect": "reported speech",
    "mixed": "report with quoted words",
    "scare": "scare quotes",
    "name": "name or word in marks",
}
MANY = {
    "direct": "direct quotations",
    "indirect": "passages of reported speech",
    "mixed": "reports with quoted words",
}
ONE = {"indirect": "passage of reported speech"}
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


def counted(mode: str, count: int) -> str:
    """Return so many quotations of one mode in words: ``1 direct quotation``, ``3 direct quotations``."""
    named = MODES.get(mode, mode)
    return f"{count} {ONE.get(mode, named) if count == 1 else MANY.get(mode, named)}"


def amount(quantity: Quantity, said: str) -> str:
    """Return what a quantity comes to in words: ``one third``, ``250,000 or more``; ``said`` is its text."""
    share = fraction(quantity.value, said) if quantity.low == quantity.high else ""
    return share or bounds(quantity)


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
