"""A published review as the archive keeps it: the fields that count, in their publisher's words."""

from __future__ import annotations

import msgspec

from onrecord.model import Review

HEAD, BODY = 2_000, 1_500
"""Characters of a review's own fields, and of its article, that are searched."""


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A ClaimReview, each field as published and without markup.

    ``published`` and ``claimed`` are ISO 8601 days where they could be read, else None; ``url`` is
    the review's own.
    """

    claim: str
    claimant: str | None = None
    claimed: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    rating: str | None = None
    description: str | None = None
    body: str | None = None
    language: str | None = None

    @property
    def head(self) -> str:
        """What the review says of itself: claim, title, description and claimant."""
        return " ".join(part[:HEAD] for part in (self.claim, self.title, self.description, self.claimant) if part)

    @property
    def opening(self) -> str:
        """The beginning of its article."""
        return (self.body or "")[:BODY]

    def review(self) -> Review:
        """Return what a dossier names of it."""
        return Review(
            publisher=self.publisher,
            url=self.url,
            rating=self.rating,
            published=self.published,
            claim=self.claim,
            claimant=self.claimant,
        )
