"""What class of word is this, as far as closed lists and endings tell?

A tag is one character, so that the tags of a sentence are a string with one place a token:

``f`` finite auxiliary, ``h`` *have* and *do*, ``m`` modal, ``b`` *be, been, being*; ``V`` past form,
``P`` past form or participle, ``S`` *-s* form and ``B`` plain form of a listed verb, ``z`` other
*-s* word, ``g`` *-ing* form; ``p`` subject pronoun, ``q`` pronoun and auxiliary in one ("we're"),
``d`` determiner, ``r`` preposition, ``t`` *to*, ``a`` adverb, ``w`` relative, ``c`` coordinator,
``s`` subordinator, ``i`` condition, ``j`` *when*; ``N`` name, ``n`` other word, ``#`` number,
``Q`` words of somebody else; and marks: ``,`` ``;`` ``:`` ``-`` (a dash) ``"`` ``(`` ``)`` ``.``
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.lexicons import Row, rows
from onrecord.text import Token, fold, lower

_ROLES = {
    "auxiliary": "f",
    "have": "h",
    "modal": "m",
    "be": "b",
    "subject": "p",
    "determiner": "d",
    "preposition": "r",
    "to": "t",
    "adverb": "a",
    "relative": "w",
    "coordinator": "c",
    "subordinator": "s",
    "condition": "i",
    "time": "j",
    "contracted": "q",
    "indefinite": "d",
    "pointer": "a",
    "command": "n",
    "past": "f",
    "person": "p",
    "question": "n",
}
_MARKS = {
    **dict.fromkeys(",،", ","),
    ";": ";",
    ":": ":",
    **dict.fromkeys("–—", "-"),
    **dict.fromkeys("\"“”„«»‘’'`", '"'),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    **dict.fromkeys(".!?…", "."),
}
_SHORT = {"'re": "q", "'ve": "q", "'ll": "q", "'m": "q", "'d": "q", "n't": "f"}
_KNOWN_AT_START = "fhmbpqdrtawcsijPBg"


class WordRow(Row, frozen=True, kw_only=True):
    """A word of a closed class and its ``role`` in finding clauses; a word may have several roles."""

    form: str
    role: str


class VerbRow(Row, frozen=True, kw_only=True):
    """A verb form; ``tense`` is ``past``, ``both`` (past form and participle) or ``base``."""

    form: str
    tense: str


@cache
def with_role(role: str) -> frozenset[str]:
    """Return the listed words of a role."""
    return frozenset(word.form for word in rows("clause_words", WordRow) if word.role == role)


@cache
def _listed() -> dict[str, str]:
    """Return the tag of every listed form, with the regular forms of the listed verbs."""
    table: dict[str, str] = {}
    for verb in rows("clause_verbs", VerbRow):
        if verb.tense == "base":
            for form, tag in _inflected(verb.form):
                table.setdefault(form, tag)
    for verb in rows("clause_verbs", VerbRow):
        table[verb.form] = {"past": "V", "both": "P", "base": "B"}[verb.tense]
    table |= {word.form: _ROLES[word.role] for word in rows("clause_words", WordRow) if word.role in _ROLES}
    return table


def _inflected(base: str) -> list[tuple[str, str]]:
    """Return the regular forms of a verb with their tags."""
    if base.endswith("y") and base[-2] not in "aeo":
        return [(base, "B"), (base[:-1] + "ies", "S"), (base[:-1] + "ied", "P")]
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")
    return [(base, "B"), (third, "S"), (base + ("d" if base.endswith("e") else "ed"), "P")]


def _by_ending(word: str) -> str:
    """Return the tag of an unlisted word in lower case."""
    if not word[0].isalpha():
        return "#" if word[0].isdigit() else _MARKS.get(word[0], "n")
    if "'" in word:
        return next((tag for tail, tag in _SHORT.items() if word.endswith(tail)), "n")
    if len(word) > 4:
        for ending, tag in (("ly", "a"), ("ed", "P"), ("ing", "g"), ("ss", "n"), ("us", "n"), ("is", "n"), ("s", "z")):
            if word.endswith(ending):
                return tag
    return "z" if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else "n"


class Words:
    """The tokens of a stretch of text with their folded lower-case forms and their tags."""

    __slots__ = ("forms", "tags", "tokens")

    def __init__(self, tokens: Sequence[Token], masked: frozenset[int] = frozenset()) -> None:
        self.tokens = tokens
        listed = _listed()
        forms, tags = [], []
        first = True
        for place, token in enumerate(tokens):
            text = token.text
            form = lower(text) if text.isascii() else lower(fold(text))
            tag = "Q" if place in masked else listed.get(form) or _by_ending(form)
            if text[0].isupper() and tag != "Q":
                if first:
                    tag = tag if tag in _KNOWN_AT_START else "N"
                elif tag not in "drcwtpq" and not (len(text) == 1 and tag == "p"):
                    tag = "N"
            first = first and tag in '"(Q'
            forms.append(form)
            tags.append(tag)
        self.forms = forms
        self.tags = "".join(tags)
