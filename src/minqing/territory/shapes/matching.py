"""Which division a feature is: by its code, else by its name where that is one division's alone. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.territory.names import short_name
from minqing.territory.records import PlaceView

from .geojson_file import Feature

LEFT_OUT = "0"
"""What is written in a feature's field so that it is not loaded."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A division and how it was found; without one ``why`` says why not."""

    place: PlaceView | None
    how: str = ""
    why: Any = ""


@dataclass(frozen=True)
class Divisions:
    """The divisions in force, to be found by code and by name."""

    by_code: Mapping[str, PlaceView]
    by_name: Mapping[str, list[PlaceView]]

    @classmethod
    def of(cls, places: Iterable[PlaceView]) -> "Divisions":
        """Note each place under its name as people say it and as it is published."""
        held, names = tuple(places), dict[str, list[PlaceView]]()
        for place in held:
            for name in {place.name, place.official_name, place.full_name.replace(" ", "")}:
                names.setdefault(name, []).append(place)
        return cls({place.code: place for place in held}, names)

    def guess(self, feature: Feature, chosen: str = "") -> Guess:
        """
        Say which division a feature is.

        :param chosen: the code that a person wrote beside it; "" to guess.
        """
        if chosen == LEFT_OUT:
            return Guess(None, why=_("it was left out by hand."))
        if chosen:
            place = self.by_code.get(chosen.ljust(12, "0"))
            return Guess(place, "chosen", _("no division in force has the code that was written beside it."))
        if place := self.by_code.get(feature.code.ljust(12, "0")):
            return Guess(place, "code")
        return self._by_name(feature.name)

    def _by_name(self, name: str) -> Guess:
        found = self.by_name.get(name) or self.by_name.get(short_name(name)) or []
        if len(found) == 1:
            return Guess(found[0], "name")
        if found:
            return Guess(None, why=_("several divisions have this name: write the code beside it."))
        return Guess(None, why=_("no division in force has its code or name: write the code beside it."))
