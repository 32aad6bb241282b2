"""From the lines of printed pages to paragraphs: what the page broke is joined, what it repeats is marked."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from statistics import median
from typing import NamedTuple

HYPHEN = "\u00ad"
"""Ends a line whose last word goes on in the next one."""

_ENDS = (HYPHEN, "-", "\u2010")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?:\W{0,3}|\w{1,6}\.?\s+)\d{1,4}(?:\s*(?:/|\w{1,3})\s*\d{1,4})?\W{0,3}")
_BULLET = re.compile(r"(?:[•‣▪■●–—*·-]|\(?(?:\d{1,3}|[a-z])[.)])\s")
_STOP = re.compile(r"[.!?:;…][\"'”’»)\]]*\d{0,3}$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD = 12  # among how many first lines the title is looked for
_EDGE = 2  # how many lines at the head and at the foot of a page may be furniture


class Line(NamedTuple):
    """A line of a page: its words, its box in points (0 is the page's left and lower edge), its type size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


class Passage(NamedTuple):
    """A paragraph, or a piece of page furniture with the reason why it is taken for that."""

    text: str
    why: str | None = None


def assembled(pages: list[list[Line]]) -> tuple[list[Passage], list[str]]:
    """Return the passages of all pages, in order, and notes on what was repaired.

    Where a paragraph runs over the end of a page, the furniture between its halves follows it.
    """
    furniture = _furniture(pages)
    words = _whole_words([line for page in pages for line in page])
    passages: list[Passage] = []
    open_lines: list[Line] = []  # the paragraph that may go on
    held: list[Passage] = []  # the furniture met since it was last certain that it does
    mended = 0

    def close() -> None:
        nonlocal mended
        if open_lines:
            text, count = _paragraph(open_lines, words)
            mended += count
            passages.append(Passage(text))
            open_lines.clear()
        passages.extend(held)
        held.clear()

    for number, page in enumerate(pages):
        gap, right = _measures([line for at, line in enumerate(page) if (number, at) not in furniture])
        first = True
        for at, line in enumerate(page):
            if why := furniture.get((number, at)):
                held.append(Passage(line.text.replace(HYPHEN, "-"), why))
                continue
            before = open_lines[-1] if open_lines else None
            goes_on = before is not None and (
                _runs_over(before, line) if first else _same_paragraph(before, line, gap, right)
            )
            if not goes_on:
                close()
            open_lines.append(line)
            first = False
    close()
    return passages, _notes(pages, furniture, mended)


def _notes(pages: list[list[Line]], furniture: dict[tuple[int, int], str], mended: int) -> list[str]:
    notes = []
    if sum(map(len, pages)) - len(furniture) > 1:
        notes.append("the lines of the pages were joined into paragraphs")
    if mended:
        notes.append(f"{mended} {'word' if mended == 1 else 'words'} broken over a line end were joined")
    return notes


def _furniture(pages: list[list[Line]]) -> dict[tuple[int, int], str]:
    """Return which lines at the edges of pages are running heads, feet or page numbers, and why."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        edge = {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}
        for at in sorted(edge):
            places[_DIGITS.sub("#", page[at].text.strip().lower())].append((number, at))
    with_text = sum(1 for page in pages if page)
    found: dict[tuple[int, int], str] = {}
    for key, where in places.items():
        where = _alike(pages, where)
        count = len({number for number, _ in where})
        is_number = _NUMBER.fullmatch(key.replace("#", "1")) is not None
        if count < 2 or (count < 3 and with_text > 3) or (count * 4 < with_text and not is_number):
            continue
        if is_number and not _rises(pages, where):
            continue
        why = "page number" if is_number else f"running head or foot: it stands on {count} of {len(pages)} pages"
        found.update(dict.fromkeys(where, why))
    return found | _same_place(pages, found)


def _same_place(pages: list[list[Line]], found: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Return the outermost lines that stand where other pages have their running head: the head of a chapter."""
    places = Counter((round(pages[number][at].bottom), round(pages[number][at].size)) for number, at in found)
    more: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pages):
        for at in {0, len(page) - 1} if len(page) > 2 else ():
            here = round(page[at].bottom), round(page[at].size)
            if (number, at) not in found and places[here] >= 3:
                more[number, at] = f"running head or foot: {places[here]} other pages have theirs at this height"
    return more


def title_line(pages: list[list[Line]]) -> str | None:
    """Return the words set in the largest type near the head of the first page, if that is larger than the rest."""
    lines = next((page for page in pages if page), [])[:_HEAD]
    sizes = [line.size for page in pages for line in page]
    if not lines or not sizes:
        return None
    largest = max(line.size for line in lines)
    if largest < 1.15 * median(sizes):
        return None
    first = next(at for at, line in enumerate(lines) if line.size == largest)
    title = []
    for line in lines[first : first + 3]:
        if line.size != largest:
            break
        title.append(line.text)
    return " ".join(title) if not any(line.endswith(HYPHEN) for line in title) else None


def _alike(pages: list[list[Line]], where: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the lines that stand at the same height in the same size: the title on page 1 is no running head."""
    height = median(pages[number][at].bottom for number, at in where)
    size = median(pages[number][at].size for number, at in where)
    return [
        (number, at)
        for number, at in where
        if abs(pages[number][at].bottom - height) <= 6 and abs(pages[number][at].size - size) <= 0.6
    ]


def _rises(pages: list[list[Line]], where: list[tuple[int, int]]) -> bool:
    """Tell whether the first number of each line grows with the pages, as page numbers do."""
    numbers = [int(_DIGITS.findall(pages[number][at].text)[0][:6]) for number, at in where]
    return all(one < other for one, other in itertools.pairwise(numbers))


def _measures(lines: list[Line]) -> tuple[float, float]:
    """Return the usual distance from line to line and the right margin, in points."""
    gaps = [above.bottom - below.bottom for above, below in itertools.pairwise(lines)]
    usual = [gap for gap in gaps if gap > 0]
    rights = sorted(line.right for line in lines)
    return (median(usual) if usual else 0.0), (rights[len(rights) * 9 // 10] if rights else 0.0)


def _same_paragraph(before: Line, line: Line, gap: float, right: float) -> bool:
    if before.text.endswith(HYPHEN):
        return True
    if abs(before.size - line.size) > 0.6 or _BULLET.match(line.text):
        return False
    down = before.bottom - line.bottom
    if down <= 0:  # the next column, or a piece of the same line
        return abs(down) < 2 or _runs_over(before, line)
    usual = min(gap, line.size * 1.6) or line.size * 1.2
    if down > usual * 1.35:
        return False
    em = max(line.size, 1.0)
    if _STOP.search(before.text) and (before.right < right - 4 * em or line.left > before.left + 0.8 * em):
        return False
    # A line that ends well before the margin, though the next word would have fitted, ends its paragraph.
    fits = before.right + (len(line.text.split()[0]) + 1) * 0.5 * em < right - 2 * em
    return not (fits and not line.text[:1].islower())


def _runs_over(before: Line, line: Line) -> bool:
    """Tell whether a paragraph goes on across the end of a page or column."""
    if before.text.endswith(HYPHEN):
        return True
    return abs(before.size - line.size) <= 0.6 and not _STOP.search(before.text) and line.text[:1].islower()


def _whole_words(lines: list[Line]) -> Counter[str]:
    """Count the words that no line end breaks."""
    words: Counter[str] = Counter()
    broken = False
    for line in lines:
        found = _WORD.findall(line.text.lower())
        ends_broken = line.text.endswith(_ENDS)
        words.update(found[1 if broken else 0 : -1 if ends_broken else None])
        broken = ends_broken
    return words


def _paragraph(lines: list[Line], words: Counter[str]) -> tuple[str, int]:
    """Join lines; return how many words broken over a line end were mended on the way."""
    text = ""
    mended = 0
    for line in lines:
        piece = line.text
        if not text:
            text = piece
        elif text.endswith(_ENDS) and len(text) > 1 and text[-2].isalpha():
            text = _mended(text, piece, words)
            mended += 1
        else:
            text = f"{text} {piece}"
    return text.removesuffix(HYPHEN) + ("-" if text.endswith(HYPHEN) else ""), mended


def _mended(text: str, piece: str, words: Counter[str]) -> str:
    """Join a word broken at a hyphen; the hyphen stays where the word has one elsewhere in the document."""
    head = _WORD.findall(text[-60:].rstrip("\u00ad\u2010-"))
    tail = _WORD.match(piece)
    if not head or not tail:
        return text[:-1] + "-" + piece
    joined, hyphened = head[-1] + tail.group(), f"{head[-1]}-{tail.group()}"
    if words[hyphened.lower()] or words[joined.lower()]:
        keeps = words[hyphened.lower()] > words[joined.lower()]
    else:
        # Both halves stand elsewhere as words: rather "long-term" than a word that nobody else writes.
        keeps = not tail.group()[0].islower() or (words[head[-1].lower()] > 0 and words[tail.group().lower()] > 0)
    return text[:-1] + ("-" if keeps else "") + piece
