"""A citation in the making, and what the families need to know about the text as a whole."""

from __future__ import annotations

import re
from functools import cached_property

import msgspec

from onrecord.model import Instrument, InstrumentKind, Resolution, Span


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A citation before overlaps and short forms are settled.

    ``short`` marks a form that says something only with an antecedent of one of ``points``;
    ``named`` marks one that came out of the table of names and may be extended by its articles.
    """

    span: Span
    instruments: tuple[Instrument, ...]
    resolution: Resolution
    why: str
    antecedent: Span | None = None
    points: tuple[InstrumentKind, ...] = ()
    article: str | None = None
    named: bool = False

    @property
    def short(self) -> bool:
        """Tell whether this form says nothing without an antecedent."""
        return bool(self.points)


class Scene(msgspec.Struct, frozen=True, dict=True):
    """A text with what is known about it: the year in which it was published, bodies it names."""

    text: str
    year: int | None = None
    office: str = ""
    """The speaker's office and organisation, which may name a body that the text does not."""

    @cached_property
    def names_council(self) -> bool:
        """Tell whether the Security Council is named anywhere."""
        return bool(re.search(r"Security\s+Council|UNSC|S/RES/|SECURITY\s+COUNCIL", self.text))

    @cached_property
    def names_europe(self) -> bool:
        """Tell whether the European Union or the Council of Europe is named anywhere."""
        return bool(re.search(r"\bEU\b|European\s|Council\s+of\s+Europe", self.text))

    @cached_property
    def names_united_nations(self) -> bool:
        """Tell whether the United Nations are named anywhere."""
        return self.names_council or bool(
            re.search(r"\bUN\b|U\.N\.|United\s+Nations|General\s+Assembly", f"{self.office}\n{self.text}")
        )


def one(
    span: Span,
    instrument: Instrument,
    why: str,
    resolution: Resolution = "exact",
) -> Draft:
    """Return a draft with a single candidate."""
    return Draft(span=span, instruments=(instrument,), resolution=resolution, why=why)
