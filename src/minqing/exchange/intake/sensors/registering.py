"""Registering devices: where one stands, for which matter, what is too low or too high, and its secret, shown once."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases import queries as cases
from minqing.exchange.intake.taking import actor_of
from minqing.exchange.models import Device
from minqing.exchange.permissions import MANAGE
from minqing.exchange.sharing.secrets import new_secret, open_secret, seal_secret
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

from .signalling import SENSOR

__all__ = ["DeviceView", "MadeDevice", "UnableToRegister", "devices", "register_device", "retire_device", "secret_of"]

LONGEST_QUIET = 60 * 24 * 30


class UnableToRegister(Refused):
    """The device cannot be registered as asked."""


@dataclass(frozen=True, slots=True)
class MadeDevice:
    """A device just registered, with the secret that is shown once."""

    id: str
    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One device as it stands; ``number`` is the request of its last fault, ``is_wrong`` whether that lasts."""

    id: str
    name: str
    place_name: str
    matter: str
    bounds: str
    heard_at: datetime | None
    value: str
    is_wrong: bool
    number: str
    retired_at: datetime | None


@recorded
def register_device(
    *,
    name: str,
    place_path: str,
    matter_number: int,
    actor: Actor,
    at: datetime,
    unit: str = "",
    low: str = "",
    high: str = "",
    quiet_minutes: int = 120,
) -> MadeDevice:
    """
    Register a device at its place.

    :param low: below this number something is wrong; empty for none, and so with ``high``. Without both it says so
        itself.
    :param quiet_minutes: a fault that comes back so soon is the same one.
    :raises NotAllowed: if the actor does not keep systems.
    :raises UnableToRegister: if a part is missing or wrong; ``field`` names it.
    """
    if not actor.may(MANAGE, org_path=actor_of(SENSOR).org_path, place_path=place_path):
        raise NotAllowed
    name = name.strip()
    if not name or Device.objects.filter(name=name, retired_at=None).exists():
        raise UnableToRegister(_("Give the device a name that no other has."), field="name")
    bounds = _bound(low, "low"), _bound(high, "high")
    if bounds[0] is not None and bounds[1] is not None and bounds[0] >= bounds[1]:
        raise UnableToRegister(_("The lower bound must lie below the upper one."), field="high")
    place, secret, key = _place(place_path), new_secret(), uuid7(at)
    device = Device.objects.create(
        id=key,
        name=name,
        place_path=place.path,
        matter=matter_number,
        unit=unit.strip(),
        low=bounds[0],
        high=bounds[1],
        quiet_minutes=min(max(quiet_minutes, 0), LONGEST_QUIET),
        secret=seal_secret(secret, key),
        opened_at=at,
    )
    _fact("device.registered", device, actor, at)
    return MadeDevice(str(key), name, secret)


@recorded
def retire_device(*, device_id: str, actor: Actor, at: datetime) -> None:
    """
    Take nothing from a device any more.

    :raises NotFound: if it is absent, retired, or out of reach.
    """
    device = _named(device_id)
    if device is None or not actor.may(MANAGE, org_path=actor_of(SENSOR).org_path, place_path=device.place_path):
        raise NotFound
    Device.objects.filter(pk=device.pk).update(retired_at=at)
    _fact("device.retired", device, actor, at)


def secret_of(device_id: str) -> str:
    """
    Return the secret that signs a device's readings.

    :raises NotFound: if there is no such device in force, or its secret cannot be opened any more.
    """
    device = _named(device_id)
    secret = open_secret(bytes(device.secret), device.pk) if device else None
    if not secret:
        raise NotFound
    return secret


def devices(actor: Actor) -> tuple[DeviceView, ...]:
    """List the devices that the actor keeps, by name, those in force first."""
    county = territory.county()
    if county is None:
        return ()
    rows = Device.objects.order_by("retired_at", "name")
    seen = [row for row in rows if actor.may(MANAGE, org_path=county.path, place_path=row.place_path)]
    names = territory.full_names({row.place_path for row in seen})
    matters = {one.number: one.name for one in cases.matters()} if seen else {}
    return tuple(_view(row, names.get(row.place_path, row.place_path), matters.get(row.matter, "")) for row in seen)


def _view(row: Any, place_name: str, matter: str) -> DeviceView:
    bounds = [(sign, bound) for sign, bound in (("≥", row.low), ("≤", row.high)) if bound is not None]
    shown = [f"{sign} {bound.normalize():f} {row.unit}" for sign, bound in bounds]
    return DeviceView(
        id=str(row.id),
        name=row.name,
        place_name=place_name,
        matter=matter,
        bounds=" ".join(one.strip() for one in shown),
        heard_at=row.heard_at,
        value="" if row.value is None else f"{row.value.normalize():f} {row.unit}".strip(),
        is_wrong=row.fault_since is not None,
        number=row.number,
        retired_at=row.retired_at,
    )


def _named(device_id: str) -> Device | None:
    try:
        return Device.objects.filter(pk=UUID(device_id), retired_at=None).first()
    except ValueError:
        return None


def _bound(text: str, field: str) -> Decimal | None:
    if not str(text).strip():
        return None
    try:
        number = Decimal(str(text).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 8:
        raise UnableToRegister(_("This is not a number."), field=field)
    return round(number, 3)


def _place(path: str) -> Any:
    try:
        return territory.place(path)
    except NotFound as absent:
        raise UnableToRegister(_("This place is not in the county's list."), field="place_path") from absent


def _fact(kind: str, device: Device, actor: Actor, at: datetime) -> None:
    record(
        kind,
        subject=device.ref,
        actor=actor.ref,
        at=at,
        org_path=actor_of(SENSOR).org_path,
        place_path=device.place_path,
        data={"matter": device.matter},
    )
