"""What does a name of no table name? All that the document says beside it, weighed together."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.readers.mentions.grammar import Grammar
from onrecord.readers.mentions.tables import Class, Entry, Side
from onrecord.readers.mentions.tally import Form, Tally

_WORDS = 2
_CUE = 4
_MOST = 40
_STRONG = 3
_LATER = 14
_AMID = 5
_NEIGHBOURS: dict[Class, str] = {
    "state": "state",
    "capital": "place",
    "place": "place",
    "territory": "state",
    "region": "place",
    "organisation": "organisation",
    "union": "organisation",
}
_NONE = ("", 0)


class Evidence(Grammar):
    """Weighs what stands beside the names of no table, once for the whole text."""

    def gather(self) -> None:
        """Decide on every name of no table; what is decided is looked up like a row of the tables afterwards."""
        tallies: dict[Form, Tally] = {}
        persons: dict[str, int] = {}
        for i, end in self._names(persons):
            self._weigh(i, end, tallies.setdefault(tuple(self.words.low[i:end]), Tally()))
        self._peoples_speak(tallies)
        for form, tally in tallies.items():
            if len(form) == 1 and form[0] in persons:
                tally.add("person", 2 * persons[form[0]], "")
                tally.inside += 1
        decided = {form: self._decide(form, tally) for form, tally in tallies.items()}
        self._neighbours_speak(tallies, decided)
        for form, kind in decided.items():
            if kind == "person" and len(form) == 1:
                self.people.add(form[0])
            elif kind is not None and kind != "person":
                self._enter(form, kind, tallies[form])
        for form, tally in tallies.items():
            if len(form) == 1 and decided[form] is None:
                self._people_of(form[0], tally.headed)

    def _peoples_speak(self, tallies: dict[Form, Tally]) -> None:
        """A name from which the text makes an adjective or a people (“Kestrian”) is that of a state or land."""
        for form in tallies:
            base = form[0].removesuffix("s")
            for ending in self.lexicon.evidence["people"] if len(form) == 1 else ():
                stem = base.removesuffix(ending)
                if stem == base or len(stem) < _STRONG:
                    continue
                for tail in self.lexicon.evidence["stem"]:
                    named = tallies.get((stem + tail,))
                    if named is not None and stem + tail != form[0]:
                        named.add("state", 2, self.words.raw[tallies[form].at])
                        tallies[form].derived = True

    def _neighbours_speak(self, tallies: dict[Form, Tally], decided: dict[Form, Class | None]) -> None:
        """In a row of names (“Dorvale, Belsk and Lorn”) what is known of one holds for those of which nothing is."""
        known: dict[str, Class | None] = {}
        for form, kind in decided.items():
            if kind and max(tallies[form].points.values(), default=0) > 1:
                known[form[0]] = known[form[-1]] = kind
        for form, tally in tallies.items():
            if max(tally.points.values(), default=0) > 1 or not tally.inside:
                continue
            for word in tally.beside:
                kind = known.get(word) if known.get(word) != "person" else None
                kind = kind or ("person" if word in self.lexicon.given else None)
                if kind:
                    tally.add("place" if kind in ("state", "town") else kind, 2, word.title())
                    decided[form] = self._decide(form, tally)
                    known[form[0]] = known[form[-1]] = decided[form]
                    break

    def _names(self, persons: dict[str, int]) -> Iterator[tuple[int, int]]:
        """Yield the runs of one or two words of no table that stand alone, and count surnames of persons."""
        words, lexicon = self.words, self.lexicon
        done = 0
        for i in [k for k, capital in enumerate(words.capital) if capital]:
            if i < done:
                continue
            end = self.run(i)
            cut = next((k for k in range(i, end) if self._breaks(k) or self._kind_word(k)), end)
            before = words.low[i - 1] if i and words.joined(i) and words.capital[i - 1] else ""
            if cut == i:
                continue
            done = cut
            goes_on = cut < len(words) and words.joined(cut) and words.capital[cut] and self._kind_word(cut)
            if goes_on or self._glued(i, cut) or (words.joined(cut) and words.raw[cut][0].isdigit()):
                if goes_on and cut == i + 1:
                    self.bodies.add(words.low[i])
                done = cut + 1
                continue
            titled = before.rstrip(".") in lexicon.honorifics or before in lexicon.office_ends
            if titled or (words.low[i] in lexicon.given and words.low[i] not in self.small):
                surname = words.low[cut - 1]
                persons[surname] = persons.get(surname, 0) + 2
            elif (not before or before in lexicon.leads) and self._wordlike(i) and not self._opening_verb(i, cut):
                if cut - i == 2 and lexicon.prefixes.get(words.low[i]) == "organisation":
                    self.bodies.add(words.low[cut - 1])
                elif cut - i == 2 and not words.first[i] and words.low[i - 1] not in lexicon.evidence["determiner"]:
                    persons.setdefault(words.low[cut - 1], 1)
                if cut - i <= _WORDS and not any(words.raw[k].isupper() for k in range(i, cut)):
                    yield i, cut
            elif cut - i == _WORDS and self._opening_verb(i, i + 1):
                yield i + 1, cut

    def _wordlike(self, i: int) -> bool:
        """Tell whether a word is made of letters, and is no compound with a name of the tables (“Israeli-Syrian”)."""
        first, *more = self.words.low[i].split("-")
        return self.words.raw[i].replace("-", "").isalpha() and not (more and first in self.lexicon.names)

    def _kind_word(self, k: int) -> bool:
        """Tell whether a word says what kind of thing is named, in the singular or the plural."""
        low, lexicon = self.words.low[k], self.lexicon
        return low in lexicon.heads or low.removesuffix("s") in lexicon.heads or low in lexicon.honorifics

    def _opening_verb(self, i: int, end: int) -> bool:
        """“Pumping Kestria with weapons”: a participle that opens a sentence is no part of a name."""
        words = self.words
        return end == i + 1 and words.first[i] and words.low[i].endswith("ing")

    def _weigh(self, i: int, end: int, tally: Tally) -> None:
        """Add what stands before and after one occurrence."""
        tally.at = i
        words, cues, ends = self.words, self.lexicon.evidence, self.lexicon.beside
        low, k = words.low, i - 1
        determined = k >= 0 and low[k] in cues["determiner"]
        if not words.first[i] and not determined and not words.heading[i]:
            tally.inside += 1
            tally.plain += self._amid(i, end)
        if k > 0 and determined:
            after = low[end] if end < len(words) else "."
            tally.collective = not after[0].isalpha() or after in self.lexicon.leads or after in self.lexicon.acting
            tally.collective &= low[k] == "the" and not words.heading[i] and words.raw[k - 1].islower()
            k -= 1
        owned = words.owns[end - 1]
        tally.headed = tally.headed or (low[end : end + 1] != [] and low[end] in self.lexicon.group_heads)
        for length in range(min(_CUE, k + 1) if low[k] in ends else 0, 0, -1):
            before = " ".join(low[k - length + 1 : k + 1])
            if before in cues["prefix"] and words.capital[k - length + 1]:
                tally.prefixes.add(tuple(low[k - length + 1 : k + 1]))
                self._count(i, tally, "prefix", before)
            weak = (owned and length == 1) or (determined and cues["before"].get(before, _NONE)[1] < _STRONG)
            if not weak and self._count(i, tally, "before", before):
                break
        side: Side = "owned" if owned else "after"
        for length in range(_CUE if low[end : end + 1] and low[end] in ends else 0, 0, -1):
            if self._count(i, tally, side, " ".join(low[end : end + length])):
                break
        led = k >= 0 and (low[k] in self.lexicon.before or low[k] in cues["before"] or low[k] == "of")
        if not owned and not led and end < len(words) and low[end] in self.lexicon.acting:
            tally.acts += 1 if low[end] in self.lexicon.stops else 2
            for later in low[end + 1 : end + _LATER]:
                if self._count(i, tally, "later", later):
                    break
        self._beside(i, end, tally)

    def _amid(self, i: int, end: int) -> bool:
        """Tell whether words in lower case run on both sides, as inside a written-out sentence."""
        words = self.words
        raw, after = words.raw, end + 2 if words.raw[end : end + 1] == [","] else end
        before = [w for w in raw[max(0, i - _AMID) : i] if w[0].isalpha()]
        behind = [w for w in raw[after : after + 2] if w.islower()]
        told = raw[end : end + 1] == ["."] or len(behind) == len(raw[after : after + 2]) == 2
        return len(before) > 2 and all(w.islower() for w in before[-2:]) and told and words.joined(i)

    def _beside(self, i: int, end: int, tally: Tally) -> None:
        """“Between Austria and Kestria”, “Dorvale, Austria”: what a known neighbour in a row of names tells."""
        words, cues = self.words, self.lexicon.evidence
        link = i - 2 if i and words.low[i - 1] in cues["determiner"] else i - 1
        after = end + 1
        if after < len(words) and words.low[after] in cues["determiner"]:
            after += 1
        if (
            link > 0
            and words.low[link] in cues["coordination"]
            and words.capital[link - 1]
            and not words.owns[link - 1]
        ):
            self._neighbour(link - 1, words.low[link - 1], tally, comma=False)
        if after < len(words) and words.low[end] in cues["coordination"] and words.capital[after]:
            self._neighbour(after, words.low[after], tally, comma=words.raw[end] == ",")

    def _neighbour(self, k: int, word: str, tally: Tally, *, comma: bool) -> None:
        tally.beside.append(word)
        found = self.entry(k)
        kind = _NEIGHBOURS.get(found[0].kind) if found else None
        if kind:
            tally.add("place" if comma and kind == "state" else kind, 2, self.words.raw[k])

    def _count(self, i: int, tally: Tally, side: Side, words: str) -> bool:
        found = self.lexicon.evidence[side].get(words)
        if found and (found[1] >= _STRONG or not self.words.heading[i]):
            tally.add(found[0], found[1], words)
        return found is not None

    def _decide(self, form: Form, tally: Tally) -> Class | None:
        """Return the one type that the evidence supports best, or None."""
        if len(form) == 1 and (form[0] in self.small or form[0] + "s" in self.small or len(form[0]) < _STRONG):
            return None
        state, town, group = tally.of("state"), tally.of("town"), tally.of("group")
        ground, person = tally.of("place") + state + town, tally.of("person") + (len(form) > 1 and tally.inside > 0)
        body = tally.of("organisation")
        if len(form) > 1 and form[0] in self.lexicon.parts["direction"]:
            ground += 2
        ending = self.lexicon.ending(form[-1]) if tally.inside or ground + person else None
        tally.ending = ending == "place"
        ground, person = ground + tally.ending, person + (ending == "person")
        best = max(ground, body, person, group)
        if tally.derived and best < _STRONG:
            return None
        if form[0] in self.bodies and ground < _STRONG:
            return None
        if (
            best == 0
            and len(form) == 1
            and (
                tally.plain
                or tally.collective
                or (tally.acts > 3 or (tally.inside and tally.acts + tally.of("power") > 1))
            )
        ):
            return None if self.abstract(form[0]) or form[0].endswith(("s", "ing")) else "organisation"
        if best == 0 or (not tally.inside and best < _STRONG):
            return None
        if person == best and person > max(ground, tally.of("power") - 1):
            return "person"
        if group == best and group > ground:
            return "group"
        if (body == best and body > ground) or not ground:
            return "organisation"
        return "state" if state > max(1, town) else "town" if tally.acts > 1 and len(form) == 1 else "place"

    def _enter(self, form: Form, kind: Class, tally: Tally) -> None:
        """Put a decided name where the grammar looks names up, with the full names of a state."""
        identity = " ".join(form)
        for words in [(*prefix, *form) for prefix in tally.prefixes] + [form]:
            name = " ".join(words).title().replace(" Of ", " of ")
            entries = self.local.setdefault(words[0], [])
            if len(entries) < _MOST:  # keeps a text of nothing but names of one beginning linear
                entries.append(Entry(name, words, kind, identity, False, tally.why()))
                entries.sort(key=lambda entry: -len(entry.words))

    def _people_of(self, word: str, headed: bool) -> None:
        """“Kestrian”, “Kestrians”: the adjective and the people of a name of the text, by their stem.

        Where the text has no such name, a long ending and a plural or a noun for a group must do.
        """
        base, many = (word.removesuffix("s"), True) if word.endswith("s") else (word, False)
        identity, why = None, ""
        for ending in self.lexicon.evidence["people"]:
            stem = base.removesuffix(ending)
            if (stem == base and not many) or len(stem) < _STRONG:
                continue
            ground = self._ground_of(stem)
            if ground:
                identity, why = ground, f"the people of what “{stem}…” names"
                break
            if stem != base and len(ending) >= _STRONG and (many or headed):
                identity, why = base, f"“-{ending}” ends names of peoples"
        if identity:
            kind: Class = "group" if many else "adjective"
            identity = f"people-{identity}" if many else identity
            self.local.setdefault(word, []).append(Entry(word.title(), (word,), kind, identity, False, why))

    def _ground_of(self, stem: str) -> str | None:
        """Return the id of the state or place of the text whose adjective has this stem."""
        for tail in self.lexicon.evidence["stem"]:
            for entry in self.local.get(stem + tail, ()):
                if entry.words == (stem + tail,) and entry.kind in ("state", "town", "place"):
                    return entry.id
        return None
