"""Closed lists of the vault: what a reveal is for, on which basis, who speaks for a child, why something is erased."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

PURPOSES = {
    "call_back": (1, _("To call the resident back about the matter")),
    "rescue": (2, _("To help somebody in danger")),
    "evidence": (3, _("To settle a fact that only the resident knows")),
    "statute": (4, _("A law demands it")),
    "correction": (5, _("The resident asked for a correction")),
}
BASES = {
    "consent": (1, _("The resident's consent (PIPL 13, 1)")),
    "duty": (2, _("A statutory duty (PIPL 13, 3; 34)")),
    "emergency": (3, _("To protect life or health (PIPL 13, 4)")),
}
CHILD = {
    "guardian": (1, _("A parent or guardian speaks for the child")),
    "adult": (2, _("Another grown-up speaks for the child; no guardian has agreed yet")),
    "alone": (3, _("The child itself reports, or nobody said who speaks for it")),
}
HOLDS = {
    "review": (1, _("Review or re-examination")),
    "lawsuit": (2, _("Lawsuit")),
    "discipline": (3, _("Disciplinary inquiry")),
}
ERASURES = {
    "clock": (1, _("The time for keeping has passed")),
    "request": (2, _("The resident asked for it")),
    "again": (3, _("Erased before; a backup had brought it back")),
}


def child_key(number: int) -> str:
    """Return the key of ``CHILD`` that a number stands for; empty for none."""
    return next((key for key, (stored, _title) in CHILD.items() if stored == number), "")


def numbers(codes: Mapping[str, tuple[int, Any]]) -> dict[int, Any]:
    """Return number → title, as a fact's column declares it."""
    return dict(codes.values())
