"""Public reads of the territory. Names of places are public; lists of cards are for those who issue them."""

from minqing.territory.access import CardNotFound, CodeMistyped
from minqing.territory.records import CardLine, CardView, DoorLine, PlaceView, VillageCards

from .cards import CardRevoked, card, card_lines, card_overview, card_view, cards_of, has_card
from .doors import doors_of
from .finding import places_found, places_sounding
from .places import (
    TooNarrow,
    chain_names,
    county,
    divisions,
    full_names,
    place,
    place_by_code,
    place_to_count,
    place_without_door,
    places_ever,
    places_page,
    places_under,
    search_places,
    successions,
)

__all__ = [
    "CardLine",
    "CardNotFound",
    "CardRevoked",
    "CardView",
    "CodeMistyped",
    "DoorLine",
    "PlaceView",
    "TooNarrow",
    "VillageCards",
    "card",
    "card_lines",
    "card_overview",
    "card_view",
    "cards_of",
    "chain_names",
    "county",
    "divisions",
    "doors_of",
    "full_names",
    "has_card",
    "place",
    "place_by_code",
    "place_to_count",
    "place_without_door",
    "places_ever",
    "places_found",
    "places_page",
    "places_sounding",
    "places_under",
    "search_places",
    "successions",
]
