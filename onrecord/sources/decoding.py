"""Bytes to text: which encoding, and what had to be guessed."""

from __future__ import annotations

import codecs
import re

from onrecord.errors import Unreadable
from onrecord.sources.languages import clear_language

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKS_LATIN = frozenset({"iso8859-1", "ascii"})
"""Labels under which the web writes windows-1252 (WHATWG Encoding Standard, section 4.2)."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_TEXT = "it is not text (it holds binary data); convert it to text, HTML, PDF or DOCX first"
GUESSED = "the encoding was guessed"
"""How a note begins that says so."""
_SAMPLE = 16_384
_OTHER_LATIN = frozenset(
    {"cs", "et", "hr", "hu", "lt", "lv", "pl", "ro", "sk", "sl", "sq", "sr", "tr", "vi"}
) | frozenset(
    ("Croatian", "Czech", "Hungarian", "Lithuanian", "Polish", "Romanian", "Slovak", "Slovene", "Turkish", "Vietnamese")
)
"""Languages, by tag and by the name that charset_normalizer gives, with letters that windows-1252 has not."""
_LATIN = re.compile(
    r"cp125[0478]|iso8859_(?:[1-49]|1[03-6])|latin_1|mac_(?:latin2|iceland|roman|turkish)|hp_roman8|cp(?:775|85\d)"
)
"""Encodings of Latin letters: one text often fits several of them, with other letters in each."""
_TOO_LITTLE = 8
"""With fewer bytes beyond ASCII than this, a guess is worth less than the commonest encoding."""
_LOOKED_AT = 400_000
_FEW = 0.02
"""A text may hold this share of control and replacement characters; above it, it is not one."""


def decode(data: bytes, declared: str | None, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of some bytes, and notes on what was guessed.

    The order is: byte order mark, strict UTF-8, the ``declared`` charset, a guess. A byte order
    mark stays in the text as U+FEFF and line ends stay as they are, so that offsets hold. Raises
    Unreadable when there is no text in the bytes, or something that is not text.
    """
    text, notes = _decoded(data, declared, name)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x85\xa0\u2028\u2029\u3000"):
        raise Unreadable(name, "it holds no text")
    looked_at = text if len(text) <= _LOOKED_AT else text[: _LOOKED_AT // 2] + text[-_LOOKED_AT // 2 :]
    odd = len(_CONTROL.findall(looked_at))
    if odd > 3 and odd > _FEW * len(looked_at):
        raise Unreadable(name, _NOT_TEXT)
    return text, notes


def _decoded(data: bytes, declared: str | None, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return text, _replaced(text, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _without_mark(data, text)
    notes: tuple[str, ...] = ()
    if declared:
        found = _as_declared(data, declared)
        if found is not None:
            return found, ()
        notes = (f"the declared encoding {declared!r} does not fit its bytes",)
    text, more = _guessed(data, name)
    return text, notes + more


def _without_mark(data: bytes, text: str) -> tuple[str, tuple[str, ...]]:
    """Recognise UTF-16 without a byte order mark: valid UTF-8, with a NUL at every other byte."""
    head = data[:_SAMPLE]
    if len(head) >= 8 and head.count(0) > 0.3 * len(head):
        for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
            if zeros.count(0) > 0.6 * len(zeros):
                try:
                    return data.decode(encoding), (f"{GUESSED}: {encoding}",)
                except UnicodeDecodeError:
                    break
    return text, ()


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        codec = codecs.lookup(declared.strip().strip("\"'"))
        if not getattr(codec, "_is_text_encoding", True):
            return None
        encoding = "cp1252" if codec.name in _LOOKS_LATIN else codec.name
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    broken = data.decode("utf-8", "replace")
    bad, high = broken.count("\ufffd"), sum(1 for c in broken[:_LOOKED_AT] if c > "\x7f")
    if bad <= 0.1 * high or (bad <= 2 and bad < high):
        return broken, _replaced(broken, "utf-8")
    for encoding in dict.fromkeys((_likely(data), "cp1252")):
        if encoding is None:
            continue
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= 0.001 * len(text):
            return text, (f"{GUESSED}: {encoding}", *_replaced(text, encoding))
    if len(_CONTROL.findall(broken[:_LOOKED_AT].replace("\ufffd", ""))) > _FEW * len(data[:_LOOKED_AT]):
        raise Unreadable(name, _NOT_TEXT)
    raise Unreadable(name, "its encoding is not known; save it as UTF-8")


def _likely(data: bytes) -> str | None:
    """Guess from a bounded sample around the first bytes that are not ASCII."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:  # it comes with trafilatura; nothing breaks without it
        return None
    high = _HIGH.search(data)
    start = max(0, (high.start() if high else 0) - 200)
    sample = data[start : start + _SAMPLE]
    if len(_HIGH.findall(sample)) < _TOO_LITTLE:
        return None
    best = from_bytes(sample).best()
    if best is not None and _LATIN.fullmatch(best.encoding) and _is_western(sample, best.language):
        return "cp1252"
    # Without a mark or a NUL it is neither UTF-16 nor UTF-32, whatever the statistics say.
    return None if best is None or best.encoding.startswith(("utf_16", "utf_32")) else best.encoding


def _is_western(sample: bytes, language: str) -> bool:
    """Tell whether Latin letters are better read as windows-1252.

    The commonest words of a text say so, whichever letters its names have.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return (clear_language(text) or language) not in _OTHER_LATIN


def _replaced(text: str, encoding: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    if not count:
        return ()
    return (f"{count} places could not be decoded as {encoding} and show as U+FFFD",)
