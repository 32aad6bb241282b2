"""Which numbers only name something: article 5, Apollo 11, a list mark, a phone number?"""

from __future__ import annotations

from onrecord.readers.quantities.grammar import Found
from onrecord.readers.quantities.nouns import is_plural, noun, tags
from onrecord.readers.shapes import Shaped


def refused(shaped: Shaped, found: Found) -> bool:
    """Tell whether a match is no quantity."""
    if found.rule in ("money", "twice", "vague", "several", "age"):
        return False
    if found.rule == "multiple":
        return shaped.codes[found.match.end() - 1] in tags("double") and not _verb_before(shaped, found.match.start())
    if found.rule == "part":
        return _name_part(shaped, found.match.start("p"))
    first, last = found.match.start("n"), found.match.end()
    if found.match.groupdict().get("mod"):
        return False
    return (
        _numbered(shaped, first)
        or _heads(shaped, first, last)
        or _chained(shaped, first, last)
        or _one(shaped, first, last)
        or _named(shaped, first, last)
    )


def _verb_before(shaped: Shaped, first: int) -> bool:
    return first > 0 and shaped.word(first - 1) in (
        "will",
        "would",
        "to",
        "could",
        "may",
        "might",
        "should",
        "must",
        "can",
    )


def _name_part(shaped: Shaped, first: int) -> bool:
    """Tell a date or a rank (9/11, the third) from a share."""
    word = shaped.word(first)
    if "/" in word:
        above, below = (int(piece) for piece in word.split("/"))
        followed = first + 1 < len(shaped.codes) and shaped.codes[first + 1] in tags("of")
        return not 0 < above < below or (below > 10 and not followed)
    if shaped.codes[first] not in tags("half"):
        return False
    glued = first + 1 < len(shaped.codes) and shaped.codes[first + 1] in tags("hyphen") and shaped.touching(first + 1)
    return glued or (first > 0 and shaped.codes[first - 1] in tags("one-part", "rank", "own", "which", "whom"))


def _numbered(shaped: Shaped, first: int) -> bool:
    """Tell whether a word before the number makes it a name (article 5, No. 7, #12)."""
    before = first - 1
    if before > 0 and shaped.codes[before] in tags("dot") and shaped.codes[before - 1] in tags("numbered"):
        return True
    if before < 0:
        return False
    if (
        shaped.codes[before] in tags("dot")
        and before > 0
        and shaped.word(before - 1) in ("no", "nos", "art", "p", "pp", "vol")
    ):
        return True
    if shaped.codes[before] in tags("hash", "slash"):
        return True
    if shaped.codes[before] in tags("plus") and shaped.touching(first):
        return not any(code in tags("percent") for code in shaped.codes[first + 1 : first + 2])
    if shaped.codes[before] in tags("numbered"):
        return shaped.codes[first] in tags("dd", "int", "yyyy", "dec", "ones", "teens", "tens")
    return (
        shaped.codes[before] in tags("and", "or", "to", "comma", "hyphen", "dash")
        and before > 1
        and _listed(shaped, before)
    )


def _listed(shaped: Shaped, before: int) -> bool:
    """Tell whether the number stands in a list of numbered things (articles 5 and 7)."""
    at = before
    figures = tags("dd", "int", "and", "or", "to", "comma", "hyphen", "dash")
    while at > 0 and before - at < 8 and shaped.codes[at] in figures:
        at -= 1
    return shaped.codes[at] in tags("numbered") and at < before - 1


def _chained(shaped: Shaped, first: int, last: int) -> bool:
    """Tell whether the number is a piece of a longer one: a phone number, a score, a code."""
    codes = shaped.codes
    joint = tags("hyphen", "dash", "apostrophe", "colon", "dot")
    if first > 0 and shaped.touching(first) and codes[first - 1] in joint:
        minus = codes[first - 1] in tags("hyphen", "dash") and not shaped.touching(first - 1)
        return not minus
    if last < len(codes) and codes[last] in tags("possessive"):
        return True
    if (
        last < len(codes) - 1
        and shaped.touching(last)
        and codes[last] in tags("hyphen", "dash", "slash", "colon", "plus")
    ):
        return shaped.touching(last + 1) and codes[last + 1] in tags("dd", "int", "yyyy", "dec")
    if first > 0 and codes[first - 1] in tags("open") and last < len(codes) and codes[last] in tags("close"):
        return True
    opens_line = (
        first == 0
        or "\n" in shaped.text[shaped.ends[first - 1] : shaped.starts[first]]
        or codes[first - 1] in tags("gap")
    )
    return opens_line and last < len(codes) and codes[last] in tags("dot", "close") and codes[first] in tags("dd")


def _heads(shaped: Shaped, first: int, last: int) -> bool:
    """Tell whether the number only opens an item of a list (Two: broadcasting)."""
    opening = first == 0 or shaped.codes[first - 1] in tags("dot", "stop", "gap")
    return opening and last < len(shaped.codes) and shaped.codes[last] in tags("colon")


def _one(shaped: Shaped, first: int, last: int) -> bool:
    """Tell whether “one” is a pronoun and counts nothing."""
    if last - first != 1 or shaped.codes[first] not in tags("ones") or shaped.value(first) != "1":
        return False
    if first > 0 and (shaped.codes[first - 1] in tags("the", "own", "other", "numbered", "a", "which", "pointer")):
        return True
    if last >= len(shaped.codes) or shaped.codes[last] not in tags("other", "measure", "percent"):
        return True
    if shaped.codes[last] in tags("other") and is_plural(shaped, last):
        # One pays: the verb of a pronoun, for one thing has no plural.
        return True
    if shaped.word(last).endswith("ing") or any(
        shaped.codes[at] in tags("pointer") for at in range(last, min(last + 7, len(shaped.codes)))
    ):
        return True
    found = noun(shaped, last, singular=True)
    return found is None or not shaped.text[shaped.starts[last]].islower()


def _named(shaped: Shaped, first: int, last: int) -> bool:
    """Tell whether a capital word before the number makes it a name (Apollo 11, Formula 1)."""
    if shaped.codes[first] not in tags("dd", "int", "yyyy", "ones") or last - first != 1:
        return False
    code, before = shaped.codes[first], first - 1
    plain_year = code in tags("yyyy") and 1900 <= int(shaped.word(first)) <= 2099
    counted = last < len(shaped.codes) and (
        shaped.codes[last] in tags("percent", "measure", "currency", "scale", "plural")
        or noun(shaped, last, singular=False) is not None
        or (shaped.codes[last] in tags("hyphen", "other") and shaped.touching(last))
    )
    if plain_year and not counted:
        return True
    if not counted and code in tags("dd", "int", "yyyy") and _model(shaped, last):
        return True
    if before > 0 and shaped.codes[before] in tags("of") and shaped.codes[before - 1] in tags("other"):
        before -= 1
    if before < 0 or counted or shaped.codes[before] not in tags("other"):
        return False
    start = shaped.starts[before]
    name = shaped.text[start : shaped.ends[before]]
    return any(letter.isupper() for letter in name)


def _model(shaped: Shaped, last: int) -> bool:
    """Tell whether a capital word follows the number, as in names of models (787 Dreamliner)."""
    if last >= len(shaped.codes) or shaped.codes[last] not in tags("other"):
        return False
    return (
        shaped.text[shaped.starts[last]].isupper()
        and "\n" not in shaped.text[shaped.ends[last - 1] : shaped.starts[last]]
    )
