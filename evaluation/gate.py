"""The board and the gate: run the tasks, print every score beside its reference, hold the floors.

    python -m evaluation.gate                  all tasks
    python -m evaluation.gate times claims     some tasks
    python -m evaluation.gate --update         raise the floors to what was reached
    python -m evaluation.gate --update --allow-regression    lower them too; say why in the commit

Exit status: 0 when no floor is broken, 1 when one is, 2 for wrong usage. A task whose data are not
there is skipped, and says so. Floors belong to the data they were measured on: when the data have
changed, the old floors are shown and not enforced.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import sys
import time
from pathlib import Path
from typing import cast

import msgspec

from evaluation.task import SHARED, Score, Task

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
EPSILON = 0.0005
"""What a score may lie under its floor: the rounding of the file."""


class Floors(msgspec.Struct, kw_only=True):
    """The floors of one task, and a digest of the data they were measured on."""

    data: str
    floors: dict[str, float]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the board."""

    task: str
    score: Score
    floor: float | None
    seconds: float

    @property
    def broken(self) -> bool:
        """Tell whether the score lies under its floor."""
        return self.floor is not None and self.score.value < self.floor - EPSILON


def tasks() -> list[str]:
    """Return the names of all tasks, in alphabetical order."""
    return sorted(path.parent.name for path in HERE.glob("*/score.py"))


def digest(shared: Path, needs: tuple[str, ...]) -> str:
    """Return a digest of the names and sizes of the files that a task reads."""
    found = hashlib.sha256()
    for need in needs:
        for path in sorted((shared / need).rglob("*")):
            if path.is_file():
                found.update(f"{path.relative_to(shared).as_posix()}\0{path.stat().st_size}\n".encode())
    return found.hexdigest()[:16]


def run(name: str, shared: Path, floors: dict[str, Floors]) -> list[Result] | str:
    """Run one task; return its lines, or why it was skipped."""
    task = cast(Task, importlib.import_module(f"evaluation.{name}.score"))
    missing = [need for need in task.NEEDS if not (shared / need).exists()]
    if missing:
        return f"skipped: no {', '.join(missing)} beside this checkout"
    began = time.process_time()
    scores = task.score(shared)
    seconds = time.process_time() - began
    known = floors.get(name)
    held = known.floors if known is not None and known.data == digest(shared, task.NEEDS) else {}
    return [Result(task=name, score=s, floor=held.get(s.measure), seconds=seconds) for s in scores]


def raised(old: dict[str, float], scores: list[Score], *, allow_regression: bool) -> dict[str, float]:
    """Return the floors after a run: the higher of floor and score, unless lower ones are allowed."""
    new = {}
    for score in scores:
        if score.floor:
            reached = int(score.value * 1000) / 1000
            before = old.get(score.measure, 0.0)
            new[score.measure] = reached if allow_regression else max(before, reached)
    gone = {measure: value for measure, value in old.items() if measure not in new}
    return dict(sorted((new if allow_regression else {**gone, **new}).items()))


def board(results: list[Result]) -> str:
    """Return the lines of the board as a table."""
    rows = [("task", "measure", "score", "floor", "reference", "CPU s")]
    last = ""
    for r in results:
        floor = "" if r.floor is None else f"{r.floor:.3f}" + (" BROKEN" if r.broken else "")
        first = r.task != last
        value = f"{r.score.value:,.0f}" if r.score.value >= 100 else f"{r.score.value:.3f}"
        row = (
            r.task if first else "",
            r.score.measure,
            value,
            floor,
            r.score.reference,
            f"{r.seconds:.1f}" if first else "",
        )
        rows.append(row)
        last = r.task
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    right = {2, 5}
    return "\n".join(
        "  ".join(
            c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def load_floors(path: Path = FLOORS) -> dict[str, Floors]:
    """Return the floors of every task; none when there is no file."""
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Floors]) if path.exists() else {}


def save_floors(floors: dict[str, Floors], path: Path = FLOORS) -> None:
    """Write the floors, sorted, one measure a line."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(floors, order="sorted"), indent=2) + b"\n")


def main(arguments: list[str] | None = None) -> int:
    """Run the gate from the command line."""
    parser = argparse.ArgumentParser(prog="evaluation.gate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", nargs="*", help="tasks to run; all when none is named")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors too")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the data")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.task) - set(tasks()))
    if unknown:
        parser.error(f"no such task: {', '.join(unknown)}; there are {', '.join(tasks())}")
    if options.allow_regression and not options.update:
        parser.error("--allow-regression goes with --update")
    floors = load_floors()
    results: list[Result] = []
    for name in options.task or tasks():
        outcome = run(name, options.shared, floors)
        if isinstance(outcome, str):
            print(f"{name}: {outcome}", file=sys.stderr)
            continue
        results += outcome
        if options.update:
            _update(name, outcome, options.shared, floors, allow_regression=options.allow_regression)
    print(board(results) if results else "No task was run.")
    if options.update:
        save_floors(floors)
        return 0
    broken = [r for r in results if r.broken]
    for r in broken:
        print(f"{r.task}: {r.score.measure} is {r.score.value:.3f}, under its floor of {r.floor:.3f}", file=sys.stderr)
    return 1 if broken else 0


def _update(
    name: str, results: list[Result], shared: Path, floors: dict[str, Floors], *, allow_regression: bool
) -> None:
    task = cast(Task, importlib.import_module(f"evaluation.{name}.score"))
    now = digest(shared, task.NEEDS)
    old = floors.get(name)
    before = old.floors if old is not None and old.data == now else {}
    new = raised(before, [r.score for r in results], allow_regression=allow_regression)
    if new:
        floors[name] = Floors(data=now, floors=new)


if __name__ == "__main__":
    sys.exit(main())
