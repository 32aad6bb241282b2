"""How far a long run is: on standard error, on a terminal only, and after a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType

WAIT = 1.0
"""Seconds before the first drawing: a short run draws nothing."""

EVERY = 0.1
"""Seconds between two drawings."""


class Progress:
    """A bar where the total is known, a count where it is not; it leaves no trace at the end."""

    def __init__(self, total: int | None, *, shown: bool) -> None:
        self._total = total
        self._shown = shown and sys.stderr.isatty()
        self._began = time.monotonic()
        self._next = self._began + WAIT
        self._done = 0
        self._left_out = 0
        self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.clear()

    def step(self, *, left_out: bool = False) -> None:
        """Count one document, and draw when it is time."""
        self._done += 1
        self._left_out += left_out
        if self._shown and time.monotonic() >= self._next:
            self._draw()

    def clear(self) -> None:
        """Wipe the line, so that something else can be printed."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

    def _draw(self) -> None:
        now = time.monotonic()
        self._next = now + EVERY
        rate = self._done / max(now - self._began, 1e-9)
        parts = [f"{rate:,.1f} a second"]
        if self._left_out:
            parts.append(f"{self._left_out:,} left out")
        if self._total:
            share = min(self._done / self._total, 1.0)
            rest = int((self._total - self._done) / rate) if rate else 0
            parts.append(f"{rest // 60}:{rest % 60:02d} to go")
            head = f"{'█' * int(20 * share):░<20} {self._done:,} of {self._total:,}"
        else:
            head = f"{self._done:,} documents"
        sys.stderr.write(f"\r\x1b[K{head}, {', '.join(parts)}")
        sys.stderr.flush()
        self._drawn = True
