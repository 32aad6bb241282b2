"""The index of an archive: folded words in immutable segments on disk, which can always be made anew.

It knows nothing but numbers and texts. A manifest names the segments that count and the documents
that were removed; it is written last, so that a killed run leaves the index as it was.
"""

from onrecord.archive.index.index import Index
from onrecord.archive.index.segment import IndexFault, Segment

__all__ = ["Index", "IndexFault", "Segment"]
