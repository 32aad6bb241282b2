"""Groups, powers and happenings that are described: “people of Norland”, “the expulsion of … in 1999”."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers.mentions.candidates import Candidate
from onrecord.readers.mentions.names import Names
from onrecord.readers.mentions.tables import GroupHead

_NEAR = 8
_GROUND = ("capital", "state", "territory", "region", "place", "town", "union")


class Described:
    """The grammar of described groups and happenings, on top of that of names."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.words = names.words
        self.lexicon = names.lexicon

    def after_adjective(self, i: int) -> Candidate | None:
        """“Ukrainian leaders”, “Turkish government”, “Kosovo Albanians”: an adjective and a head."""
        found = self.names.entry(i)
        words = self.words
        before = words.low[i - 1] if i else ""
        attributive = found is not None and (
            found[0].kind in ("adjective", "union")
            or (found[0].kind in ("state", "territory", "region") and before not in self.lexicon.before)
        )
        if found is None or not attributive or words.owns[found[1] - 1]:
            quoted = i > 0 and words.raw[i - 1] in '“"‘'
            if words.low[i] not in self.lexicon.parts["direction"] or not words.low[i].endswith("ern"):
                return None
            if not words.capital[i] and not quoted:
                return None
            entry_id, at = words.low[i].removesuffix("ern"), i + 1
        else:
            entry_id, at = found[0].id, found[1]
        for end in (at, at + 1, at + 2):
            if end > len(words) or (
                end > at and (not words.raw[end - 1][0].isalpha() or words.low[end - 1] in self.lexicon.leads)
            ):
                return None
            headed = self._head(end)
            if headed and not (
                found and found[0].kind == "union" and words.low[headed[0] - 1] in ("states", "countries", "nations")
            ):
                return self._group(i, headed, entry_id)
        return None

    def _group(self, i: int, headed: tuple[int, GroupHead], identity: str) -> Candidate:
        words, end, kind = self.words, headed[0], headed[1].type
        if kind == "group" and end + 1 < len(words) and words.low[end] in ("of", "in"):
            place = self.names.entry(end + 1)
            if place and place[0].kind in _GROUND and words.low[end] == "of":
                end = place[1]
            elif end - i == 2 and words.raw[end - 1] == "men" and words.low[end + 1].isalpha():
                end += 2
        return Candidate(
            i,
            end,
            kind,
            f"“{words.raw[i]}” and a noun for {'a group' if kind == 'group' else 'a body'}",
            f"{identity}-{words.low[end - 1]}",
        )

    def _head(self, at: int) -> tuple[int, GroupHead] | None:
        words = self.words
        if at >= len(words):
            return None
        for form, head in self.lexicon.group_heads.get(words.low[at], ()):
            if tuple(words.low[at : at + len(form)]) == form:
                return at + len(form), head
        return None

    def of_place(self, i: int) -> Candidate | None:
        """“People of Norland”, “regime in Kelva”."""
        words = self.words
        headed = self._head(i)
        if headed is None or not headed[1].of:
            return None
        end, kind, seat = headed[0], headed[1].type, headed[1].seat
        link = words.low[end] if end < len(words) else ""
        if link not in ("of", "in") or (link == "in" and not seat) or words.owns[end - 1]:
            return None
        at = end + 1
        if at < len(words) and words.low[at] == "the":
            at += 1
        place = self.names.entry(at) if at < len(words) else None
        if place is None or place[0].kind not in _GROUND or words.raw[i] == "States":
            return None
        return Candidate(i, place[1], kind, f"“{words.raw[i]}” of a place", f"{place[0].id}-{words.low[i]}")

    def happenings(self, found: list[Candidate]) -> Iterator[Candidate]:
        """Yield the happenings that name whom or what they befell and that their sentence dates."""
        words = self.words
        starts = {candidate.start: candidate for candidate in found}
        inside = {k for c in found for k in range(c.start, c.end)}
        for i, low in enumerate(words.low):
            if low not in self.lexicon.events or i in inside or words.capital[i]:
                continue
            end, named = self._befell(i, starts)
            start = i - 1 if i and words.low[i - 1] == "armed" else i
            if not named and start == i:
                continue
            if self._dated(i):
                end = self._year(end)
                yield Candidate(start, end, "event", f"“{words.raw[i]}” of something named, in a dated sentence")

    def _befell(self, i: int, starts: dict[int, Candidate]) -> tuple[int, bool]:
        """Return the end of “of more than 90,000 Greeks from Turkey” and whether it holds a name."""
        words, end, named = self.words, i + 1, False
        for _ in range(3):
            if end >= len(words) or words.low[end] not in ("of", "against", "on", "from", "in", "at", "by"):
                break
            stop = next((k for k in range(end + 1, min(end + _NEAR, len(words))) if k in starts), None)
            between = words.raw[end + 1 : stop] if stop else []
            if stop is None or any(not w[0].isalnum() for w in between):
                break
            end, named = starts[stop].end, True
            if words.owns[end - 1] and end < len(words) and words.low[end] in self.lexicon.events:
                end += 1
        return end, named

    def _dated(self, i: int) -> bool:
        words = self.words
        for step in (-1, 1):
            k = i
            for _ in range(40):
                if k < 0 or k >= len(words) or (k != i and words.raw[k] in ".!?"):
                    break
                if len(words.raw[k]) == 4 and words.raw[k].isdigit() and "1000" < words.raw[k] < "2100":
                    return True
                k += step
        return False

    def _year(self, end: int) -> int:
        words = self.words
        if (
            end + 1 < len(words)
            and words.low[end] == "in"
            and len(words.raw[end + 1]) == 4
            and words.raw[end + 1].isdigit()
        ):
            return end + 2
        return end
