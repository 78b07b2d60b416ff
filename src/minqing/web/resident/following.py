"""The same was reported in this village: what may be followed instead, or besides."""

from datetime import datetime

from minqing.cases.following import queries
from minqing.cases.releasing.records import ReleasedCase
from minqing.vault.danger import danger_in
from minqing.vault.masking import mask

from . import asking
from .drafting import Draft

PRESSED = "follow-"
"""How the button's value begins; the public number follows."""


def same_here(place_path: str, draft: Draft, at: datetime) -> tuple[ReleasedCase, ...]:
    """Return what may be the same, three at most; nothing where a danger is named: that is always filed."""
    said = f"{draft.text}\n{draft.where}"
    if danger_in(said):
        return ()
    chosen = asking.number_in(draft.matter)

    def matters() -> set[int]:
        return {chosen} if chosen else {one.number for one in asking.offered(draft.words)}

    return queries.same_in_village(mask(said).text, place_path=place_path, matters=matters, at=at)
