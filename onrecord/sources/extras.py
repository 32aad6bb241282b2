"""The optional libraries: imported when they are needed, with one clear error when they are absent."""

from __future__ import annotations

import importlib
from typing import Any

from onrecord.errors import MissingExtra


def need(module: str, *, name: str, what: str, extra: str) -> Any:
    """Return a module of an optional library; raise MissingExtra, naming the source, when it is absent."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtra(f"{name}: {what}", extra) from error
