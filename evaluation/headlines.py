"""The README's table of what is found and how well, made from the floors: it cannot say more than they do.

python -m evaluation.headlines     writes the table into README.md
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from evaluation.gate import Floors, load_floors

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


class Headline(msgspec.Struct, frozen=True):
    """One row: the layer, what it holds, and the measure that stands for it with its references."""

    layer: str
    holds: str
    task: str
    measure: str
    on: str
    beside: str


HEADLINES = (
    Headline(
        "main text",
        "the statement without the page around it; what is left of the furniture is marked",
        "main_text",
        "main text, F1, all (181 pages)",
        "181 news pages, F1",
        "trafilatura alone .964; best published .970",
    ),
    Headline(
        "sentences",
        "for the readers; also inside quotations and lists",
        "sentences",
        "sentences, golden rules, en (of 48)",
        "48 golden rules, share",
        "pysbd .98, sentencex .90",
    ),
    Headline(
        "quotations",
        "who says what: content, mode, speaker, cue, nesting",
        "quotations",
        "PolNeAR dev, attribution F1",
        "PolNeAR dev (US news), attribution F1",
        "plain rules .55, a CRF .67, one human against another .80",
    ),
    Headline(
        "",
        "… by the rules alone",
        "quotations",
        "rules alone, attribution F1",
        "the same",
        "the same",
    ),
    Headline("", "", "statements", "quotation F1", "gold statements, F1", "two annotators .85"),
    Headline(
        "times",
        "TIMEX3 value, EDTF interval, anchor, modifier",
        "times",
        "news value F1",
        "TimeBank and AQUAINT, value F1",
        "HeidelTime .78 on another set",
    ),
    Headline("", "", "statements", "time F1", "gold statements, F1", "two annotators .94"),
    Headline(
        "quantities",
        "value, bounds, unit or what is counted, change",
        "quantities",
        "NewsQuant value F1",
        "NewsQuant (half), value F1",
        "CQE .92, quantulum3 .73",
    ),
    Headline("", "", "statements", "quantity F1", "gold statements, F1", "two annotators .94"),
    Headline(
        "mentions",
        "people, organisations, places, events, groups, offices; one referent for one thing",
        "mentions",
        "UNER EWT dev F1",
        "UNER English EWT dev, F1",
        "rules with gazetteers .55–.57",
    ),
    Headline("", "", "mentions", "gold statements typed F1", "gold statements, F1 with the type", "two annotators .93"),
    Headline(
        "citations",
        "resolutions, treaties, judgments, acts, reports, by their own symbols",
        "citations",
        "Security Council recall",
        "Security Council citations, recall",
        "a sketch of 14 patterns .66–.79",
    ),
    Headline("", "", "statements", "citation F1", "gold statements, F1", "two annotators .89"),
    Headline(
        "claims",
        "the clauses that assert something: types, checkable or not, by whom",
        "statements",
        "claim F1",
        "gold statements, F1",
        "two annotators .88",
    ),
    Headline(
        "comparisons",
        "how cases are compared, and on which grounds",
        "statements",
        "comparison F1",
        "gold statements, F1",
        "two annotators .49",
    ),
    Headline(
        "wording",
        "contested names, distancing, absolutes, generalisations, loaded words",
        "statements",
        "wording F1",
        "gold statements, F1",
        "two annotators .66",
    ),
)


def table(floors: dict[str, Floors]) -> str:
    """Return the table in Markdown; a measure without a floor is shown as a dash."""
    lines = ["| layer | what it holds | measured on | onrecord | beside |", "|---|---|---|---|---|"]
    for h in HEADLINES:
        held = floors[h.task].floors.get(h.measure) if h.task in floors else None
        value = "–" if held is None else f"{held:.3f}".removeprefix("0")
        layer = f"**{h.layer}**" if h.layer else ""
        lines.append(f"| {layer} | {h.holds} | {h.on} | {value} | {h.beside} |")
    lines.append("")
    lines.append(
        "All of these are development figures: the rules were written with these texts at hand, and the five gold\n"
        "statements, read closely, flatter most. Unseen text is read less well; how much less is not measured yet."
    )
    return "\n".join(lines)


def with_table(readme: str, floors: dict[str, Floors]) -> str:
    """Return the README with its table made anew."""
    head, rest = readme.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{table(floors)}\n{END}{tail}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8"), load_floors()), encoding="utf-8")
