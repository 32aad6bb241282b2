"""How fast is onrecord, and how much memory does it take? Figures, printed as a table.

    python -m benchmarks.speed            all figures
    python -m benchmarks.speed start warm some of them

The statement is the example of this repository, repeated or cut to 1,000 words. CPU seconds are
those of the process (children included); nothing here is a test.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import onrecord
from onrecord.reading import name_of, read

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "ferry-statement.txt"
ONRECORD = [sys.executable, "-m", "onrecord.cli"]

Row = tuple[str, str, str]


def words(count: int) -> str:
    """Return the example's body as running text of that many words, whole paragraphs repeated."""
    paragraphs = [p for p in EXAMPLE.read_text(encoding="utf-8").split("\n\n")[3:-6] if p.strip()]
    out: list[str] = []
    held = 0
    while held < count:
        paragraph = paragraphs[len(out) % len(paragraphs)]
        out.append(" ".join(paragraph.split()[: count - held]))
        held += len(out[-1].split())
    return "\n\n".join(out)


def wall(command: list[str], times: int = 5) -> float:
    """Return the median wall time of a command in seconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found.append(time.perf_counter() - began)
    return sorted(found)[times // 2]


def start() -> list[Row]:
    """Start-up: the help, and one statement of 1,000 words from the shell."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.txt"
        path.write_text(words(1000), encoding="utf-8")
        return [
            ("onrecord --help", f"{wall([*ONRECORD, '--help']):.2f} s", "≤ 0.3 s"),
            ("read 1,000 words from the shell, text", f"{wall([*ONRECORD, 'read', str(path)]):.2f} s", "≤ 1.5 s"),
            ("… as HTML", f"{wall([*ONRECORD, 'read', str(path), '-f', 'html']):.2f} s", "≤ 1.5 s"),
        ]


def warm() -> list[Row]:
    """A warm process: all readers on 1,000 words, and each reader alone."""
    document = onrecord.Document.from_text(words(1000), language="en", published="2024-05-12")
    read(document)
    rows = [("all readers, 1,000 words, warm", f"{_best(lambda: read(document)) * 1000:.0f} ms", "≤ 100 ms")]
    reading = read(document)
    for reader in onrecord.READERS:
        taken = _best(lambda reader=reader: list(reader(document, reading)))  # type: ignore[misc]
        rows.append((f"… {name_of(reader)}", f"{taken * 1000:.1f} ms", ""))
    return rows


def _best(work: Callable[[], object], times: int = 7) -> float:
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def batch() -> list[Row]:
    """Many documents: megabytes a minute on one core, and memory over 10,000 documents."""
    text = words(270)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "many.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for n in range(10_000):
                file.write(json.dumps({"id": f"d{n}", "text": f"{n}. {text}"}) + "\n")
        rows = []
        peaks = []
        for count in (1_000, 10_000):
            part = Path(folder) / f"{count}.jsonl"
            part.write_text(
                "".join(source.read_text(encoding="utf-8").splitlines(keepends=True)[:count]), encoding="utf-8"
            )
            command = [*ONRECORD, "read", str(part), "-f", "jsonl", "-o", str(Path(folder) / f"out{count}"), "-q"]
            seconds, peak = _measured(command)
            peaks.append(peak)
            megabytes = part.stat().st_size / 1e6
            rate = megabytes / seconds * 60
            rows.append((f"{count:,} documents of 270 words: MB of text a CPU minute", f"{rate:.1f}", "≥ 1"))
        rows.append(("peak memory at 1,000 and 10,000 documents", f"{peaks[0]:.0f} and {peaks[1]:.0f} MB", "flat"))
        return rows


def _measured(command: list[str]) -> tuple[float, float]:
    """Return a command's CPU seconds and its peak memory in MB."""
    process = os.posix_spawn(command[0], command, os.environ, file_actions=[])
    _, _, usage = os.wait4(process, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


PARTS: dict[str, Callable[[], list[Row]]] = {"start": start, "warm": warm, "batch": batch}


def main(names: list[str]) -> int:
    """Print the parts that were named, or all."""
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows = [("figure", "measured", "goal")]
    for name in names or list(PARTS):
        rows += PARTS[name]()
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(f"This process at its peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
