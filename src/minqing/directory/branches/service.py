"""
Slips of a branch, and what members do with them, each by her own act.

:source: rule ZB-04; guardrails 3.3, G21, G22.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from minqing.directory.access import get_organisation
from minqing.directory.models import BranchSlip, Organisation
from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

from .codes import KEPT, PLEDGES, Kept, Pledge, Said
from .permissions import BRANCH
from .records import IssuedSlip
from .slips import hash_of, new_code, slip_of

__all__ = ["UnableToReport", "issue_slips", "own_branch", "report", "say", "void_slip", "withdraw"]

KIND = "branch"
MOST_AT_ONCE, MOST = 100, 1000
_NOT_YET = _("Report to a village or community first.")
MEMBER = Ref("system", "public")


class UnableToReport(Refused):
    """This cannot be done with slips or with this slip; the message says why."""


def own_branch(actor: Actor, *, lock: bool = False) -> Organisation:
    """
    Hold the party branch in which the actor's post itself sits. Nobody above it gets in, whatever she is granted.

    :raises NotFound: if the post sits in no branch, or may not keep its slips.
    """
    found = get_organisation(actor.org_path, actor=actor, permission=BRANCH, lock=lock)
    if found.kind != KIND or not covers(found.path, actor.org_path):
        raise NotFound
    return found


@recorded
def issue_slips(*, how_many: int, actor: Actor, at: datetime) -> list[IssuedSlip]:
    """
    Make numbered slips for the members of one's own branch.

    :param how_many: 1 to 100.
    :return: numbers and codes; the codes are not shown again.
    :raises UnableToReport: if that is none, or too many.
    """
    branch = own_branch(actor, lock=True)
    last = BranchSlip.objects.filter(branch=branch).aggregate(last=Max("number"))["last"] or 0
    if not 1 <= how_many <= MOST_AT_ONCE or last + how_many > MOST:
        raise UnableToReport(_("From 1 to 100 slips at once, and 1000 for a branch at most."), field="how_many")
    made = [IssuedSlip(last + step, new_code()) for step in range(1, how_many + 1)]
    BranchSlip.objects.bulk_create(
        BranchSlip(id=uuid7(at), branch=branch, number=one.number, code_hash=hash_of(one.code)) for one in made
    )
    _of_branch("branch.slips_issued", branch, actor, at, slips=how_many)
    return made


@recorded
def void_slip(*, number: int, actor: Actor, at: datetime) -> None:
    """
    Void a slip of one's own branch whose code was lost. One that was used is its holder's alone.

    :raises NotFound: if there is no such slip.
    :raises UnableToReport: if somebody reported with it.
    """
    branch = own_branch(actor)
    slip = BranchSlip.objects.select_for_update().filter(branch=branch, number=number).first()
    if slip is None:
        raise NotFound
    if slip.place_path:
        raise UnableToReport(_("Somebody reported with this slip. Only she can take that back."))
    slip.delete()
    _of_branch("branch.slip_voided", branch, actor, at)


@recorded
def report(*, code: str, place_path: str, at: datetime) -> None:
    """
    Report to the village or community where one lives; to another one, the earlier ends.

    :raises NotFound: if the code opens no slip, or there is no such place.
    :raises UnableToReport: if the place is no village or community (no door and no lane is kept), or the same again.
    """
    slip = slip_of(code, lock=True)
    place = territory.place(place_path)
    if place.kind != "village" or place.closed_on:
        raise UnableToReport(_("Choose a village or community of the list."), field="place")
    if slip.place_path == place.path:
        raise UnableToReport(_("You have reported there already."), field="place")
    if slip.place_path:
        _take_back(slip, at)
    slip.place_path = place.path
    slip.save(update_fields=["place_path"])
    _of_village("dual_report.made", place.path, at)


@recorded
def say(*, code: str, pledge: int, kept: int, duty_done: bool, has_sign: bool, at: datetime) -> None:
    """
    Say what one pledges, whether it was kept, whether the duty is done and a sign hangs; unsaid again as easily.

    :param pledge: of :class:`Pledge`; ``kept`` of :class:`Kept`, which falls with the pledge.
    :raises NotFound: if the code opens no slip.
    :raises UnableToReport: before one has reported, for a code that does not exist, or where nothing changes.
    """
    slip = slip_of(code, lock=True)
    if not slip.place_path:
        raise UnableToReport(_NOT_YET, field="place")
    if pledge not in PLEDGES or kept not in KEPT:
        raise UnableToReport(_("Choose one of the list."), field="pledge")
    kept = kept if pledge == slip.pledge and pledge else Kept.OPEN
    changes = list(_changes(slip, pledge, kept, duty_done=duty_done, has_sign=has_sign))
    if not changes:
        raise UnableToReport(_("Nothing is different from what stands here."))
    for said in changes:
        _of_village("dual_report.said", slip.place_path, at, said=said)
    slip.pledge, slip.kept, slip.duty_done, slip.has_sign = pledge, kept, duty_done, has_sign
    slip.save(update_fields=["pledge", "kept", "duty_done", "has_sign"])


def _changes(slip: BranchSlip, pledge: int, kept: int, *, duty_done: bool, has_sign: bool) -> Iterator[Said]:
    if pledge != slip.pledge:
        yield Said.PLEDGED if pledge != Pledge.NONE else Said.PLEDGE_TAKEN_BACK
    elif kept != slip.kept:
        yield {Kept.YES: Said.KEPT, Kept.NO: Said.NOT_KEPT, Kept.OPEN: Said.KEPT_OPEN}[Kept(kept)]
    if duty_done != slip.duty_done:
        yield Said.DUTY_DONE if duty_done else Said.DUTY_TAKEN_BACK
    if has_sign != slip.has_sign:
        yield Said.SIGN_UP if has_sign else Said.SIGN_DOWN


@recorded
def withdraw(*, code: str, at: datetime) -> None:
    """
    Take one's reporting back, with pledge, duty and sign; the slip is as new.

    :raises NotFound: if the code opens no slip.
    :raises UnableToReport: if nothing was reported with it.
    """
    slip = slip_of(code, lock=True)
    if not slip.place_path:
        raise UnableToReport(_NOT_YET, field="place")
    _take_back(slip, at)


def _take_back(slip: BranchSlip, at: datetime) -> None:
    before = slip.place_path
    slip.place_path, slip.pledge, slip.kept, slip.duty_done, slip.has_sign = "", Pledge.NONE, Kept.OPEN, False, False
    slip.save(update_fields=["place_path", "pledge", "kept", "duty_done", "has_sign"])
    _of_village("dual_report.withdrawn", before, at)


def _of_branch(kind: str, branch: Organisation, actor: Actor, at: datetime, **data: int) -> None:
    record(
        kind,
        subject=branch.ref,
        actor=actor.ref,
        at=aware(at),
        org_path=branch.path,
        place_path=branch.place_path,
        data=data,
    )


def _of_village(kind: str, place_path: str, at: datetime, **data: int) -> None:
    county = place_path.split("/", maxsplit=1)[0] + "/"
    village = Ref("division", territory.place(place_path).code)
    record(kind, subject=village, actor=MEMBER, at=aware(at), org_path=county, place_path=place_path, data=data)
