"""How resolutions are numbered: from number, year and session to the issuer's symbol."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from onrecord.model import Instrument, Resolution
from onrecord.readers.citations.draft import Scene
from onrecord.readers.citations.tables import assembly_sessions, council_years

Decision = tuple[tuple[Instrument, ...], Resolution, str]
_FASTEST = 80  # resolutions of the Security Council in a year: 50 to 80 of late, 93 once
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LAST_ROMAN = 30  # the General Assembly numbers by session and number since its 31st session (1976)
_LINK = "https://undocs.org/{}"


class Parts(NamedTuple):
    """A resolution as it is cited: number, letter, what stands in brackets, its date, its body."""

    number: str
    suffix: str
    bracket: str | None
    when: str | None
    body: str | None

    @property
    def year(self) -> int | None:
        """The year that stands beside the number, in brackets or in its date."""
        if self.bracket and self.bracket.isdigit():
            return int(self.bracket)
        found = re.search(r"\d{4}", self.when or "")
        return int(found.group()) if found else None


def roman(number: int) -> str:
    """Return a Roman numeral for 1 to 30."""
    letters = ""
    for value, letter in _ROMAN:
        while number >= value:
            letters, number = letters + letter, number - value
    return letters


def council_years_of(number: int) -> tuple[int, ...]:
    """Return the years to which a Security Council number can belong by the table; none past its end."""
    return tuple(row.year for row in council_years() if row.first <= number <= row.last)


def sessions_of(number: int) -> tuple[str, ...]:
    """Return the sessions to which a General Assembly number up to 1975 can belong."""
    table = assembly_sessions()
    at = bisect_right([row.first for row in table], number) - 1
    if at < 0 or number > table[-1].last:
        return ()
    if number <= table[at].last or at + 1 == len(table):
        return (table[at].session,)
    return (table[at].session, table[at + 1].session)


def council(number: int, year: int) -> Instrument:
    """Return the Security Council resolution of this number and year."""
    symbol = f"S/RES/{number}({year})"
    return Instrument(
        id=symbol,
        kind="resolution",
        title=f"Security Council resolution {number} ({year})",
        url=_LINK.format(symbol),
    )


def assembly(symbol: str) -> Instrument:
    """Return the General Assembly resolution with this symbol."""
    return Instrument(
        id=symbol,
        kind="resolution",
        title=f"General Assembly resolution {symbol.removeprefix('A/RES/')}",
        url=_LINK.format(symbol),
    )


def decide(parts: Parts, scene: Scene, words: str) -> Decision:
    """Say which resolution is meant; ``words`` are the citation as it stands. No candidate: no citation."""
    if parts.body == "other":
        return _unknown(words, "a resolution by number, of a body whose numbering is not known here")
    if "/" in parts.number or "-" in parts.number:
        return _with_slash(parts, scene, words)
    number = int(parts.number)
    if parts.bracket and not parts.bracket.isdigit():
        return _with_session(parts, words)
    if parts.body in ("ecosoc", "hrc"):
        return _unknown(words, "a resolution whose number does not say its session")
    if parts.body == "ga":
        return _assembly_number(number, parts, words)
    if parts.body == "sc":
        return _council_number(number, parts.year, scene, words)
    return _either(number, parts, scene, words)


def _unknown(words: str, why: str) -> Decision:
    return (Instrument(id=None, kind="resolution", title=" ".join(words.split())),), "unknown", why


def _with_session(parts: Parts, words: str) -> Decision:
    session = parts.bracket or ""
    symbol = f"A/RES/{parts.number}({session}){parts.suffix}"
    if session.startswith(("S-", "ES-")) or session in {roman(n) for n in range(1, _LAST_ROMAN + 1)}:
        if parts.body == "ecosoc":
            economic = f"E/RES/{parts.number}({session})"
            return (
                (Instrument(id=economic, kind="resolution"),),
                "exact",
                "number and session of the Council's resolution",
            )
        return (assembly(symbol),), "exact", "number and session of a General Assembly resolution"
    if parts.body == "ecosoc":
        symbol = f"E/RES/{parts.number}({session})"
        return (Instrument(id=symbol, kind="resolution"),), "exact", "number and session of the Council's resolution"
    return _unknown(words, "a session that the General Assembly never numbered so")


def _with_slash(parts: Parts, scene: Scene, words: str) -> Decision:
    left, _, right = parts.number.rpartition("/") if "/" in parts.number else (parts.number, "", "")
    if left.startswith(("ES-", "S-")) and right:
        body = "A/HRC/RES/" if parts.body == "hrc" else "A/RES/"
        return (assembly(body + parts.number),), "exact", "number and special session of a resolution"
    if not (left.isdigit() and right.isdigit()):
        return _unknown(words, "a resolution by a number of an unknown kind")
    year = int(right) if len(right) == 4 else int(right) + (1900 if int(right) > 45 else 2000)
    if parts.body in ("sc", "un", None) and year in council_years_of(int(left)) and (parts.body or int(left) > 99):
        return (council(int(left), year),), "exact", "number and year of a Security Council resolution"
    if parts.body == "hrc":
        symbol = f"A/HRC/RES/{parts.number}"
        return (
            (Instrument(id=symbol, kind="resolution", url=_LINK.format(symbol)),),
            "exact",
            "session and number of a Human Rights Council resolution",
        )
    if parts.body == "ecosoc":
        return (Instrument(id=f"E/RES/{parts.number}", kind="resolution"),), "exact", "year and number of a resolution"
    last = (scene.year or 2100) - 1945 + 1
    if parts.body != "sc" and _LAST_ROMAN < int(left) <= min(last, 150):
        return (
            (assembly(f"A/RES/{parts.number}{parts.suffix}"),),
            "exact",
            "session and number, as the General Assembly counts since 1976",
        )
    return _unknown(words, "a resolution by a number that fits no numbering known here")


def _council_number(number: int, year: int | None, scene: Scene, words: str) -> Decision:
    years = council_years_of(number)
    if year in years:
        return (council(number, year or 0),), "exact", "number and year of a Security Council resolution"
    if years and year is None:
        return (
            tuple(council(number, found) for found in years),
            "inferred",
            f"the Security Council's number {number} is of {years[0]}; the year is not in the text",
        )
    if years:
        as_written = Instrument(id=None, kind="resolution", title=f"as written: {' '.join(words.split())}")
        return (
            (council(number, years[0]), as_written),
            "ambiguous",
            f"number and year disagree: the Security Council's number {number} is of {years[0]}, the text has {year}",
        )
    end = council_years()[-1]
    by_then = end.last + _FASTEST * (max(0, (year or end.year) - end.year))
    if year and number > end.last and number <= by_then and (scene.year is None or year <= scene.year):
        return (
            (council(number, year),),
            "exact",
            "number and year of a Security Council resolution past the table's end",
        )
    return _unknown(words, f"the Security Council has no resolution {number} that is known here")


def _assembly_number(number: int, parts: Parts, words: str) -> Decision:
    year, sessions = parts.year, sessions_of(number)
    by_year = roman(year - 1945) if year and 1946 <= year <= 1975 else None
    if by_year and (by_year in sessions or not sessions):
        sessions = (by_year,) if sessions else ()
    if not sessions:
        return _unknown(words, "the number does not say the session of the General Assembly")
    found = tuple(assembly(f"A/RES/{number}({session}){parts.suffix}") for session in sessions)
    return (
        found,
        "inferred" if len(found) == 1 else "ambiguous",
        f"the General Assembly's number {number} belongs to session {' or '.join(sessions)}",
    )


def _either(number: int, parts: Parts, scene: Scene, words: str) -> Decision:
    """No body is named, or only the United Nations: the number itself has to tell."""
    years = council_years_of(number)
    if parts.year is not None and parts.year in years:
        return (council(number, parts.year),), "exact", "number and year of a Security Council resolution"
    past = number > council_years()[-1].last
    if past and sessions_of(number):
        return _assembly_number(number, parts, words)
    named = parts.body == "un" or scene.names_council
    if named and years:
        return _council_number(number, parts.year, scene, words)
    if past and named and parts.year:
        return _council_number(number, parts.year, scene, words)
    if parts.year is None and words[:1].islower() and not scene.names_united_nations:
        return (), "unknown", "a number after “resolution” in a text that names no body: it may be one of a screen"
    if years and number > 99 and parts.year is None:
        candidates = (
            *(council(number, year) for year in years),
            *(assembly(f"A/RES/{number}({session})") for session in sessions_of(number)),
        )
        return candidates, "ambiguous", "a resolution by number; the text does not name the body"
    return _unknown(words, "a resolution by number; the text does not name the body")
