"""From readings to requests: one fault is one request, its end is noted there, and a person closes it."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases import queries as asked
from minqing.cases import receipts
from minqing.cases import service as cases
from minqing.cases.codes import Channel
from minqing.cases.records import Filing
from minqing.exchange.intake.polling import way_row
from minqing.exchange.intake.taking import actor_of
from minqing.exchange.intake.ways import Message, WayIn, offer_way
from minqing.exchange.models import Device, Way
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import MoveNotAllowed, NotFound
from minqing.ledger.service import record, recorded

from .readings import Reading

__all__ = ["SENSOR", "take_reading"]

HEARD_AGAIN = timedelta(minutes=1)


def is_set_up() -> bool:
    """Tell whether a device is registered."""
    return Device.objects.filter(retired_at=None).exists()


def read_nothing(raw: bytes) -> Message:
    """Devices are taken at once; nothing of theirs waits to be read."""
    return Message(words=raw.decode(errors="replace"))


SENSOR = WayIn("sensor", gettext_lazy("Devices"), Channel.SENSOR, is_set_up, read_nothing)
offer_way(SENSOR)


def take_reading(device_id: UUID, reading: Reading, *, at: datetime) -> str:
    """
    Take one reading.

    :return: ``well``, ``fault`` with a new request, or ``same`` while the fault lasts.
    :raises NotFound: if there is no such device in force.
    """
    device = Device.objects.filter(pk=device_id, retired_at=None).first()
    if device is None:
        raise NotFound
    _heard(device, reading, at)
    wrong = _is_wrong(device, reading)
    if wrong and device.fault_since is None:
        return _begin(device, reading, at)
    if not wrong and device.fault_since is not None:
        _end(device, at)
        _note(device.number, _("The device says that all is well again. Please check and answer."), at)
    return "same" if wrong else "well"


def _heard(device: Device, reading: Reading, at: datetime) -> None:
    Device.objects.filter(pk=device.pk).update(heard_at=at, value=reading.value)
    way = way_row(SENSOR.key)
    if way.worked_at is None or at - way.worked_at >= HEARD_AGAIN:
        Way.objects.filter(pk=SENSOR.key).update(worked_at=at, tried_at=at)


def _is_wrong(device: Device, reading: Reading) -> bool:
    if reading.value is None:
        return bool(reading.fault)
    return bool(
        (device.low is not None and reading.value < device.low)
        or (device.high is not None and reading.value > device.high)
    )


def _begin(device: Device, reading: Reading, at: datetime) -> str:
    quiet = timedelta(minutes=device.quiet_minutes)
    soon = device.number and device.well_since is not None and at - device.well_since < quiet
    if soon and _is_in_hand(device, at):
        _note(device.number, _("The device says that it is wrong again."), at)
        _mark(device.pk, device.fault, device.number, at, again=True)
        return "same"
    fault = device.fault + 1
    filing = Filing(
        words=_words(device, reading),
        where_words="",
        place_path=device.place_path,
        channel=SENSOR.key,
        submission_token=_token(device, fault),
        matter_number=device.matter or None,
    )
    done = cases.register_case(filing=filing, actor=actor_of(SENSOR), at=at)
    _mark(device.pk, fault, done.number, at, again=False)
    return "fault"


def _token(device: Device, fault: int) -> str:
    """Name one fault of one device: the same one always leads to the same request."""
    return f"sensor:{device.pk}:{fault}"


def _is_in_hand(device: Device, at: datetime) -> bool:
    """Tell whether the request of the last fault is still with the office."""
    return asked.receipt_page(receipts.code_for(_token(device, device.fault)), at=at).may_add_words


def _words(device: Device, reading: Reading) -> str:
    if reading.value is None:
        return _("Device “%(name)s” reports a fault.") % {"name": device.name}
    words: dict[str, Any] = {"name": device.name, "value": _plain(reading.value), "unit": device.unit}
    if device.high is not None and reading.value > device.high:
        words["bound"] = _plain(device.high)
        return _("Device “%(name)s” reads %(value)s %(unit)s, above %(bound)s %(unit)s.") % words
    words["bound"] = _plain(device.low)
    return _("Device “%(name)s” reads %(value)s %(unit)s, below %(bound)s %(unit)s.") % words


def _plain(number: Any) -> str:
    return f"{number.normalize():f}"


@recorded
def _mark(device_id: UUID, fault: int, number: str, at: datetime, *, again: bool) -> None:
    device = Device.objects.select_for_update().get(pk=device_id)
    device.fault, device.number, device.fault_since, device.well_since = fault, number, at, None
    device.save(update_fields=["fault", "number", "fault_since", "well_since"])
    _fact("device.fault_began", device, at, again=again, number=number)


@recorded
def _end(device: Device, at: datetime) -> None:
    row = Device.objects.select_for_update().get(pk=device.pk)
    row.fault_since, row.well_since = None, at
    row.save(update_fields=["fault_since", "well_since"])
    _fact("device.fault_ended", row, at, number=row.number)


def _fact(kind: str, device: Device, at: datetime, **data: Any) -> None:
    by = actor_of(SENSOR)
    record(
        kind,
        subject=device.ref,
        actor=by.ref,
        at=at,
        org_path=by.org_path,
        place_path=device.place_path,
        data={"matter": device.matter, **data},
    )


def _note(number: str, words: str, at: datetime) -> None:
    """Note it on the request; one that no longer takes notes is left alone."""
    by = actor_of(SENSOR)
    noting: Actor = system_actor(SENSOR.key, ["cases.note"], root=by.org_path)
    with suppress(MoveNotAllowed, NotFound):
        cases.note(number=number, words=words, actor=noting, at=at)
