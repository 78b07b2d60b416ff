"""
Hand a task down to a township, and take it back.

:source: rule GR-08: what is off a township's list needs approval, money and people; no dumping on whoever is nearest.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from minqing.cases.matters import in_use
from minqing.cases.models import HandedDown
from minqing.cases.routes import require_route
from minqing.cases.words import clean
from minqing.directory import queries as directory
from minqing.directory.records import OrganisationView
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import record, recorded

__all__ = ["UnableToHandDown", "hand_down", "take_back"]

MOST_WORDS = 200
TOWNSHIP = 2
"""How many levels the path of a township's place has."""
MOST_YUAN, MOST_STAFF = 2_000_000_000, 10_000


class UnableToHandDown(Refused):
    """The task cannot be handed down, or taken back, as asked; the message says what is missing."""


@recorded
def hand_down(
    *,
    matter_number: int,
    township_path: str,
    from_path: str,
    task: str,
    law: str,
    money_yuan: int,
    staff: int,
    actor: Actor,
    at: datetime,
    since: date | None = None,
) -> str:
    """
    Hand a department's task down to a township, with law, money and staff.

    :param township_path: the township's government; ``from_path`` the department.
    :param money_yuan: money a year that goes with it, in yuan; ``staff`` the posts.
    :param since: from which day on; today when None.
    :return: its id.
    :raises UnableToHandDown: if law, money or staff is missing, the matter or a unit unknown, or it stands already.
    """
    township, department = _unit(township_path, "township_path"), _unit(from_path, "from_path")
    require_route(actor, township.place_path)
    if township.place_path.count("/") != TOWNSHIP:
        raise UnableToHandDown(_("Choose a township's government or a subdistrict office."), field="township_path")
    if department.path == township.path or department.path.startswith(township.path):
        raise UnableToHandDown(_("A township hands nothing down to itself. Choose the department."), field="from_path")
    if not in_use(matter_number):
        raise UnableToHandDown(_("This matter is not in the list."), field="matter_number")
    _refuse_bare(law, money_yuan, staff)
    row = HandedDown(
        id=uuid7(at),
        matter=matter_number,
        township_path=township.path,
        township_name=township.name,
        from_path=department.path,
        from_name=department.name,
        task=clean(task, field="task", most=MOST_WORDS),
        law=clean(law, field="law", most=MOST_WORDS),
        money_yuan=money_yuan,
        staff=staff,
        since=since or day_of(at),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        words = _("This matter was handed down to the township already. Take it back first.")
        raise UnableToHandDown(words, field="matter_number") from twice
    _record("task.handed_down", row, township.place_path, (actor, at), yuan=money_yuan, staff=staff)
    return str(row.id)


@recorded
def take_back(*, handed_id: str, actor: Actor, at: datetime, why: str = "") -> None:
    """
    Take a task back from a township, from today on.

    :raises NotFound: if it is absent, taken back, or outside the actor's reach.
    """
    row = HandedDown.objects.select_for_update().filter(pk=as_uuid(handed_id), ended_on=None).first()
    if row is None:
        raise NotFound
    township = _unit(row.township_path, "handed_id")
    require_route(actor, township.place_path)
    row.ended_on, row.why_ended = day_of(at), clean(why, field="why", most=MOST_WORDS, needed=False)
    row.save(update_fields=["ended_on", "why_ended"])
    _record("task.taken_back", row, township.place_path, (actor, at))


def _refuse_bare(law: str, money_yuan: int, staff: int) -> None:
    if not law.strip():
        raise UnableToHandDown(_("Name the law or order it stands in. Without it nothing is handed down."), field="law")
    if not 0 < money_yuan <= MOST_YUAN:
        raise UnableToHandDown(
            _("Name the money that goes with it, in yuan a year. Without money nothing is handed down."),
            field="money_yuan",
        )
    if not 0 < staff <= MOST_STAFF:
        raise UnableToHandDown(
            _("Name the posts that go with it. Without people nothing is handed down."), field="staff"
        )


def _unit(path: str, field: str) -> OrganisationView:
    try:
        return directory.organisation(path)
    except NotFound as absent:
        raise UnableToHandDown(_("This unit is not in the county's list."), field=field) from absent


def _record(kind: str, row: HandedDown, place_path: str, who: tuple[Actor, datetime], **data: int) -> None:
    actor, at = who
    record(
        kind,
        subject=Ref("handed_down", str(row.id)),
        actor=actor.ref,
        at=aware(at),
        org_path=row.township_path,
        place_path=place_path,
        data={"matter": row.matter, "from": row.from_path, **data},
    )
