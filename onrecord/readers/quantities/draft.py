"""What is a quantity while it is made?"""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model import Change

Number = int | float | None


class Draft(msgspec.Struct):
    """A Quantity in the making: its tokens (``bare`` is where the number itself ends) and its fields."""

    first: int
    last: int
    bare: int
    value: Number
    low: Number
    high: Number
    why: str
    kind: Literal["number", "share", "open"] = "number"
    unit: str | None = None
    modifier: str | None = None
    change: Change | None = None
