"""What do dates that name their own year, month or day stand for?"""

from __future__ import annotations

from datetime import date

from onrecord.model import TimeModifier
from onrecord.readers.times.calendar import Point, exists
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.pointing import step
from onrecord.readers.times.scene import Anchor, Draft, Scene, short_year

SOON_DAYS = 75
"""A date without a year that lies so few days ahead or behind is taken as that one, whatever the tense."""
_MODIFIERS: dict[str, TimeModifier] = {"START": "START", "MID": "MID", "END": "END"}


def modifier(name: str) -> TimeModifier | None:
    """Return the TIMEX3 modifier that a table row names, None for none."""
    return _MODIFIERS.get(name)


def day_of(scene: Scene, match: Match) -> Draft | None:
    """On the 18th; Friday the 13th: of the month of the Time before it, or nearest to publication."""
    number = scene.ordinal(match, "d")
    found = scene.previous(match.first)
    near = found is not None and found[2].month is not None and scene.shaped.starts[match.first] - found[0].end < 500
    base = found[2] if near and found else scene.published
    if number is None or not 1 <= number <= 31:
        return None
    if base is None or base.month is None:
        return Draft(match.first, match.last, "DATE", f"XXXX-XX-{number:02d}", "a day whose month is not given")
    weekday = int(scene.value(match, "w")) if match.has("w") else None
    ahead = scene.ahead(match.first)
    for away in (0, *((1, -1) if ahead else (-1, 1)), 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
        year, month = divmod(base.year * 12 + base.month - 1 + away, 12)
        value = f"{year:04d}-{month + 1:02d}-{number:02d}"
        if (
            1 <= year <= 9999
            and exists(year, month + 1, number)
            and (weekday is None or date.fromisoformat(value).isoweekday() == weekday)
        ):
            anchor: Anchor = found[0] if near and found else "published"
            return Draft(
                match.first, match.last, "DATE", value, "the month is taken from what it counts from", anchor=anchor
            )
    return None


def month_number(scene: Scene, match: Match, group: str = "m") -> int:
    """Return the number of the month that a group names."""
    return int(scene.value(match, group))


def day(scene: Scene, match: Match) -> Draft | list[Draft] | None:
    """24 March 1999; March 24th; Tuesday, 12 May 1998."""
    month, number = month_number(scene, match), scene.ordinal(match, "d")
    year = scene.year(match, "y") if match.has("y") else _short(scene, match)
    if number is None or scene.tag_at(match.first - 1, "dollar"):
        return None
    if not exists(year, month, number):
        return [] if number > 28 else None
    if match.has("r"):
        pointed = _pointed_month(scene, match, month)
        if pointed is not None and pointed.value is not None:
            pointed.value = f"{pointed.value}-{number:02d}"
        return pointed
    if year is None:
        return yearless(scene, match.first, match.last, month, number)
    return Draft(match.first, match.last, "DATE", str(Point(year, month, number)), "day, month and year are given")


def days(scene: Scene, match: Match) -> list[Draft] | None:
    """April 24 and 25; 24-26 March 1999: two Times that share a month."""
    month, second = month_number(scene, match), scene.ordinal(match, "d")
    first = scene.ordinal(match, "d1")
    year = scene.year(match, "y") if match.has("y") else None
    if first is None or second is None or not exists(year, month, second) or not exists(year, month, first):
        return None
    if first >= second:
        return None
    cut, rest = match.groups["d1"][1], match.groups["d"][0]
    leading = match.groups["m"][0] < match.groups["d1"][0]
    begin = match.first if leading else match.groups["d1"][0]
    drafts = []
    for a, b, number in ((begin, cut, first), (rest, match.last, second)):
        if year is None:
            draft = yearless(scene, a, b, month, number)
        else:
            draft = Draft(a, b, "DATE", str(Point(year, month, number)), "day, month and year are given")
        draft.why = f"{draft.why}; the two days share a month"
        drafts.append(draft)
    return drafts


def yearless(scene: Scene, first: int, last: int, month: int, number: int | None) -> Draft:
    """Place a month or a day without a year: by the year beside it, by publication, or not at all."""
    tail = f"{month:02d}" + (f"-{number:02d}" if number else "")
    published = scene.published
    if published is None or (published.month is None and not published.year):
        return Draft(first, last, "DATE", f"XXXX-{tail}", "the year is not given", open_year=True)
    reference = (published.month or 12, published.day or 31) if number else (published.month or 12, 0)
    named = (month, number or 0)
    near = _near(published, month, number)
    ahead = near > 0 if near else scene.ahead(first)
    year = published.year
    if named > reference and not ahead:
        year -= 1
    elif named < reference and ahead:
        year += 1
    if number and not exists(year, month, number):
        return Draft(first, last, "DATE", f"XXXX-{tail}", "the year is not given", open_year=True)
    side = "first after" if ahead else "last before"
    return Draft(
        first,
        last,
        "DATE",
        str(Point(year, month, number)),
        f"the year is not given: taken as the {side} publication",
        anchor="published",
        open_year=True,
    )


def _near(published: Point, month: int, number: int | None) -> int:
    """Tell whether the next such month or day is near (1), or the last one (-1), and the other far; else 0."""
    if published.month is None:
        return 0
    days = (month - published.month) * 30 + ((number or 15) - (published.day or 15))
    if 0 < days % 365 <= SOON_DAYS:
        return 1
    return -1 if 0 < -days % 365 <= SOON_DAYS else 0


def month(scene: Scene, match: Match) -> Draft | None:
    """August 1995; June last year; last May; in March."""
    number = month_number(scene, match)
    if match.has("y") or match.has("y2"):
        year = scene.year(match, "y") if match.has("y") else _short(scene, match)
        value = str(Point(year, number)) if year else None
        return Draft(match.first, match.last, "DATE", value, "month and year are given") if value else None
    if match.has("r"):
        return _pointed_month(scene, match, number)
    if not _month_like(scene, match):
        return None
    return yearless(scene, match.first, match.last, number, None)


def _short(scene: Scene, match: Match) -> int | None:
    """April of 87: two figures that can be no day of a month are a year."""
    figures = scene.text(match, "y2") if match.has("y2") else ""
    return short_year(int(figures)) if len(figures) == 2 and int(figures) > 31 else None


def _pointed_month(scene: Scene, match: Match, number: int) -> Draft | None:
    """June last year; last May; next March; that August."""
    sense, at = scene.sense(match, "r"), scene.published
    way = step(sense)
    if match.has("u"):
        if scene.value(match, "u") != "Y":
            return None
        shift = way
    elif at is not None and at.month is not None:
        shift = -int(number >= at.month) if way < 0 else int(number <= at.month) if way > 0 else 0
    else:
        shift = way
    if sense in ("that", "same", "after") and (found := scene.previous(match.first)):
        passed = sense == "after" and not match.has("u") and number <= (found[2].month or 0)
        value = str(Point(found[2].year + (1 if passed else shift), number))
        return Draft(match.first, match.last, "DATE", value, "counted from the Time before it", anchor=found[0])
    if at is None:
        return Draft(match.first, match.last, "DATE", f"XXXX-{number:02d}", "no date of publication to count from")
    value = str(Point(at.year + shift, number))
    return Draft(match.first, match.last, "DATE", value, "counted from the date of publication", anchor="published")


def _month_like(scene: Scene, match: Match) -> bool:
    """Tell a month from a name or a verb that is spelled like one (May, April, August)."""
    close = scene.tag_at(
        match.first - 1,
        "in",
        "until",
        "by",
        "from",
        "to",
        "before",
        "early",
        "of",
        "between",
        "on",
        "at",
        "each",
        "this",
        "earlier",
    )

    if (
        scene.tag_at(match.groups["m"][0], "month-short")
        and not scene.shaped.text[scene.shaped.starts[match.first]].isupper()
    ):
        return False
    after = scene.shaped.starts[match.last] if match.last < len(scene.shaped.codes) else -1
    capital = after >= 0 and scene.shaped.text[after].isupper() and scene.tag_at(match.last, "other")
    if capital:
        return close
    if scene.shaped.entries[match.groups["m"][0]].capital:  # type: ignore[union-attr]
        return close or scene.tag_at(match.first - 1, "and", "or", "hyphen", "for")
    return True


def year(scene: Scene, match: Match) -> Draft | None:
    """In 1389; the year 2000; nineteen ninety-six."""
    number = scene.year(match, "y")
    if number is None or (match.has("u") and scene.value(match, "u") != "Y"):
        return None
    first = match.first
    if not match.has("u") and not match.has("p") and not _year_like(scene, match, number):
        return None
    if match.has("p"):
        first = match.groups["y"][0]
    return Draft(first, match.last, "DATE", f"{number:04d}", "the year is given")


_BEFORE_YEAR = (
    *("in", "until", "from", "before", "to", "between", "by"),
    *("early", "fiscal", "month", "month-short", "edge", "season"),
)


def _year_like(scene: Scene, match: Match, number: int) -> bool:
    """Tell a year from any other number of four digits by what stands around it."""
    before, after = match.first - 1, match.last
    spelled = not scene.tag_at(match.first, "yyyy")
    if scene.tag_at(before, "modifier"):
        # In about 1450; but about 1450 people.
        if not scene.tag_at(before - 1, "in", "from", "by", "until"):
            return False
        before -= 1
    if scene.tag_at(before, "dollar", "hash", "slash", "dec", "dd", "int", "plus", "colon") and not spelled:
        return False
    if scene.tag_at(after, "percent", "scale", "units", "slash", "dollar", "hundred"):
        return False
    if scene.tag_at(before, "open") and scene.tag_at(before - 1, "dd", "int", "yyyy"):
        return False
    if (
        scene.tag_at(before, "hyphen")
        and scene.shaped.touching(match.first)
        and not scene.tag_at(before - 1, "yyyy", "early", "other")
    ):
        return False
    prepared = scene.tag_at(before, *_BEFORE_YEAR) or (
        scene.tag_at(before, "and", "or", "dash", "comma", "hyphen") and scene.tag_at(before - 1, "yyyy")
    )
    if spelled:
        return 1100 <= number <= 2100 and (prepared or number // 100 in (18, 19))
    if scene.tag_at(after, "other") and not scene.tag_at(before, "the") and _counted(scene, after, number, prepared):
        return False
    if 1800 <= number <= 2100:
        return True
    return (1000 <= number < 1800 or 2100 < number < 2200) and prepared and not scene.tag_at(after, "other", "unit")


def _counted(scene: Scene, after: int, number: int, prepared: bool) -> bool:
    """Tell whether the word after a number looks like what it counts (2000 soldiers)."""
    word = scene.shaped.word(after)
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return plural and (not 1900 <= number <= 2030 or (number % 100 == 0 and not prepared))
