"""How much? Numbers with what they count, their bounds, and whether something rose or fell.

The grammar (``grammar.py``) finds numbers, ``measure.py``, ``amounts.py`` and ``money.py`` say what the
number is, ``units.py`` and ``nouns.py`` what is counted, ``changes.py`` whether it rose or fell,
``refuse.py`` which numbers only name something. What a Time or a Citation covers is no quantity. All of
that is loaded with the first document.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Document, Finding, Reading
from onrecord.readers.languages import for_languages


@for_languages("en")
def read(document: Document, reading: Reading) -> Iterator[Finding]:
    """Yield every Quantity of a document, in text order; Times and Citations found before are left out."""
    from onrecord.readers.quantities.collect import read_quantities

    yield from read_quantities(document, reading)
