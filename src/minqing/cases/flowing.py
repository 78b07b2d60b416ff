"""
What flows: by which channel requests come in, to which end they go out, what a unit is given and what lies at it.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import Given, Measure

from .codes import TITLES, Channel, Outcome, Stage
from .measuring import count, term

GIVEN = count(
    "given",
    _("Requests given to the unit"),
    _("How many requests were handed out?"),
    [term("case.dispatched")],
    counts=_("Each handing out counts, also that of a request which came back; the unit is the one that got it."),
    misleads=_("What a unit is given follows from its duties, not from how it works."),
    given=[Given("case.dispatched", times=4), Given("case.dispatched", times=1, when="after")],
    gives=4,
)
CLOSED = count(
    "closed",
    _("Requests closed"),
    _("How many requests were closed?"),
    [term("case.closed")],
    counts=_("By the day they were closed; one that was reopened and closed again counts twice."),
    misleads=_("Closed is the office's word. Many in one month may be old ones cleared away."),
    given=[Given("case.closed", times=3), Given("case.closed", times=2, when="before")],
    gives=3,
)
LYING = count(
    "lying",
    _("Lying at the unit"),
    _("How many requests lay at the unit at the end?"),
    [
        term("case.registered", stock=True),
        term("case.stage_entered", stock=True),
        term("case.stage_passed", sign=-1, stock=True),
    ],
    counts=_("What waited for the unit at the end of the period, whatever it waited for."),
    misleads=_("It says where requests lie, not whose fault it is: what waits for a resident's papers is in it."),
    given=[
        Given("case.registered", times=5, when="before"),
        Given("case.stage_entered", {"stage": Stage.HANDLE}, 3),
        Given("case.stage_passed", {"stage": Stage.ACCEPT}, 4),
    ],
    gives=4,
)


CAME_BY: Mapping[Channel, Any] = {
    Channel.QR: _("Requests by door code"),
    Channel.COUNTER: _("Requests at the counter"),
    Channel.PHONE: _("Requests by hotline"),
    Channel.GRID: _("Requests through grid workers"),
    Channel.API: _("Requests from other systems"),
    Channel.WEB: _("Requests on the county page"),
    Channel.MAIL: _("Requests by e-mail"),
    Channel.SMS: _("Requests by text message"),
    Channel.WECHAT: _("Requests through WeChat"),
    Channel.OPEN311: _("Requests through Open311"),
    Channel.IMPORT: _("Requests from another hotline's list"),
    Channel.SENSOR: _("Signals of sensors"),
}
MISLEADS: Mapping[Channel, Any] = {
    Channel.MAIL: _("One letter is one request, whatever it asks for; newsletters and automatic replies are left out."),
    Channel.SMS: _("Questions about a receipt by text message are no requests and are not in it."),
    Channel.WECHAT: _("Who only follows the account or looks something up has filed nothing."),
    Channel.OPEN311: _("Another system chose to send these; what its own residents told it may be more."),
    Channel.IMPORT: _("Only what was still open there when the list came; what had ended there is counted by itself."),
    Channel.SENSOR: _("A device reports, nobody complains: one fault is one signal, however many suffer from it."),
}
ANY_WAY = _("It says which way people came, not which they would have liked: where a way is not open there is nought.")
LEFT_AS: Mapping[str, Any] = {
    "case.declined": _("Requests declined"),
    "case.diverted": _("Requests handed to an emergency service"),
    "case.withdrawn": _("Requests withdrawn"),
}


def _came_by(channel: Channel) -> Measure:
    other = Channel.PHONE if channel is not Channel.PHONE else Channel.QR
    return count(
        f"came_by_{channel.name.lower()}",
        CAME_BY[channel],
        _("How many requests came in this way?"),
        [term("case.registered", channel=channel)],
        counts=_("Requests by the day they came in, whatever became of them."),
        misleads=MISLEADS.get(channel, ANY_WAY),
        given=[Given("case.registered", {"channel": channel}, 3), Given("case.registered", {"channel": other}, 2)],
        gives=3,
        short=TITLES[Channel][channel],
    )


def _closed_as(outcome: Outcome) -> Measure:
    other = Outcome.HANDLED if outcome is not Outcome.HANDLED else Outcome.EXPLAINED
    return count(
        f"closed_as_{outcome.name.lower()}",
        format_lazy(_("Requests closed as “{outcome}”"), outcome=TITLES[Outcome][outcome]),
        _("How many requests were closed with this outcome?"),
        [term("case.closed", outcome=outcome)],
        counts=_("By the day they were closed. None of the outcomes says that it is solved: only the resident does."),
        misleads=_("The unit chose the outcome itself. Where one of them grows, read some of the answers."),
        given=[Given("case.closed", {"outcome": outcome}, 3), Given("case.closed", {"outcome": other}, 2)],
        gives=3,
        short=TITLES[Outcome][outcome],
    )


def _left_as(fact: str) -> Measure:
    return count(
        f"left_as_{fact.partition('.')[2]}",
        LEFT_AS[fact],
        _("How many requests left the office this way?"),
        [term(fact)],
        counts=_("By the day they left, without an answer of a unit."),
        misleads=_(
            "What leaves this way is not in the figures of answers: where it grows, those look better than they are."
        ),
        given=[Given(fact, times=2), Given(fact, times=1, when="before")],
        gives=2,
        short=FACT_TYPES[fact].title,
    )


CAME: tuple[Any, ...] = tuple(_came_by(channel) for channel in Channel)
WENT: tuple[Any, ...] = (
    *(_closed_as(outcome) for outcome in Outcome),
    *(_left_as(fact) for fact in ("case.declined", "case.diverted", "case.withdrawn")),
)

declare_measures(GIVEN, CLOSED, LYING, *CAME, *WENT)
