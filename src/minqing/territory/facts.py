"""What can happen to places and to the cards that hang there."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code, declare, flag

LEVEL_NUMBERS = {"province": 1, "city": 2, "county": 3, "township": 4, "village": 5}
CARD_KINDS = {"village": 1, "household": 2}
REASON_NUMBERS = {"lost": 1, "damaged": 2, "misprinted": 3, "moved": 4, "misused": 5, "replaced": 6}
REASON_TITLES = {
    "lost": _("Lost"),
    "damaged": _("Damaged"),
    "misprinted": _("Misprinted"),
    "moved": _("The household has moved"),
    "misused": _("Misused"),
    "replaced": _("Replaced by a new card"),
}

_LEVEL = code(
    "d1",
    "level of the division",
    {1: _("Province"), 2: _("City"), 3: _("County"), 4: _("Township"), 5: _("Village")},
)
_CARD = code("d1", "what the card stands for", {1: _("Village card"), 2: _("Household card")})
_REASON = code("d2", "why it was revoked", {REASON_NUMBERS[key]: title for key, title in REASON_TITLES.items()})
_KIND = code("d1", "kind of place", {1: _("Grid cell"), 2: _("Lane or building"), 3: _("Household")})
_DIVISION = {"division": "12-digit division code"}

declare(
    FactType(
        "division.opened",
        _("Division opened"),
        "A division of the public code table came into force here.",
        columns={"level": _LEVEL},
        payload=_DIVISION,
    ),
    FactType(
        "division.renamed",
        _("Division renamed"),
        "A division kept its code and got another name.",
        columns={"level": _LEVEL},
        payload=_DIVISION,
    ),
    FactType(
        "division.closed",
        _("Division closed"),
        "A division is no longer in the code table; its code is never used again.",
        columns={"level": _LEVEL},
        payload=_DIVISION,
    ),
    FactType(
        "division.succeeded",
        _("Division succeeded"),
        "A division was named as the one that took the place of a closed one.",
        columns={"level": _LEVEL},
        payload={**_DIVISION, "before": "path of the closed one"},
    ),
    FactType(
        "grid_cell.drawn",
        _("Grid cell drawn"),
        "A grid cell of a village came into force.",
        columns={"dedicated": flag("d1", "1 for a cell of its own for a market, school or works")},
        payload={"cell": "15-digit code: 12 of the village and 3"},
    ),
    FactType(
        "grid_cell.bounded",
        _("Boundary of a grid cell drawn"),
        "It was drawn on the map how far a grid cell reaches, from a day on; what held before was not changed.",
        columns={"corners": amount("corners of its boundary", "个")},
        payload={
            "valid_from": "first day on which it holds",
            "digest": "SHA-256 over the boundary, so that the day's seal holds it",
        },
    ),
    FactType(
        "grid_cell.split",
        _("Grid cell split"),
        "A grid cell ended and two came in its place; its lanes and doors lie in one of them.",
        payload={"into": "paths of the two"},
    ),
    FactType(
        "grid_cell.merged",
        _("Grid cells merged"),
        "A grid cell came in the place of two neighbours; their lanes and doors lie in it.",
        payload={"before": "paths of the two"},
    ),
    FactType(
        "building.registered",
        _("Lane or building registered"),
        "A lane or a building was put on the list of places.",
    ),
    FactType(
        "household.registered",
        _("Household registered"),
        "A household was put on the list of places: a door, never who lives behind it.",
    ),
    FactType(
        "place.renamed",
        _("Place renamed"),
        "A grid cell, lane, building or household got another name.",
        columns={"kind": _KIND},
    ),
    FactType(
        "place.moved",
        _("Place moved"),
        "A lane, building or household came to lie in another grid cell; its card and its contact go with it.",
        columns={"kind": _KIND},
        payload={"before": "path until now"},
    ),
    FactType(
        "place.closed",
        _("Place closed"),
        "A grid cell, lane, building or household is no longer in use.",
        columns={"kind": _KIND},
    ),
    FactType(
        "qr_card.issued",
        _("Card issued"),
        "A card with a new random code came into force.",
        columns={"card": _CARD, "again": flag("d2", "1 when it takes the place of another")},
    ),
    FactType(
        "qr_card.posted",
        _("Card posted"),
        "A card was put up where it belongs.",
        columns={"card": _CARD},
    ),
    FactType(
        "qr_card.revoked",
        _("Card revoked"),
        "A card no longer holds; who scans it is still told the village.",
        columns={"card": _CARD, "reason": _REASON, "hung": flag("d3", "1 when it had been posted")},
    ),
    FactType(
        "shape_edition.loaded",
        _("Boundaries loaded"),
        "Boundaries of divisions, or points of villages, came into force from a day on; nothing before it was changed.",
        columns={"shapes": amount("divisions that got a boundary or a point", "个")},
        payload={
            "valid_from": "first day on which they hold",
            "digest": "SHA-256 over what is kept of the file, so that the day's seal holds it",
        },
        unit="份",
    ),
)
