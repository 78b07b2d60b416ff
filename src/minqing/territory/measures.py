"""What the territory is measured by: doors with a card that hangs, villages with a code."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Better, Given, Measure, Tally, Term, Worked

from .facts import CARD_KINDS, LEVEL_NUMBERS

VILLAGE, DOOR = CARD_KINDS["village"], CARD_KINDS["household"]
LEVEL = LEVEL_NUMBERS["village"]

declare_measures(
    Measure(
        key="territory.cards_posted",
        title=_("Doors with a card posted"),
        question=_("Of the doors on the list, how many have a card that hangs there?"),
        unit="%",
        part=(
            Term("qr_card.posted", {"card": DOOR}, until_end=True),
            Term("qr_card.revoked", {"card": DOOR, "hung": 1}, sign=-1, until_end=True),
        ),
        whole=(
            Term("household.registered", until_end=True),
            Term("place.closed", {"kind": 3}, sign=-1, until_end=True),
        ),
        counts=_("Cards whose posting was recorded, as they stood at the end of the period."),
        misleads=_("A card may have been taken down since, and a door that nobody registered is in neither number."),
        better=Better.HIGHER,
        worked=Worked(
            given=(
                Given("household.registered", times=5),
                Given("place.closed", {"kind": 3}),
                Given("qr_card.posted", {"card": DOOR}, times=3),
                Given("qr_card.posted", {"card": VILLAGE}),
                Given("qr_card.revoked", {"card": DOOR, "reason": 1, "hung": 1}),
                Given("qr_card.revoked", {"card": DOOR, "reason": 1, "hung": 0}),
            ),
            gives=Tally(part=2, whole=4),
        ),
    ),
    Measure(
        key="territory.villages_with_code",
        title=_("Villages with a code of their own"),
        question=_("Of the villages and communities, how many have a village code in force?"),
        unit="%",
        part=(
            Term("qr_card.issued", {"card": VILLAGE}, until_end=True),
            Term("qr_card.revoked", {"card": VILLAGE}, sign=-1, until_end=True),
        ),
        whole=(
            Term("division.opened", {"level": LEVEL}, until_end=True),
            Term("division.closed", {"level": LEVEL}, sign=-1, until_end=True),
        ),
        counts=_("Village codes issued and not revoked; a village has at most one."),
        misleads=_("Issued is not posted: see which are still in a drawer."),
        better=Better.HIGHER,
        worked=Worked(
            given=(
                Given("division.opened", {"level": LEVEL}, times=4),
                Given("division.opened", {"level": 4}),
                Given("division.closed", {"level": LEVEL}),
                Given("qr_card.issued", {"card": VILLAGE, "again": 0}, times=2),
                Given("qr_card.issued", {"card": VILLAGE, "again": 1}),
                Given("qr_card.issued", {"card": DOOR, "again": 0}),
                Given("qr_card.revoked", {"card": VILLAGE, "reason": 2, "hung": 1}),
            ),
            gives=Tally(part=2, whole=3),
        ),
    ),
)
