"""Devices that stand somewhere: one fault is one request, its end is noted, and what they may not bring is refused."""

import json
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make

from minqing.cases.codes import Channel
from minqing.cases.models import Case
from minqing.exchange.intake import queries
from minqing.exchange.intake.sensors import registering
from minqing.exchange.intake.sensors.readings import Reading, read_reading
from minqing.exchange.intake.sensors.signalling import take_reading
from minqing.exchange.intake.signing import sign
from minqing.exchange.models import Device
from minqing.kernel.access import system_actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.ledger.queries import facts_about

AT = make.AT
KEEPER = system_actor("keeper", ["exchange.manage"], root=make.COUNTY)
_nonces = count(1)
GIVEN = {
    "name": "柳河桥水位",
    "place_path": make.VILLAGE,
    "matter_number": 131,
    "unit": "米",
    "high": "4.5",
    "quiet_minutes": 60,
    "actor": KEEPER,
    "at": AT,
}


def register(**changes: Any) -> registering.MadeDevice:
    return registering.register_device(**{**GIVEN, **changes})


@pytest.fixture
def device(office: make.County) -> registering.MadeDevice:
    """A water gauge."""
    return register()


def says(device: registering.MadeDevice, value: str, minutes: int = 0) -> str:
    row = Device.objects.get(pk=device.id)
    return take_reading(row.pk, read_reading(f'{{"value": {value}}}'.encode()), at=AT + timedelta(minutes=minutes))


def post(device: registering.MadeDevice, said: Any, *, secret: str = "", nonce: str = "") -> Any:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    headers = sign(secret or device.secret, body, nonce=nonce or str(next(_nonces)), at=timezone.now())
    return Client(headers=headers).post(f"/channels/devices/{device.id}", body, content_type="application/json")


class TestFault:
    def test_is_one_request_however_often_it_is_said(self, device: registering.MadeDevice) -> None:
        states = [says(device, value, minute) for minute, value in enumerate(("4.2", "4.51", "5", "4.6"))]

        assert states == ["well", "fault", "same", "same"]
        case = Case.objects.get()
        assert (case.channel, case.place_path, case.matter) == (Channel.SENSOR, make.VILLAGE, 131)
        assert "4.51" in case.texts.get().text

    def test_that_is_over_is_noted_and_a_person_closes_it(self, device: registering.MadeDevice) -> None:
        says(device, "5")
        says(device, "4", 10)

        case = Case.objects.get()
        assert case.is_open
        assert "case.noted" in make.kinds(case.number)
        kinds = [fact.kind for fact in facts_about(Device.objects.get().ref)]
        assert kinds == ["device.registered", "device.fault_began", "device.fault_ended"]

    @pytest.mark.parametrize(("minutes", "requests"), [(60, 1), (80, 2)])
    def test_that_comes_back_within_the_quiet_time_is_the_same(
        self, minutes: int, requests: int, device: registering.MadeDevice
    ) -> None:
        for minute, value in ((0, "5"), (10, "4"), (minutes, "5")):
            says(device, value, minute)

        assert Case.objects.count() == requests

    def test_that_comes_back_to_a_request_that_has_left_the_office_is_another(
        self, device: registering.MadeDevice, office: make.County
    ) -> None:
        says(device, "5")
        number = Case.objects.get().number
        make.service.withdraw(number=number, words="误报。", actor=office.intake, at=AT + timedelta(minutes=1))
        says(device, "4", 5)

        assert says(device, "5", 10) == "fault"

    def test_below_is_one_too_and_a_plain_yes(self, office: make.County) -> None:
        low, lamp = register(name="泵压", low="1", high=""), register(name="路灯3号", high="")

        assert says(low, "0.5") == "fault"
        assert take_reading(Device.objects.get(pk=lamp.id).pk, Reading(fault=True), at=AT) == "fault"

    def test_is_filed_once_where_the_machine_died_in_between(self, device: registering.MadeDevice) -> None:
        says(device, "5")
        Device.objects.update(fault=0, fault_since=None, number="")

        says(device, "5.1", 1)

        assert Case.objects.count() == 1


class TestCall:
    def test_is_taken_signed(self, device: registering.MadeDevice) -> None:
        assert post(device, {"value": 5.25}).json() == {"kept": True, "state": "fault"}
        assert next(one for one in queries.ways(KEEPER) if one.key == "sensor").worked_at is not None

    def test_forged_or_repeated_is_refused(self, device: registering.MadeDevice) -> None:
        assert post(device, {"value": 5}, secret="whsec_guessed").status_code == 401
        assert [post(device, {"value": 5}, nonce="same").status_code for _again in range(2)] == [200, 409]

    def test_of_a_stranger_or_a_retired_one_is_absent(self, device: registering.MadeDevice) -> None:
        other = registering.MadeDevice("00000000-0000-7000-8000-000000000000", "x", "y")
        assert post(other, {"value": 5}).status_code == 404
        registering.retire_device(device_id=device.id, actor=KEEPER, at=AT)

        assert post(device, {"value": 5}).status_code == 404

    @pytest.mark.parametrize(
        "said",
        [
            {"value": 5, "image": "x"},
            {"value": 5, "url": "http://camera/1.jpg"},
            {"value": 5, "lat": 40.1, "lng": 118.6},
            {"value": 5, "Location": [1, 2]},
            {"value": 5, "name": "x"},
            {"value": "5"},
            {"value": True},
            {"value": None},
            {"fault": 1},
            {"value": 5, "fault": True},
            {},
            [],
            b"{",
            b'{"value": NaN}',
            b'{"value": 1e400}',
            b'{"value": 99999999999}',
            b"[" * 3000,
            b'{"value": 1' + b" " * 5000 + b"}",
        ],
    )
    def test_that_brings_anything_else_is_refused(self, said: Any, device: registering.MadeDevice) -> None:
        answer = post(device, said)

        assert (answer.status_code, answer.json()["code"]) == (422, "reading")
        assert not Case.objects.exists()


class TestRegistering:
    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("name", {"name": " "}),
            ("high", {"low": "5", "high": "4"}),
            ("low", {"low": "x"}),
            ("high", {"high": "NaN"}),
            ("place_path", {"place_path": "139901/999/"}),
        ],
    )
    def test_refuses_what_is_wrong(self, field: str, changes: dict[str, str], office: make.County) -> None:
        with pytest.raises(registering.UnableToRegister) as refused:
            register(**changes)

        assert refused.value.field == field

    def test_refuses_a_name_twice_and_whoever_keeps_no_systems(
        self, device: registering.MadeDevice, office: make.County
    ) -> None:
        with pytest.raises(registering.UnableToRegister):
            register()
        with pytest.raises(NotAllowed):
            register(name="x", actor=office.intake)
        with pytest.raises(NotFound):
            registering.retire_device(device_id=device.id, actor=office.intake, at=AT)
        with pytest.raises(NotFound):
            registering.secret_of("nonsense")

    def test_lists_them_as_they_stand(self, device: registering.MadeDevice, office: make.County) -> None:
        says(device, "5")

        (line,) = registering.devices(KEEPER)

        assert (line.name, line.bounds, line.value, line.is_wrong) == ("柳河桥水位", "≤ 4.5 米", "5 米", True)
        assert registering.devices(office.intake) == ()

    def test_keeps_no_secret_in_clear(self, device: registering.MadeDevice) -> None:
        assert device.secret.encode() not in bytes(Device.objects.get().secret)
