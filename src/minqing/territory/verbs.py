"""What may be done here, as a table: the web draws its forms from it, the API its schemas."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import service
from .facts import REASON_TITLES
from .permissions import ISSUE_CARDS, MANAGE

_VILLAGE: Final = Field("village_path", "text", _("Village"), max_length=120)
_CODE: Final = Field("code", "text", _("Code of the card"), max_length=20)
_NAME: Final = Field("name", "text", _("Name"), max_length=60)
_PATH: Final = Field("path", "text", _("Place"), max_length=120)


def _reasons() -> list[tuple[str, Any]]:
    return [(key, title) for key, title in REASON_TITLES.items() if key != "replaced"]


_REASON: Final = Field("reason", "choice", _("Why"), choices=_reasons)

PLACES: Final = (
    Verb(
        key="draw_grid_cell",
        title=_("Draw a grid cell"),
        permission=MANAGE,
        run=service.draw_grid_cell,
        fields=(
            _VILLAGE,
            _NAME,
            Field("scope_words", "text", _("What lies in it"), required=False, max_length=200, initial=""),
            Field("serial", "int", _("Number"), required=False, min_value=1, max_value=999),
            Field("dedicated", "bool", _("A cell of its own for a market, school or works"), required=False),
        ),
    ),
    Verb(
        key="register_building",
        title=_("Register a lane or building"),
        permission=MANAGE,
        run=service.register_building,
        fields=(Field("parent_path", "text", _("Lies in"), max_length=120), _NAME),
    ),
    Verb(
        key="register_household",
        title=_("Register a household"),
        permission=MANAGE,
        run=service.register_household,
        fields=(
            Field("parent_path", "text", _("Lies in"), max_length=120),
            Field(
                "name",
                "text",
                _("How staff find the door"),
                required=False,
                max_length=60,
                help=_("For instance 12号. Never a person's name or phone."),
                initial="",
            ),
        ),
    ),
    Verb(key="rename_place", title=_("Rename"), permission=MANAGE, run=service.rename_place, fields=(_PATH, _NAME)),
    Verb(
        key="move_place",
        title=_("Move to another grid cell"),
        permission=MANAGE,
        run=service.move_place,
        fields=(_PATH, Field("parent_path", "text", _("Lies in"), max_length=120)),
    ),
    Verb(
        key="close_place",
        title=_("Take off the list"),
        permission=MANAGE,
        run=service.close_place,
        fields=(_PATH,),
        confirm=_("It disappears from all lists; what was filed there stays."),
    ),
)

SUCCESSIONS: Final = (
    Verb(
        key="name_successor",
        title=_("Name the successor"),
        permission=MANAGE,
        run=service.name_successor,
        fields=(
            _PATH,
            Field(
                "successor_path",
                "text",
                _("Which division took its place"),
                max_length=120,
                help=_("The path of a township or village in force, e.g. 139901/101/203/."),
            ),
        ),
        confirm=_("This is said once and cannot be changed."),
    ),
)

CARDS: Final = (
    Verb(
        key="issue_card",
        title=_("Issue a card"),
        permission=ISSUE_CARDS,
        run=service.issue_card,
        fields=(_VILLAGE, Field("household_path", "text", _("Household"), required=False, max_length=120)),
    ),
    Verb(
        key="issue_cards",
        title=_("Issue the missing cards"),
        permission=ISSUE_CARDS,
        run=service.issue_cards,
        fields=(_VILLAGE,),
        likely=True,
    ),
    Verb(
        key="mark_posted",
        title=_("Posted"),
        permission=ISSUE_CARDS,
        run=service.mark_posted,
        fields=(_CODE,),
        likely=True,
    ),
    Verb(
        key="mark_village_posted",
        title=_("All of them are posted"),
        permission=ISSUE_CARDS,
        run=service.mark_village_posted,
        fields=(_VILLAGE,),
    ),
    Verb(
        key="reissue_card",
        title=_("Issue a new card in its place"),
        permission=ISSUE_CARDS,
        run=service.reissue_card,
        fields=(_CODE, _REASON),
        confirm=_("The old card stops working at once."),
    ),
    Verb(
        key="revoke_card",
        title=_("Revoke"),
        permission=ISSUE_CARDS,
        run=service.revoke_card,
        fields=(_CODE, _REASON),
        confirm=_("The card stops working at once. Whoever scans it is told the village and helped on."),
    ),
)

VERBS: Final = {verb.key: verb for verb in (*PLACES, *SUCCESSIONS, *CARDS)}
