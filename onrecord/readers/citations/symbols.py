"""Symbols: S/1999/648, ECLI, application numbers, treaty series and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Instrument, Span
from onrecord.readers.citations.draft import Draft, Scene, one
from onrecord.readers.citations.tables import Symbol, symbols

_SPACES = re.compile(r"\s+")


def find(scene: Scene) -> Iterator[Draft]:
    """Yield a draft for every symbol of the table."""
    text = scene.text
    for row, pattern in symbols():
        if not any(need in text for need in row.needs):
            continue
        for match in pattern.finditer(text):
            if "/" in row.needs and not any(c.isdigit() for c in match.group()):
                continue
            yield _draft(row, match)


def _draft(row: Symbol, match: re.Match[str]) -> Draft:
    whole = match.group()
    if row.kind == "document" and "/" in row.needs:
        whole = _SPACES.sub("", whole)
    groups = {name: _SPACES.sub(" ", value or "") for name, value in match.groupdict().items()}
    if row.name.startswith("ga-symbol"):
        groups = {name: value.replace(" ", "") for name, value in groups.items()}
    if "r" in groups and groups.get("a"):
        groups = {**groups, "b": groups["a"], "a": ""}
    identity = row.id.format(whole, **groups).strip()
    if not row.identified:
        title = _SPACES.sub(" ", identity)
        return one(
            Span(match.start(), match.end()),
            Instrument(id=None, kind=row.kind, title=title),
            f"“{match.group()}” is a text, but the passage is not given",
            "unknown",
        )
    return one(
        Span(match.start(), match.end()),
        Instrument(id=identity, kind=row.kind, url=row.url.format(whole, id=identity, **groups) if row.url else None),
        f"“{match.group()}” is the issuer's own symbol",
    )
