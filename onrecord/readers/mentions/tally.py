"""What speaks for each type of one name: the points that its places in the text have given."""

from __future__ import annotations

from dataclasses import dataclass, field

Form = tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What speaks for each type of one name, in points; ``inside`` counts bare uses inside a sentence."""

    points: dict[str, int] = field(default_factory=dict)
    inside: int = 0
    plain: int = 0
    acts: int = 0
    shown: str = ""
    ending: bool = False
    headed: bool = False
    derived: bool = False
    collective: bool = False
    at: int = 0
    beside: list[str] = field(default_factory=list)
    prefixes: set[Form] = field(default_factory=set)

    def add(self, kind: str, points: int, shown: str) -> None:
        """Count points for a type; the first cue is kept to be shown."""
        self.points[kind] = self.points.get(kind, 0) + points
        self.shown = self.shown or shown

    def why(self) -> str:
        """Return what is told about a name decided by these points."""
        if self.shown:
            return f"“{self.shown}” beside this name in the text"
        return "a name of no table, by its letters" if self.ending else "a name of no table inside a sentence"

    def of(self, kind: str) -> int:
        """Return the points for a type."""
        return self.points.get(kind, 0)
