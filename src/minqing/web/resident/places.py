"""Where a resident stands: the county, the village of a card, and who answers there."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import grouped
from minqing.territory import queries as territory
from minqing.territory.queries import CardRevoked, CardView, PlaceView

CARD_LENGTH = 9
CODE = re.compile(r"\d{6}|\d{9}|\d{12}")


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where a report is made from.

    :param place_path: what the request is filed under: the card's door, or the place chosen without a card.
    :param place: the village (or township, or county) as it is named on the page.
    :param card: None without a card and for a revoked one.
    """

    place_path: str
    place: PlaceView
    code: str = ""
    card: CardView | None = None
    revoked: bool = False

    def read_by_office(self, at: datetime) -> PlaceView:
        """Return the place as an office will read it, if she does not wish the village alone: never a door."""
        if self.place_path == self.place.path:
            return self.place
        return cases.place_read(territory.place(self.place_path), at=at)

    @property
    def above(self) -> str:
        """Return the names above this place: 青禾县 清源镇."""
        return self.place.full_name.removesuffix(self.place.name).strip()

    @property
    def channel(self) -> str:
        """Return how a request from here comes in."""
        return "qr" if self.code else "web"


def county() -> PlaceView | None:
    """Return the county of this installation, or None before its divisions are loaded."""
    return territory.county()


def standing_of_card(code: str) -> Standing:
    """
    Find where a card hangs; a revoked card still knows its village.

    :param code: normalised, with check character.
    :raises NotFound: if no card has this code.
    """
    try:
        card = territory.card(code)
    except CardRevoked as revoked:
        place = territory.place(revoked.village_path)
        return Standing(place_path=place.path, place=place, code=code, revoked=True)
    return Standing(place_path=card.place_path, place=territory.place(card.village_path), code=code, card=card)


def standing_of_place(digits: str) -> Standing:
    """
    Find a place by its division code, for a report without a card.

    :param digits: 6, 9 or 12 digits.
    :raises NotFound: if there is no such place.
    """
    if not CODE.fullmatch(digits):
        raise NotFound
    place = territory.place(path_of(digits))
    return Standing(place_path=place.path, place=place)


def path_of(digits: str) -> str:
    """Turn a division code into a path: 139901101203 → 139901/101/203/."""
    return "/".join(part for part in (digits[:6], digits[6:9], digits[9:12]) if part) + "/"


def speak_url(standing: Standing) -> str:
    """Return the address at which she says it instead of writing it."""
    if standing.code:
        return reverse("resident:speak_card", args=[standing.code])
    return reverse("resident:speak_place", args=[digits_of(standing.place.path)])


def digits_of(path: str) -> str:
    """Turn the path of a county, township or village into digits."""
    return path.replace("/", "")


def people_of(standing: Standing) -> list[Any]:
    """
    Return who answers here: the door's contact, grid worker, head of building or lane, head of the village.

    Somebody who answers in two roles stands there once, with both.
    """
    by_post: dict[Any, Any] = {}
    for one in directory.who_answers(standing.place_path):
        held = by_post.get(one.post_id)
        title = f"{held.role_title}{_(', ')}{one.role_title}" if held else one.role_title
        by_post[one.post_id] = replace(held or one, role_title=title)
    return list(by_post.values())


def written_code(code: str) -> str:
    """Write a card's code in groups, as it is printed."""
    return grouped(code, 4)
