"""How a function is compiled: on its first call, and kept on disk for the next process."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from numba import config, njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function as machine code, made on its first call; other threads may run beside it.

    The code is kept in the package folder, or in the user's cache folder where that is read-only,
    or else in a temporary folder.
    """
    try:
        return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder that can be written to
        config.CACHE_DIR = str(  # type: ignore[attr-defined]
            Path(tempfile.gettempdir()) / f"onrecord-kernels-{os.getuid()}"
        )
        try:
            return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))
        except (RuntimeError, OSError):
            return cast("Callable[P, R]", njit(nogil=True)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Return a small function that is compiled into the kernels that call it."""
    return cast("Callable[P, R]", njit(nogil=True, inline="never")(function))
