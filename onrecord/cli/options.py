"""What can be told about a statement on the command line: the same options wherever statements come in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Take a year, a month or a day that exists; anything else is wrong usage."""
    if value is None:
        return None
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
            raise ValueError
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write 2023-03-01, 2023-03 or 2023") from None
    return value


_OPTIONS = (
    click.option(
        "--published",
        metavar="DATE",
        callback=_date,
        help="When it was published: 2023-03-01, 2023-03 or 2023. Relative dates need it.",
    ),
    click.option("--speaker", metavar="NAME", help="Who the statement is by."),
    click.option("--title", metavar="TITLE", help="Its title."),
    click.option("--language", metavar="TAG", help="Its language (BCP 47: en, sr-Latn)."),
    click.option("--url", metavar="URL", help="Where it stands on the web; only noted, never fetched."),
)


def about(command: F) -> F:
    """Give a command the options that say what is known about its statements."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def told(options: Mapping[str, Any]) -> dict[str, str]:
    """Return what was told, by the names that ``Given`` has for it."""
    return {name: options[name] for name in ("published", "speaker", "title", "language", "url") if options[name]}
