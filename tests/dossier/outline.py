"""A page of HTML as a list of its elements, for the tests."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.pieces: list[str | Element] = []

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    def within(self, tag: str) -> bool:
        return self.tag == tag or (self.parent is not None and self.parent.within(tag))


class Outline(HTMLParser):
    """Parse a page; ``elements`` are in the order of the page. Unbalanced tags fail."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.deepest = 0
        self.feed(page)
        self.close()
        assert not self._open, f"never closed: {self._open[-1].tag}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"twice the same attribute on {tag}"
        parent = self._open[-1] if self._open else None
        element = Element(tag, {name: held or "" for name, held in attrs}, parent)
        if parent is not None:
            parent.pieces.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)
            self.deepest = max(self.deepest, len(self._open))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].pieces.append(data)

    def of(self, tag: str, name: str | None = None) -> list[Element]:
        return [each for each in self.elements if each.tag == tag and (name is None or name in each.classes)]

    def by_id(self, name: str) -> Element:
        found = [each for each in self.elements if each.attributes.get("id") == name]
        assert len(found) == 1, f"{len(found)} elements have the id {name}"
        return found[0]

    @property
    def statement(self) -> str:
        """The text content of the statement's column."""
        return "".join(paragraph.text for paragraph in self.of("p", "t"))
