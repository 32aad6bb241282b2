"""What do dates written in figures stand for: 2016-11-07, 25/12/2019, 20161107, on 22/04, 1957-58?"""

from __future__ import annotations

import re

from onrecord.model import TimeType
from onrecord.readers.times.absolute import yearless
from onrecord.readers.times.calendar import Point, exists
from onrecord.readers.times.grammar import Match
from onrecord.readers.times.scene import Draft, Scene, short_year


def iso(scene: Scene, match: Match) -> Draft | None:
    """2016-11-07, 2016/11/07, 2016-11-07T10:00Z."""
    word = scene.text(match, "d").upper()
    year, month, day = (int(piece) for piece in re.split(r"[-/]", re.split(r"[T ]", word)[0]))
    if not year or not exists(year, month, day):
        return None
    value = f"{year:04d}-{month:02d}-{day:02d}"
    clock = re.search(r"[T ](\d\d:\d\d(?::\d\d)?)", word)
    kind: TimeType = "TIME" if clock else "DATE"
    return Draft(
        match.first, match.last, kind, f"{value}T{clock[1]}" if clock else value, "the date is written in figures"
    )


def numeric(scene: Scene, match: Match) -> Draft | None:
    """03/04/2020: a date only where one reading is possible, both readings told where two are."""
    word = scene.text(match, "d")
    first, second, last = (int(piece) for piece in re.split(r"[/.-]", word))
    year = last if len(re.split(r"[/.-]", word)[2]) == 4 else short_year(last)
    if not year:
        return None
    day_first = exists(year, second, first)
    month_first = exists(year, first, second) and "." not in word
    if not day_first and not month_first:
        return None
    if day_first and month_first and first != second:
        a, b = f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"
        return Draft(
            match.first,
            match.last,
            "DATE",
            f"{year:04d}-XX-XX",
            f"“{word}” is {a} when the day stands first and {b} when the month does",
            interval=None,
            fixed=True,
        )
    month, day = (second, first) if day_first else (first, second)
    return Draft(match.first, match.last, "DATE", f"{year:04d}-{month:02d}-{day:02d}", "the date is written in figures")


def compact(scene: Scene, match: Match) -> Draft | None:
    """20161107: eight figures that spell a day of 1900 to 2099."""
    word = scene.text(match, "d")
    if not re.fullmatch(r"(?:19|20)\d{6}", word) or not exists(int(word[:4]), int(word[4:6]), int(word[6:])):
        return None
    return Draft(
        match.first, match.last, "DATE", f"{word[:4]}-{word[4:6]}-{word[6:]}", "eight figures that spell a day"
    )


def slash(scene: Scene, match: Match) -> Draft | None:
    """On 22/04; Thursday 29/03: a day without a year where only one reading is possible, else both are told."""
    word = scene.text(match, "d")
    first, second = (int(piece) for piece in word.split("/"))
    day_first, month_first = exists(None, second, first), exists(None, first, second)
    if not day_first and not month_first:
        return None
    if day_first and month_first and first != second:
        a, b = f"XXXX-{second:02d}-{first:02d}", f"XXXX-{first:02d}-{second:02d}"
        why = f"“{word}” is {a} when the day stands first and {b} when the month does"
        return Draft(match.first, match.last, "DATE", "XXXX-XX-XX", why, fixed=True)
    month, number = (second, first) if day_first else (first, second)
    return yearless(scene, match.first, match.last, month, number)


def month_year(scene: Scene, match: Match) -> Draft | None:
    """12-2015: a month and a year in figures."""
    number, year = int(scene.text(match, "m")), int(scene.text(match, "y"))
    if not 1 <= number <= 12 or not 1900 <= year <= 2100:
        return None
    return Draft(match.first, match.last, "DATE", str(Point(year, number)), "a month and a year in figures")


def span(scene: Scene, match: Match) -> Draft | None:
    """1957-58, 2014/15; 2016-11 is a month."""
    word = scene.text(match, "d")
    year, short = int(word[:4]), int(word[5:])
    if not 1000 <= year <= 2100:
        return None
    end = year - year % 100 + short
    if short == (year + 1) % 100:
        end = year + 1
    elif word[4] == "-" and 1 <= short <= 12 and word[5] in "01":
        return Draft(match.first, match.last, "DATE", f"{year}-{short:02d}", "a year and a month in figures")
    if end <= year:
        return None
    return Draft(match.first, match.last, "DATE", f"{year}/{end}", f"the years from {year} to {end}")
