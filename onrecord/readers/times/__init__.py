"""When? Dates, times of day, durations and what recurs: TIMEX3 values, and EDTF on a calendar.

``grammar.py`` finds; ``absolute.py``, ``figures.py``, ``periods.py``, ``seasons.py``, ``relative.py``, ``clock.py`` and
``stretches.py`` say what is meant; ``extend.py`` adds what stands beside. A relative expression counts from the
document's date of publication or from the Time before it, never from the day of reading.
``resolve.py`` puts them to work in text order. All of that is loaded with the first document.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Document, Finding, Reading
from onrecord.readers.languages import for_languages


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield every Time of a document, in text order.

    A number inside a Citation is no Time, unless it is a whole date (“of 22 July 2010”).
    """
    from onrecord.readers.times.resolve import read_times

    yield from read_times(document, reading)
