"""The dossier as one self-contained page that reads like a scholarly edition."""

from __future__ import annotations

from onrecord.dossier.html.page import to_html

__all__ = ["to_html"]
