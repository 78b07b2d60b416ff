"""
Where a request that came from outside lies: by the code of a card or division, by a point, or by words.

A point finds the village and is then forgotten: kept, it would be a door.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from math import isfinite
from typing import Any, Final

from django.utils.translation import gettext as _

from minqing.kernel.errors import NotFound, Refused
from minqing.territory import queries as territory
from minqing.territory.records import PlaceView
from minqing.territory.shapes import queries as shapes
from minqing.territory.shapes.datums import from_bd09, to_wgs84

from .refusing import BadRequest

TOWNSHIP: Final = 2
"""So many steps the path of a place has at least, under which a request may be filed from outside."""
DATUMS: Final = ("wgs84", "gcj02", "bd09")


def place_asked(*, address_id: str, lat: str, long: str, address: str, datum: str, on: date) -> str:
    """
    Find the place of a request: the code counts before the point, the point before the words.

    :return: the path of a township, village, grid cell, building or household.
    :raises BadRequest: if nothing was said of the place, or no place of this county can be found by it.
    """
    if address_id:
        return place_by_id(address_id)
    if lat or long:
        return place_by_point(lat, long, datum=datum, on=on)
    if address:
        return place_in_words(address)
    raise BadRequest(_("Say where: address_id, or lat and long, or address_string."), field="address_id")


def place_by_id(code: str) -> str:
    """
    Find the place of a division's code (9 or 12 digits), of a grid cell's (15), or of a card.

    :raises BadRequest: if there is none.
    """
    readings = [_by_code, _by_card] if code.strip().isdigit() else [_by_card]
    for read in readings:
        with suppress(Refused):
            return read(code)
    raise BadRequest(
        _("address_id is neither the code of a village or township here nor that of a card."), field="address_id"
    )


def _by_card(code: str) -> str:
    return territory.card(code).place_path


def _by_code(code: str) -> str:
    place = territory.place_by_code(code)
    if place.path.count("/") < TOWNSHIP:
        raise NotFound
    return place.path


def place_by_point(lat: str, long: str, *, datum: str, on: date) -> str:
    """
    Find the village, or the township where no village is drawn, in which a point lies.

    :param datum: what the numbers are: ``wgs84`` unless another is named.
    :raises BadRequest: if they are no degrees, or lie outside the county.
    """
    y, x = _degrees(lat, "lat", most=90), _degrees(long, "long", most=180)
    if datum not in DATUMS:
        raise BadRequest(_("datum is one of wgs84, gcj02, bd09."), field="datum")
    if datum == "bd09":
        x, y = from_bd09(x, y)
    if datum != "wgs84":
        x, y = to_wgs84(x, y)
    found = shapes.division_at(x, y, on=on)
    if found.count("/") < TOWNSHIP:
        raise BadRequest(
            _(
                "This point lies in no village of this county. lat and long are WGS 84; name another datum, or send "
                "address_id."
            ),
            field="lat",
        )
    return found


def _degrees(text: str, field: str, *, most: int) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or abs(number) > most:
        raise BadRequest(_("lat and long are degrees with a decimal point, and both are needed."), field=field)
    return number


def place_in_words(address: str) -> str:
    """
    Find the one village, or else the one township, that words name.

    :raises BadRequest: if they name none, or several.
    """
    said = "".join(address.split())
    named = [one for one in territory.divisions() if one.path.count("/") >= TOWNSHIP and _is_named(one, said)]
    villages = [one for one in named if one.path.count("/") > TOWNSHIP]
    townships = [one.path for one in named if one.path.count("/") == TOWNSHIP]
    if len(villages) > 1:
        villages = [one for one in villages if any(one.path.startswith(path) for path in townships)]
    found = _longest(villages) if villages else townships
    if len(found) != 1:
        raise BadRequest(
            _("address_string names no single village of this county. Name township and village, or send address_id."),
            field="address_string",
        )
    return found[0]


def _is_named(place: PlaceView, said: str) -> bool:
    names: Iterable[Any] = (place.name, place.official_name)
    return any(name and name in said for name in names)


def _longest(places: list[PlaceView]) -> list[str]:
    """Of 柳河村 and 东柳河村, both found in 东柳河村, keep the longer."""
    most = max(len(one.name) for one in places)
    return [one.path for one in places if len(one.name) == most]
